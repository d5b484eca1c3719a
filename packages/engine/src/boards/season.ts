// The season: who has how many points from their best hunts, what is still to be counted, the seasons before, and the
// great finds whose places keep the finder's name. Hunts are counted a few players a tick, so that no step is long.
import { SEASON_HUNTS } from "@doubloon/shared/hunt/rules";
import { type Accounts, ID_BYTES } from "../columns/accounts.ts";
import type { Leaderboard } from "../leaderboard.ts";
import { addToBest, sumOfBest } from "./bestHunts.ts";
import { RankedRows } from "./rankedRows.ts";

/** Rows of a season that are kept when it is over. */
export const ARCHIVED_ROWS = 100;
/** Seasons that are kept: two years. */
export const MAX_ARCHIVES = 26;
/** Great finds that are kept; the oldest gives way. */
export const MAX_GREAT_FINDS = 256;
/** Players whose hunt is counted in one tick. */
const COUNTED_PER_TICK = 64;

export interface ArchivedRow {
  readonly playerId: string;
  readonly name: string;
  readonly points: number;
}

/** A season that is over: its first hundred, the best first. */
export interface SeasonArchive {
  readonly season: number;
  readonly players: number;
  readonly rows: readonly ArchivedRow[];
}

/** A crown's place and who found it. */
export interface GreatFind {
  readonly hunt: number;
  readonly tile: number;
  readonly name: string;
}

export class Season {
  /** The current season's number; 0 until the first `calendar` command. */
  number = 0;
  /** Account rows with points of the season. */
  readonly ranked: RankedRows;
  /** Results of hunts that are not counted yet: pairs of account row and points, the oldest first. */
  readonly pending: number[] = [];
  /** The newest first. */
  readonly archives: SeasonArchive[] = [];
  /** The oldest first. */
  readonly greatFinds: GreatFind[] = [];
  /** Grows with every change but those of accounts. Not part of the world's state. */
  revision = 0;
  readonly #accounts: Accounts;
  readonly #board: Leaderboard;

  constructor(accounts: Accounts, board: Leaderboard) {
    this.#accounts = accounts;
    this.#board = board;
    this.ranked = new RankedRows({
      points: (row) => this.pointsOf(row),
      at: (row) => accounts.seasonAt[row],
    });
  }

  /** A player's points of the season: the best SEASON_HUNTS hunts together. */
  pointsOf(row: number): number {
    const { season, best } = this.#accounts;
    return season[row] === this.number ? sumOfBest(best, row) : 0;
  }

  /** Takes the result of a player in a hunt that is over, to be counted soon. */
  add(row: number, points: number): void {
    if (points <= 0 || this.#accounts.bot[row] !== 0) return;
    this.pending.push(row, points);
    this.revision++;
  }

  /** Counts the next results, at most `limit`. Call it once a tick. */
  count(limit: number = COUNTED_PER_TICK): void {
    if (this.pending.length === 0) return;
    const taken = this.pending.splice(0, 2 * limit);
    for (let i = 0; i < taken.length; i += 2) this.#countOne(taken[i], taken[i + 1]);
    this.revision++;
  }

  /** Removes an account that becomes a bot's or is forgotten. */
  remove(row: number): void {
    if (this.pointsOf(row) > 0) this.ranked.remove(row);
    this.#accounts.season[row] = 0;
    const { pending } = this;
    for (let i = pending.length - 2; i >= 0; i -= 2) {
      if (pending[i] !== row) continue;
      pending.splice(i, 2);
      this.revision++;
    }
  }

  /** Archives the season and begins another one, in which nobody has points and no place has a name. */
  begin(number: number): void {
    this.count(Number.POSITIVE_INFINITY);
    if (this.number > 0) {
      this.archives.unshift(this.#archive());
      this.archives.length = Math.min(this.archives.length, MAX_ARCHIVES);
    }
    this.number = number;
    this.ranked.clear();
    this.greatFinds.length = 0;
    this.revision++;
  }

  /** Keeps a great find; returns the one that gives way, if any. */
  keepGreatFind(find: GreatFind): GreatFind | undefined {
    this.greatFinds.push(find);
    this.revision++;
    return this.greatFinds.length > MAX_GREAT_FINDS ? this.greatFinds.shift() : undefined;
  }

  /** Rebuilds the order from the accounts. */
  rebuild(): void {
    const { ids, high, bot } = this.#accounts;
    const rows: number[] = [];
    for (let row = 0; row < high; row++) {
      if (ids[row * ID_BYTES] !== 0 && bot[row] === 0 && this.pointsOf(row) > 0) rows.push(row);
    }
    this.ranked.fill(rows);
  }

  #countOne(row: number, points: number): void {
    const { season, best, seasonAt, bot, ids, changes } = this.#accounts;
    if (bot[row] !== 0 || ids[row * ID_BYTES] === 0) return;
    const listed = this.pointsOf(row) > 0;
    if (listed) this.ranked.remove(row);
    if (season[row] !== this.number) {
      season[row] = this.number;
      best.fill(0, row * SEASON_HUNTS, (row + 1) * SEASON_HUNTS);
    }
    if (addToBest(best, row, points) > 0) seasonAt[row] = ++this.#board.serial;
    this.ranked.insert(row);
    changes.add(row);
  }

  #archive(): SeasonArchive {
    const { ranked } = this;
    const rows = Array.from(ranked.order.subarray(0, Math.min(ranked.count, ARCHIVED_ROWS)), (row) => ({
      playerId: this.#accounts.idOf(row),
      name: this.#accounts.nameOf(row),
      points: this.pointsOf(row),
    }));
    return { season: this.number, players: ranked.count, rows };
  }
}
