// Tells what everybody may know of hunts once the save that contains it is on disk: the hunts, finds, podiums, teams and
// boards. It tells what the saved world contains, never more.
import { ranking } from "@doubloon/engine/boards/ranking";
import type { CacheFoundFact, TeamChangedFact } from "@doubloon/engine/facts";
import { type Hunt, tierName } from "@doubloon/engine/hunts/hunt";
import { huntSummary } from "@doubloon/engine/hunts/huntSummary";
import { moversOfTeam, teamOf } from "@doubloon/engine/teams/teamView";
import type { World } from "@doubloon/engine/world";
import type { MoverId, PlayerId } from "@doubloon/shared/ids";
import { BOT_MARK } from "@doubloon/shared/names";
import type { SeasonPage } from "@doubloon/shared/protocol/adminHunts";
import type { Find, Hunts, Podium, Ranking, RankingName, Team } from "@doubloon/shared/protocol/huntEvents";
import type { Clock } from "../../../lib/clock.ts";
import type { GatewayPort, WorldLink } from "../../../link/port.ts";
import type { Controller, PlayerIndex } from "../../playerIndex.ts";
import type { HuntMessages } from "./huntMessages.ts";
import { type PlayerPodium, PodiumQueue } from "./podiumQueue.ts";
import { podiumsOf } from "./podiums.ts";
import { SeasonPages } from "./seasonPage.ts";

/** The shortest time between two messages of finds, in ms, and the most finds in one. */
const FINDS_EVERY_MS = 1_000;
const MAX_FINDS = 5;
/** Names shown with a find. */
const MAX_FINDERS = 6;
/** Boards answered with one save; further questions are dropped, and the page asks again. */
const MAX_QUESTIONS = 512;

export interface DurableHuntsOptions {
  readonly world: World;
  readonly link: WorldLink;
  readonly players: PlayerIndex;
  readonly clock: Clock;
  readonly messages: HuntMessages;
  /** What is announced next, for everybody to see. */
  readonly next: () => Hunts["next"];
  readonly onSaveDue: () => void;
}

/** What one save makes durable, as of the moment it was taken. */
export interface HuntAnnouncement {
  readonly hunts: Hunts;
  readonly finds: readonly Find[];
  readonly finders: ReadonlyMap<PlayerId, number>;
  readonly podiums: readonly PlayerPodium[];
  readonly rankings: readonly (readonly [Controller, Ranking])[];
  readonly teams: readonly (readonly [Controller, Team])[];
  readonly season: SeasonPage;
}

/** A board that a player has asked for. */
interface Question {
  readonly mover: MoverId;
  readonly controller: Controller;
  readonly name: RankingName;
}

export class DurableHunts {
  readonly #options: DurableHuntsOptions;
  #finds: Find[] = [];
  #podiums: PlayerPodium[] = [];
  /** How often each player has won points that are not on disk yet. */
  readonly #unsaved = new Map<PlayerId, number>();
  #questions: Question[] = [];
  /** Movers whose team has changed. */
  readonly #teamChanged = new Set<MoverId>();
  #hunts: Hunts | undefined;
  #huntsText = "";
  /** Durable finds that wait to be told. */
  #ticker: Find[] = [];
  #tickerAtMs = Number.NEGATIVE_INFINITY;
  /** Durable podiums that wait to be sent. */
  readonly #sending: PodiumQueue;

  readonly #seasons: SeasonPages;
  #season: SeasonPage;

  constructor(options: DurableHuntsOptions) {
    this.#options = options;
    this.#seasons = new SeasonPages(options.world);
    this.#season = this.#seasons.current();
    this.#sending = new PodiumQueue(options.clock, (playerId, podium) => this.#sendPodium(playerId, podium));
  }

  /** The season as of the last save. */
  get season(): SeasonPage {
    return this.#season;
  }

  /** The hunts as last told. */
  get told(): Hunts | undefined {
    return this.#hunts;
  }

  hasUnsaved = (playerId: PlayerId): boolean => this.#unsaved.has(playerId);

  /** A player has won points of a hunt in this step. */
  scored(playerId: PlayerId): void {
    this.#unsaved.set(playerId, (this.#unsaved.get(playerId) ?? 0) + 1);
  }

