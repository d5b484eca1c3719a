// Says what is a player's for good: awards, ranks and the board, once the save that holds them is on disk. What is told
// is what the saved world holds, never more. It saves nothing itself.
import type { PickedFact } from "@doubloon/engine/facts";
import type { World } from "@doubloon/engine/world";
import type { MoverId, PlayerId } from "@doubloon/shared/ids";
import type { Award, Board, Standing } from "@doubloon/shared/protocol/events";
import type { Clock } from "../../lib/clock.ts";
import type { GatewayId, GatewayPort, WorldLink } from "../../link/port.ts";
import { playersBoard, standingOf } from "../board/boardPage.ts";
import type { PlayerIndex } from "../playerIndex.ts";
import { PendingAwards } from "./pendingAwards.ts";

/** The least time between two boards, in ms. */
const BOARD_EVERY_MS = 1000;
/** Everybody's rank is looked at once in so many saves, and at most so many a save. */
const SAVES_PER_ROUND = 10;
const MAX_RANKS_PER_SAVE = 2500;

export interface DurableAnnouncerOptions {
  readonly world: World;
  readonly link: WorldLink;
  readonly roster: PlayerIndex;
  readonly clock: Clock;
}

interface RankNews {
  readonly mover: MoverId;
  readonly playerId: PlayerId;
  readonly standing: Standing;
}

/** What one save makes durable, as the world was when it was taken. */
export interface Announcement {
  readonly awarded: readonly PickedFact[];
  readonly unsaved: ReadonlyMap<PlayerId, number>;
  readonly standings: ReadonlyMap<PlayerId, Standing>;
  readonly ranks: readonly RankNews[];
  readonly board: Board;
}

export class DurableAnnouncer {
  readonly #options: DurableAnnouncerOptions;
  readonly #pending = new PendingAwards();
  /** Points of each player that are not on disk yet. */
  readonly #unsaved = new Map<PlayerId, number>();
  #board: Board | undefined;
  #boardText = "";
  #boardAtMs = Number.NEGATIVE_INFINITY;
  #round: IterableIterator<MoverId> | undefined;

  constructor(options: DurableAnnouncerOptions) {
    this.#options = options;
  }

  picked(fact: PickedFact): void {
    this.#pending.add(fact);
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

  /** What a save of the world as it is now makes durable. */
  prepare(): Announcement {
    const { world } = this.#options;
    const awarded = this.#pending.take();
    const unsaved = new Map(this.#unsaved);
    const standings = new Map<PlayerId, Standing>();
    for (const { playerId } of awarded) {
      if (!standings.has(playerId)) standings.set(playerId, standingOf(world, playerId));
    }
    return { awarded, unsaved, standings, ranks: this.#lookAtRanks(standings), board: playersBoard(world) };
  }

  /** The save is on disk. True if a board is left to be told with the next save, so that there must be one. */
  durable({ awarded, unsaved, standings, ranks, board }: Announcement): boolean {
    for (const [playerId, points] of unsaved) this.#settle(playerId, points);
    this.#tellAwards(awarded, standings);
    this.#tellRanks(ranks);
    return this.#tellBoard(board);
  }

  /** The save has failed: what it held waits for the next one. */
  failed({ awarded }: Announcement): void {
    this.#pending.putBack(awarded);
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
      const lead = mover === undefined ? undefined : roster.controllerOf(mover);
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
      const lead = roster.controllerOf(next.value);
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
      const lead = roster.controllerOf(mover);
      if (lead?.playerId !== playerId || lead.leaving) continue;
      lead.toldRank = standing.rank;
      link.gateway(lead.gateway).standing(lead.session, standing);
    }
  }

  #tellBoard(board: Board): boolean {
    const { clock, link } = this.#options;
    const text = JSON.stringify(board);
    if (text === this.#boardText) return false;
    if (clock.nowMs() - this.#boardAtMs < BOARD_EVERY_MS) return true;
    this.#board = board;
    this.#boardText = text;
    this.#boardAtMs = clock.nowMs();
    const gateways: Iterable<GatewayId> = link.gateways;
    for (const id of gateways) link.gateway(id).board(board);
    return false;
  }
}
