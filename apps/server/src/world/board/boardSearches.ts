// Searches the leaderboard by name in slices of about a millisecond a turn, so that a search never delays a frame.
// Holds only a few searches: when there are too many, the one that has waited longest is cancelled.
import type { World } from "@doubloon/engine/world";
import { type AdminBoardPage, type AdminBoardQuery, MAX_ADMIN_PAGE } from "@doubloon/shared/protocol/admin";
import type { Clock, Timer } from "../../lib/clock.ts";
import { boardPage, boardRowAt } from "./boardPage.ts";

/** Duration of a slice, in ms, out of the 4 ms that a turn may take. */
const SLICE_MS = 1;
/** Names compared between two clock reads: about 20 microseconds. */
const NAMES_PER_CLOCK_READ = 64;
/** Time between two slices, in ms, left to other work. */
const PAUSE_MS = 1;
/** Most searches that run or wait. */
export const MAX_SEARCHES = 16;
/** Up to this many matches are sorted by rank. With more, walking the ranking finds a page soon enough. */
const FEW_MATCHES = 1_024;

interface Search {
  readonly key: string;
  readonly query: AdminBoardQuery;
  readonly needle: string;
  readonly page: Promise<AdminBoardPage | undefined>;
  readonly resolve: (page: AdminBoardPage | undefined) => void;
  /** The next account row to compare. */
  next: number;
  /** 1 for each row before `next` whose name matches. */
  matched: Uint8Array<ArrayBuffer>;
  total: number;
}

export class BoardSearches {
  readonly #world: World;
  readonly #clock: Clock;
  /** The first one is running, the others wait. */
  readonly #searches: Search[] = [];
  #timer: Timer | undefined;
  #closed = false;

  constructor(world: World, clock: Clock) {
    this.#world = world;
    this.#clock = clock;
    world.accounts.onNamed = (row) => this.#named(row);
  }

  /**
   * A page of all players whose name contains the search text, in order of rank. It contains exactly the players who match
   * when it resolves. Undefined if newer searches displaced it, or the world has closed.
   */
  page(query: AdminBoardQuery): Promise<AdminBoardPage | undefined> {
    if (this.#closed) return Promise.resolve(undefined);
    if (query.search === "") return Promise.resolve(boardPage(this.#world, query));
    const key = `${query.offset} ${query.limit} ${query.search}`;
    const known = this.#searches.find((search) => search.key === key);
    if (known !== undefined) return known.page;
    const { promise: page, resolve } = Promise.withResolvers<AdminBoardPage | undefined>();
    const matched = new Uint8Array(this.#world.accounts.high);
    const needle = query.search.toLowerCase();
    this.#searches.push({ key, query, needle, page, resolve, next: 0, matched, total: 0 });
    // Never the first one, which is running.
    if (this.#searches.length > MAX_SEARCHES) this.#searches.splice(1, 1)[0].resolve(undefined);
    this.#arm();
    return page;
  }

  /** Cancels all searches and accepts no more. */
  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
    this.#world.accounts.onNamed = undefined;
    for (const search of this.#searches.splice(0)) search.resolve(undefined);
  }

  #arm(): void {
    if (this.#timer !== undefined || this.#searches.length === 0) return;
    this.#timer = this.#clock.after(PAUSE_MS, () => {
      this.#timer = undefined;
      this.#slice();
      this.#arm();
    });
  }

  #slice(): void {
    const [search] = this.#searches;
    if (search === undefined) return;
    const { accounts } = this.#world;
    const endMs = this.#clock.nowMs() + SLICE_MS;
    while (search.next < accounts.high) {
      const end = Math.min(search.next + NAMES_PER_CLOCK_READ, accounts.high);
      if (end > search.matched.length) search.matched = grown(search.matched, accounts.high);
      while (search.next < end) this.#compare(search, search.next++);
      if (search.next < accounts.high && this.#clock.nowMs() >= endMs) return;
    }
    this.#searches.shift();
    search.resolve(this.#pageOf(search));
  }

  #compare(search: Search, row: number): void {
    const { accounts } = this.#world;
    // A row whose player was forgotten has an empty name, which matches nothing; a bot is on no board.
    const listed = accounts.bot[row] === 0;
    const matches = listed && accounts.nameOf(row).toLowerCase().includes(search.needle) ? 1 : 0;
    search.total += matches - search.matched[row];
    search.matched[row] = matches;
  }

  /** Compares a row again after its name has changed or its player was forgotten. */
  #named(row: number): void {
    for (const search of this.#searches) if (row < search.next) this.#compare(search, row);
  }

  #pageOf({ query, matched, total }: Search): AdminBoardPage {
    const limit = Math.min(Math.max(1, query.limit), MAX_ADMIN_PAGE);
    const from = Math.max(0, query.offset);
    const indexes =
      total <= FEW_MATCHES
        ? this.#indexesOfFew(matched).slice(from, from + limit)
        : this.#indexesOfMany(matched, from, limit);
    return { rows: indexes.map((index) => boardRowAt(this.#world, index)), total, query };
  }

  #indexesOfFew(matched: Uint8Array): number[] {
    const { board } = this.#world;
    const indexes: number[] = [];
    for (let row = matched.indexOf(1); row >= 0; row = matched.indexOf(1, row + 1)) {
      indexes.push(board.indexOf(row));
    }
    return indexes.sort((a, b) => a - b);
  }

  #indexesOfMany(matched: Uint8Array, from: number, limit: number): number[] {
    const { board } = this.#world;
    const indexes: number[] = [];
    let passed = 0;
    for (let index = 0; index < board.count && indexes.length < limit; index++) {
      if (matched[board.order[index]] === 1 && passed++ >= from) indexes.push(index);
    }
    return indexes;
  }
}

function grown(from: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const into = new Uint8Array(Math.max(length, from.length * 2));
  into.set(from);
  return into;
}