  /** A cache was dug up in this step. */
  found(hunt: Hunt, { cache, by }: CacheFoundFact): void {
    const { accounts } = this.#options.world;
    const { caches, resolved } = hunt;
    for (const { playerId } of by) this.scored(playerId);
    const names = by.slice(0, MAX_FINDERS).map(({ playerId, points }) => {
      const row = accounts.find(playerId);
      const name = row === undefined ? "" : accounts.nameOf(row);
      return { name, points, ...(name.endsWith(BOT_MARK) ? { bot: true } : {}) };
    });
    this.#finds.push({
      hunt: resolved.number,
      cache,
      tier: tierName(hunt, cache),
      mimic: caches.mimic[cache] === 1,
      tileX: caches.tileX[cache],
      tileY: caches.tileY[cache],
      by: names,
    });
  }

  /** A hunt's results stand. */
  over(hunt: Hunt): void {
    this.#podiums.push(...podiumsOf(this.#options.world, hunt));
  }

  /** A player asks for a board: it is answered with the next save. False if too many ask. */
  ask(mover: MoverId, controller: Controller, name: RankingName): boolean {
    if (this.#questions.length >= MAX_QUESTIONS) return false;
    this.#questions.push({ mover, controller, name });
    this.#options.onSaveDue();
    return true;
  }

  teamChanged({ code, gone }: TeamChangedFact): void {
    for (const mover of moversOfTeam(this.#options.world, code)) this.#teamChanged.add(mover);
    if (gone !== undefined) this.#teamChanged.add(gone);
  }

  /** A player has entered, who may be in a team, and may have missed a podium. */
  entered(mover: MoverId, playerId: PlayerId): void {
    if (teamOf(this.#options.world, mover).code !== "") this.#teamChanged.add(mover);
    this.#sending.entered(playerId);
  }

  /** Sends a gateway that is new here the hunts that the others have. */
  sendHunts(gateway: GatewayPort): void {
    if (this.#hunts !== undefined) gateway.broadcast("hunts", this.#hunts);
  }

  prepare(): HuntAnnouncement {
    const { world, players, next } = this.#options;
    const announced = next();
    const announcement = {
      hunts: {
        hunts: world.hunts.list.map((hunt) => huntSummary(world, hunt)),
        ...(announced === undefined ? {} : { next: announced }),
      },
      finds: this.#finds,
      finders: new Map(this.#unsaved),
      podiums: this.#podiums,
      rankings: this.#questions.map(
        ({ mover, controller, name }) => [controller, ranking(world, name, mover)] as const,
      ),
      teams: [...this.#teamChanged].flatMap((mover) => {
        const controller = players.controllerOf(mover);
        return controller === undefined ? [] : [[controller, teamOf(world, mover)] as const];
      }),
      season: this.#seasons.current(),
    };
    this.#finds = [];
    this.#podiums = [];
    this.#questions = [];
    this.#teamChanged.clear();
    return announcement;
  }

  durable({ hunts, finds, finders, podiums, rankings, teams, season }: HuntAnnouncement): void {
    this.#season = season;
    const { players, messages } = this.#options;
    for (const [controller, board] of rankings)
      if (!controller.leaving) messages.tell(controller, "ranking", board);
    for (const [controller, team] of teams) if (!controller.leaving) messages.tell(controller, "team", team);
    for (const [playerId, count] of finders) {
      const left = (this.#unsaved.get(playerId) ?? 0) - count;
      if (left > 0) this.#unsaved.set(playerId, left);
      else this.#unsaved.delete(playerId);
      const mover = players.moverOf(playerId);
      if (mover !== undefined) messages.changed(mover);
    }
    this.#ticker.push(...finds);
    this.#sending.add(podiums);
    this.#tellHunts(hunts);
  }

  /** The save has failed: what it would have told waits for the next one. Boards are asked for again by the page. */
  failed({ finds, podiums, teams }: HuntAnnouncement): void {
    this.#finds.unshift(...finds);
    this.#podiums.unshift(...podiums);
    for (const [{ playerId }] of teams) {
      const mover = this.#options.players.moverOf(playerId);
      if (mover !== undefined) this.#teamChanged.add(mover);
    }
  }

  /** Sends what is due; call it once a step. */
  endStep(): void {
    this.#tellFinds();
    this.#sending.endStep();
  }

  #sendPodium(playerId: PlayerId, podium: Podium): boolean {
    const controller = this.#controllerOf(playerId);
    if (controller !== undefined) this.#options.messages.tell(controller, "podium", podium);
    return controller !== undefined;
  }

  #tellHunts(hunts: Hunts): void {
    const text = JSON.stringify(hunts, leftOut);
    if (text === this.#huntsText) return;
    this.#huntsText = text;
    this.#hunts = hunts;
    this.#broadcast((gateway) => gateway.broadcast("hunts", hunts));
  }

  #tellFinds(): void {
    if (this.#ticker.length === 0) return;
    const nowMs = this.#options.clock.nowMs();
    if (nowMs - this.#tickerAtMs < FINDS_EVERY_MS) return;
    this.#tickerAtMs = nowMs;
    const finds = this.#ticker.sort((a, b) => worth(b) - worth(a)).slice(0, MAX_FINDS);
    this.#ticker = [];
    this.#broadcast((gateway) => gateway.broadcast("finds", finds));
  }

  #broadcast(send: (gateway: GatewayPort) => void): void {
    const { link } = this.#options;
    for (const id of link.gateways) send(link.gateway(id));
  }

  #controllerOf(playerId: PlayerId) {
    const { players } = this.#options;
    const mover: MoverId | undefined = players.moverOf(playerId);
    const controller = mover === undefined ? undefined : players.controllerOf(mover);
    return controller?.leaving === true ? undefined : controller;
  }
}

function worth({ by }: Find): number {
  return by.reduce((sum, { points }) => sum + points, 0);
}

/** Leaves out the ends of a paused hunt, which move on with every tick. */
function leftOut(this: unknown, key: string, value: unknown): unknown {
  const isEnd = key === "phaseEnds" || key === "ends";
  return isEnd && (this as { readonly paused?: boolean }).paused === true ? undefined : value;
}
