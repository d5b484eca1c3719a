// Announces awards, ranks and the board once the save that contains them is on disk. It announces what the saved world
// contains, never more, and saves nothing itself.
import type { World } from "@doubloon/engine/world";
import type { MoverId, PlayerId } from "@doubloon/shared/ids";
import type { Award, Board, Standing } from "@doubloon/shared/protocol/events";
import type { Clock } from "../../lib/clock.ts";
import type { GatewayId, GatewayPort, UndeliveredMessage, WorldLink } from "../../link/port.ts";
import { playersBoard, standingOf } from "../board/boardPage.ts";
import type { DurableHunts, HuntAnnouncement } from "../hunts/messages/durableHunts.ts";
import type { PlayerIndex } from "../playerIndex.ts";
import { type Awarded, PendingAwards } from "./pendingAwards.ts";

/** Minimum time between two boards, in ms, with few players and with many. */
const BOARD_EVERY_MS = 1000;
const BOARD_WITH_MANY_MS = 8000;
/** From this number of players on, boards are sent less often the more there are. */
const FEW_PLAYERS = 125;
/** Each player's rank is checked once in this many saves, and at most MAX_RANKS_PER_SAVE ranks a save. */
const SAVES_PER_ROUND = 10;
const MAX_RANKS_PER_SAVE = 2500;

/**
 * How long after a board the next may be sent to everybody, in ms. The more players there are, the more often one of the first
 * ten gains points: with a thousand a board each second would be a third of the bytes that a hunter gets.
 */
export function boardEveryMs(online: number): number {
  return Math.min(BOARD_WITH_MANY_MS, Math.max(BOARD_EVERY_MS, (BOARD_EVERY_MS * online) / FEW_PLAYERS));
}

export interface DurableAnnouncerOptions {
  readonly world: World;
  readonly link: WorldLink;
  readonly players: PlayerIndex;
  readonly clock: Clock;
  /** What is told of hunts; none by default. */
  readonly hunts?: DurableHunts;
}

interface RankNews {
  readonly mover: MoverId;
  readonly playerId: PlayerId;
  readonly standing: Standing;
}

/** The awards, ranks and board that one save makes durable, as of the moment it was taken. */
export interface Announcement {
  readonly awarded: readonly Awarded[];
  readonly unsaved: ReadonlyMap<PlayerId, number>;
  readonly standings: ReadonlyMap<PlayerId, Standing>;
  readonly ranks: readonly RankNews[];
  readonly board: Board;
  readonly hunts: HuntAnnouncement | undefined;
}

export class DurableAnnouncer {
  readonly #options: DurableAnnouncerOptions;
  readonly #pending = new PendingAwards();
  /** Each player's points that are not on disk yet. */
  readonly #unsaved = new Map<PlayerId, number>();
  #board: Board | undefined;
  #boardText = "";
  #boardAtMs = Number.NEGATIVE_INFINITY;
  #round: IterableIterator<MoverId> | undefined;

  constructor(options: DurableAnnouncerOptions) {
    this.#options = options;
  }

  /** Notes points that were won in this step. */
  awarded(fact: Awarded): void {
    this.#pending.add(fact);
    this.#unsaved.set(fact.playerId, (this.#unsaved.get(fact.playerId) ?? 0) + fact.value);
  }

