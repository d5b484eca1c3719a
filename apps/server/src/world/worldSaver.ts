// Saves the world and says what follows from it only once that is on disk: awards, ranks and the board. What is told
// is what the saved snapshot holds, never more.
import type { PickedFact } from "@doubloon/engine/facts";
import { snapshotWorld } from "@doubloon/engine/snapshot";
import type { World } from "@doubloon/engine/world";
import type { MoverId, PlayerId } from "@doubloon/shared/ids";
import type { Award, Board, Standing } from "@doubloon/shared/protocol/events";
import type { Ledger } from "../ledger/port.ts";
import type { GatewayId, GatewayPort, WorldLink } from "../link/port.ts";
import { playersBoard, standingOf } from "./boardPage.ts";
import type { Clock } from "./clock.ts";
import type { Roster } from "./roster.ts";
import type { WorldObserver } from "./worldObserver.ts";

/** The least time between two boards. */
const BOARD_EVERY_MS = 1000;
/** Awards that may wait for the disk; beyond them the oldest are not told one by one. */
const MAX_PENDING = 65_536;
/** Everybody's rank is looked at once in so many saves, and at most so many a save. */
const SAVES_PER_ROUND = 10;
const MAX_RANKS_PER_SAVE = 2500;
const BUFFER_SPARE = 1.25;

export interface WorldSaverOptions {
  readonly world: World;
  readonly ledger: Ledger;
  readonly link: WorldLink;
  readonly roster: Roster;
  readonly clock: Clock;
  readonly observer: WorldObserver;
}

interface RankNews {
  readonly mover: MoverId;
  readonly playerId: PlayerId;
  readonly standing: Standing;
}

export class WorldSaver {
  /** True if something worth keeping happened since the last snapshot. */
  dirty = false;
  readonly #options: WorldSaverOptions;
  #pending: PickedFact[] = [];
  /** Points of each player that are not on disk yet. */
  readonly #unsaved = new Map<PlayerId, number>();
  #saving: Promise<void> | undefined;
  /** Shared with the ledger's thread, so that a save copies and allocates nothing. */
  #buffer: Uint8Array = new Uint8Array(new SharedArrayBuffer(0));
  #board: Board | undefined;
  #boardText = "";
  #boardAtMs = Number.NEGATIVE_INFINITY;
  #round: IterableIterator<MoverId> | undefined;

  constructor(options: WorldSaverOptions) {
    this.#options = options;
  }

  picked(fact: PickedFact): void {
    this.#pending.push(fact);
    if (this.#pending.length > MAX_PENDING) this.#pending.shift();
    this.#unsaved.set(fact.playerId, (this.#unsaved.get(fact.playerId) ?? 0) + fact.value);
  }

  /** A player's standing as far as it is on disk. */
  standing(playerId: PlayerId): Standing {
    return standingOf(this.#options.world, playerId, this.#unsaved.get(playerId) ?? 0);
  }

  /** Tells a gateway that has just come what the others were told. */
  greet(gateway: GatewayPort): void {
    if (this.#board !== undefined) gateway.board(this.#board);
  }

  /** Saves if something happened and no save is under way. */
  saveIfDirty(): void {
    if (this.dirty && this.#saving === undefined) this.#start();
  }

  /** Waits for the save under way and makes a last one. */
  async finish(): Promise<void> {
    await this.#saving;
    if (this.dirty) await this.#start();
  }

  #start(): Promise<void> {
    const { world, ledger, clock, observer } = this.#options;
    this.dirty = false;
    const startMs = clock.nowMs();
    const bytes = snapshotWorld(world, this.#buffer);
    if (bytes.length > this.#buffer.length) {
      this.#buffer = new Uint8Array(new SharedArrayBuffer(Math.ceil(bytes.length * BUFFER_SPARE)));
    }
    const takenMs = clock.nowMs();
    const awarded = this.#pending;
    const unsaved = new Map(this.#unsaved);
    this.#pending = [];
    const standings = new Map<PlayerId, Standing>();
    for (const { playerId } of awarded) standings.set(playerId, standingOf(world, playerId));
    const board = playersBoard(world);
    const ranks = this.#lookAtRanks(standings);

    const saving = ledger.save(bytes).then(
      () => {
        this.#saving = undefined;
        observer.saved(takenMs - startMs, clock.nowMs() - takenMs, bytes.length);
        for (const [playerId, points] of unsaved) this.#settle(playerId, points);
        this.#tellAwards(awarded, standings);
        this.#tellRanks(ranks);
        this.#tellBoard(board);
      },
      (error: unknown) => {
        this.#saving = undefined;
        this.dirty = true;
        this.#pending = [...awarded, ...this.#pending].slice(-MAX_PENDING);
        observer.saveFailed(error instanceof Error ? error : new Error(String(error)));
      },
    );
    this.#saving = saving;
    return saving;
  }

  #settle(playerId: PlayerId, points: number): void {
    const left = (this.#unsaved.get(playerId) ?? 0) - points;
    if (left > 0) this.#unsaved.set(playerId, left);
    else this.#unsaved.delete(playerId);
  }

  #tellAwards(awarded: readonly PickedFact[], standings: ReadonlyMap<PlayerId, Standing>): void {
    const { roster, link } = this.#options;
    for (const { playerId, kind, value, tileX, tileY } of awarded) {
      const mover = roster.moverOf(playerId);
      const lead = mover === undefined ? undefined : roster.lead(mover);
      const standing = standings.get(playerId);
      if (lead === undefined || lead.leaving || standing === undefined) continue;
      lead.toldRank = standing.rank;
      const award: Award = { kind, value, tileX, tileY, standing };
      link.gateway(lead.gateway).award(lead.session, award);
    }
  }

  /** The next few players in turn whose rank is another than they were told, as the snapshot has it. */
  #lookAtRanks(awarded: ReadonlyMap<PlayerId, Standing>): RankNews[] {
    const { world, roster } = this.#options;
    const looks = Math.min(MAX_RANKS_PER_SAVE, Math.ceil(roster.size / SAVES_PER_ROUND));
    const news: RankNews[] = [];
    for (let i = 0; i < looks; i++) {
      this.#round ??= roster.movers();
      const next = this.#round.next();
      if (next.done) {
        this.#round = undefined;
        continue;
      }
      const lead = roster.lead(next.value);
      if (lead === undefined || awarded.has(lead.playerId)) continue;
      const standing = standingOf(world, lead.playerId);
      if (standing.rank === lead.toldRank) continue;
      news.push({ mover: next.value, playerId: lead.playerId, standing });
    }
    return news;
  }

  #tellRanks(news: readonly RankNews[]): void {
    const { roster, link } = this.#options;
    for (const { mover, playerId, standing } of news) {
      const lead = roster.lead(mover);
      if (lead?.playerId !== playerId || lead.leaving) continue;
      lead.toldRank = standing.rank;
      link.gateway(lead.gateway).standing(lead.session, standing);
    }
  }

  #tellBoard(board: Board): void {
    const { clock, link } = this.#options;
    const text = JSON.stringify(board);
    if (text === this.#boardText) return;
    if (clock.nowMs() - this.#boardAtMs < BOARD_EVERY_MS) {
      // It is told with the next save: there must be one.
      this.dirty = true;
      return;
    }
    this.#board = board;
    this.#boardText = text;
    this.#boardAtMs = clock.nowMs();
    const gateways: Iterable<GatewayId> = link.gateways;
    for (const id of gateways) link.gateway(id).board(board);
  }
}