  /** A player's standing without points that are not on disk yet. */
  standing(playerId: PlayerId): Standing {
    return standingOf(this.#options.world, playerId, this.#unsaved.get(playerId) ?? 0);
  }

  /** Sends a player what came for an earlier session of theirs; nothing happens if they are not here. */
  resend(playerId: PlayerId, message: UndeliveredMessage): void {
    const { players, link } = this.#options;
    const mover = players.moverOf(playerId);
    const controller = mover === undefined ? undefined : players.controllerOf(mover);
    if (controller === undefined || controller.leaving) return;
    const gateway = link.gateway(controller.gateway);
    if (message[0] !== "award") {
      gateway.tell(controller.session, ...message);
      return;
    }
    // Another award may have come since: the score never goes back.
    const standing = this.standing(playerId);
    controller.notifiedRank = standing.rank;
    gateway.award(controller.session, { ...message[1], standing });
  }

  /** Sends a new gateway the board that the others have. */
  sendBoard(gateway: GatewayPort): void {
    if (this.#board !== undefined) gateway.board(this.#board);
  }

  /** Collects what a save of the current world makes durable. */
  prepare(): Announcement {
    const { world } = this.#options;
    const awarded = this.#pending.take();
    const unsaved = new Map(this.#unsaved);
    const standings = new Map<PlayerId, Standing>();
    for (const { playerId } of awarded) {
      if (!standings.has(playerId)) standings.set(playerId, standingOf(world, playerId));
    }
    return {
      awarded,
      unsaved,
      standings,
      ranks: this.#checkRanks(standings),
      board: playersBoard(world),
      hunts: this.#options.hunts?.prepare(),
    };
  }

  /** The save is on disk. Returns true if a changed board still has to be announced, which takes another save. */
  durable({ awarded, unsaved, standings, ranks, board, hunts }: Announcement): boolean {
    for (const [playerId, points] of unsaved) this.#settle(playerId, points);
    this.#sendAwards(awarded, standings);
    this.#sendRanks(ranks);
    if (hunts !== undefined) this.#options.hunts?.durable(hunts);
    return this.#announceBoard(board);
  }

  /** The save has failed: its awards wait for the next one. */
  failed({ awarded, hunts }: Announcement): void {
    this.#pending.putBack(awarded);
    if (hunts !== undefined) this.#options.hunts?.failed(hunts);
  }

  #settle(playerId: PlayerId, points: number): void {
    const left = (this.#unsaved.get(playerId) ?? 0) - points;
    if (left > 0) this.#unsaved.set(playerId, left);
    else this.#unsaved.delete(playerId);
  }

  #sendAwards(awarded: readonly Awarded[], standings: ReadonlyMap<PlayerId, Standing>): void {
    const { players, link } = this.#options;
    for (const { playerId, kind, value, tileX, tileY } of awarded) {
      const mover = players.moverOf(playerId);
      const controller = mover === undefined ? undefined : players.controllerOf(mover);
      const standing = standings.get(playerId);
      if (controller === undefined || controller.leaving || standing === undefined) continue;
      controller.notifiedRank = standing.rank;
      const award: Award = { kind, value, tileX, tileY, standing };
      link.gateway(controller.gateway).award(controller.session, award);
    }
  }

  /** Checks the next few players in turn, and returns those whose rank differs from the one last sent to them. */
  #checkRanks(awarded: ReadonlyMap<PlayerId, Standing>): RankNews[] {
    const { world, players } = this.#options;
    const checks = Math.min(MAX_RANKS_PER_SAVE, Math.ceil(players.size / SAVES_PER_ROUND));
    const news: RankNews[] = [];
    for (let i = 0; i < checks; i++) {
      this.#round ??= players.movers();
      const next = this.#round.next();
      if (next.done) {
        this.#round = undefined;
        continue;
      }
      const controller = players.controllerOf(next.value);
      if (controller === undefined || awarded.has(controller.playerId)) continue;
      const standing = standingOf(world, controller.playerId);
      if (standing.rank === controller.notifiedRank) continue;
      news.push({ mover: next.value, playerId: controller.playerId, standing });
    }
    return news;
  }

  #sendRanks(news: readonly RankNews[]): void {
    const { players, link } = this.#options;
    for (const { mover, playerId, standing } of news) {
      const controller = players.controllerOf(mover);
      if (controller?.playerId !== playerId || controller.leaving) continue;
      controller.notifiedRank = standing.rank;
      link.gateway(controller.gateway).standing(controller.session, standing);
    }
  }

  #announceBoard(board: Board): boolean {
    const { clock, link } = this.#options;
    const text = JSON.stringify(board);
    if (text === this.#boardText) return false;
    if (clock.nowMs() - this.#boardAtMs < boardEveryMs(board.online)) return true;
    this.#board = board;
    this.#boardText = text;
    this.#boardAtMs = clock.nowMs();
    const gateways: Iterable<GatewayId> = link.gateways;
    for (const id of gateways) link.gateway(id).board(board);
    return false;
  }
}
