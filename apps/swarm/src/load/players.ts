// The players of one process: joins them at a rate, schedules their inputs and housekeeping, and counts. One timer of
// 10 ms drives all of them; a timer per player would cost more than the players do.
import { errorText } from "@doubloon/shared/errorText";
import type { MapInfo } from "@doubloon/shared/protocol/events";
import { makeChunkGrid } from "@doubloon/shared/space";
import { ContentCache } from "../client/contentCache.ts";
import { HuntGrounds } from "../hunting/huntGround.ts";
import { percentilesOf } from "../lib/latencySummary.ts";
import { Pacer } from "../lib/pacer.ts";
import type { Target } from "../lib/target.ts";
import { Route } from "../walking/route.ts";
import type { Waypoint } from "../walking/straightWalk.ts";
import { fetchWalkableMap } from "../walking/walkableMap.ts";
import { makeReadBuffer } from "../ws/rawWebSocket.ts";
import { makeUpgrade } from "../ws/upgrade.ts";
import type { PlayersContext } from "./playersContext.ts";
import { isSelected, spreadEvenly } from "./selection.ts";
import { Tally, type TallyResult } from "./tally.ts";
import { FramePeek } from "./walkers/framePeek.ts";
import { Player } from "./walkers/player.ts";

/** The plan for the players of one process. */
export interface PlayersPlan {
  readonly target: Target;
  readonly players: number;
  /** Number of the first player, so that names differ between processes. */
  readonly firstNumber: number;
  readonly inputsPerSecond: number;
  readonly joinsPerSecond: number;
  /** Share of players that stop reading when the measured window starts, 0 to 1. */
  readonly stalledShare: number;
  /**
   * Share of players that read at once and are timed. The others defer reading: they read when a heartbeat is due, before
   * they send, and about every two seconds.
   */
  readonly timedShare: number;
  /** True if players stay where they joined until `gather`. */
  readonly still: boolean;
  /** True if players hunt. */
  readonly hunt?: boolean;
}

/** The counts of one process. */
export interface PlayersResult extends TallyResult {
  readonly playing: number;
  /** Players whose frames have a gap that no keyframe has closed yet. */
  readonly gapsOpen: number;
  /** Players in a hunt. */
  readonly hunters: number;
  /** Players by room. */
  readonly inRoom: Readonly<Record<number, number>>;
}

/** The state of the players while they run. */
export interface PlayersStatus {
  readonly playing: number;
  readonly joined: number;
  /** Players who have reached the hotspot. */
  readonly arrived: number;
  readonly frames: number;
  readonly bytes: number;
  readonly gaps: number;
  readonly disconnects: number;
  readonly p95Ms: number;
  readonly lastError: string;
}

export type MakePlayer = (...args: ConstructorParameters<typeof Player>) => Player;

const STEP_MS = 10;
/** Connections that may be joining at one time, unless the join rate asks for all at once. */
const MAX_JOINING = 1_000;
const ALL_AT_ONCE_PER_SECOND = 20_000;
/** Waiting players examined in one step. */
const MAX_EXAMINED = 1_024;
const HOUSEKEEPING_PER_SECOND = 2;
/** Rule N7: frames are acknowledged within two seconds. Inputs at this rate do it; otherwise bare acknowledgements do. */
const MIN_INPUTS_WITHOUT_ACKS = 0.5;
const BARE_ACK_MS = 1_450;
const NO_BARE_ACK_MS = 2_500;

export class Players {
  readonly #plan: PlayersPlan;
  readonly #context: PlayersContext;
  readonly #content: ContentCache;
  readonly #players: Player[];
  /** Players who have not joined yet, and players who lost their connection. */
  readonly #waiting: Player[];
  readonly #returning: Player[] = [];
  readonly #joins: Pacer;
  readonly #inputs: Pacer;
  readonly #housekeeping: Pacer;
  #timer: NodeJS.Timeout | undefined;
  #joining = 0;
  #playing = 0;
  #ended = 0;
  #nextInput = 0;
  #nextHousekeeping = 0;
  /** Players who send in the next step. */
  #senders: Player[] = [];
  #secondEndsMs = Number.POSITIVE_INFINITY;

  /** `onPosition` gets each player's position on joining. `makePlayer` makes players that do more than others. */
  constructor(
    plan: PlayersPlan,
    nowMs: () => number,
    random: () => number,
    onPosition: (position: Waypoint) => void,
    makePlayer: MakePlayer = (...args) => new Player(...args),
  ) {
    this.#plan = plan;
    this.#content = new ContentCache(plan.target);
    this.#context = {
      target: plan.target,
      upgrade: makeUpgrade(plan.target),
      readBuffer: makeReadBuffer(),
      nowMs,
      random,
      tally: new Tally(),
      peek: new FramePeek(),
      still: plan.still,
      bareAckAfterMs: plan.inputsPerSecond >= MIN_INPUTS_WITHOUT_ACKS ? NO_BARE_ACK_MS : BARE_ACK_MS,
      grid: undefined,
      map: undefined,
      hunt: plan.hunt ?? false,
      grounds: undefined,
      route: undefined,
      onPosition,
      onContent: (url) => this.#fetchContent(url),
    };
    const events = {
      joined: () => {
        this.#joining--;
        this.#playing++;
      },
      disconnected: (player: Player, wasPlaying: boolean) => {
        if (wasPlaying) this.#playing--;
        else this.#joining--;
        if (player.phase === "ended") this.#ended++;
        else (player.hasJoined ? this.#returning : this.#waiting).push(player);
      },
    };
    this.#players = Array.from({ length: plan.players }, (_, i) => {
      const name = `Swarm ${plan.firstNumber + i}`;
      return makePlayer(this.#context, events, name, isSelected(i, plan.timedShare));
    });
    this.#waiting = spreadEvenly(this.#players);
    const startMs = nowMs();
    this.#joins = new Pacer(plan.joinsPerSecond, startMs);
    this.#inputs = new Pacer(plan.inputsPerSecond * plan.players, startMs);
    this.#housekeeping = new Pacer(HOUSEKEEPING_PER_SECOND * plan.players, startMs);
  }

  /** Starts to join the players. */
  start(): void {
    this.#timer = setInterval(() => this.#step(this.#context.nowMs()), STEP_MS);
  }

  /** Whether every player is playing or has ended. */
  get settled(): boolean {
    return this.#playing + this.#ended === this.#players.length;
  }

  /**
   * Sends all players to `goal`.
   * @throws Error if the server does not serve its map
   */
  async gather(goal: Waypoint): Promise<void> {
    const { target, map } = this.#context;
    if (map !== undefined) this.#context.route = new Route(await fetchWalkableMap(target, await map), goal);
  }

  /** Fetches the shared content; until it is here no player wanders. After a failure the next welcome tries again. */
  #fetchContent(url: string): void {
    const context = this.#context;
    context.map = this.#content.get(url).then(({ map }) => {
      context.grid ??= makeChunkGrid(map.widthTiles, map.heightTiles);
      if (context.hunt) this.#fetchGrounds(map);
      return map;
    });
    context.map.catch((error: unknown) => {
      context.tally.lastError = errorText(error);
    });
  }

  #fetchGrounds(map: MapInfo): void {
    const context = this.#context;
    fetchWalkableMap(context.target, map, true).then(
      (walkable) => {
        context.grounds = new HuntGrounds(walkable);
      },
      (error: unknown) => {
        context.tally.lastError = errorText(error);
      },
    );
  }

  /** Starts the measured window, and stalls the players selected for it. */
  measure(): void {
    this.#context.tally.clearWindow();
    this.#secondEndsMs = this.#context.nowMs() + 1000;
    for (const [i, player] of this.#players.entries())
      if (isSelected(i, this.#plan.stalledShare)) player.stall();
  }

  status(): PlayersStatus {
    const { window, run, latencies, lastError } = this.#context.tally;
    return {
      playing: this.#playing,
      joined: run.joined,
      arrived: this.#players.reduce((count, { arrived }) => count + (arrived ? 1 : 0), 0),
      frames: window.frames,
      bytes: window.frameBytes + window.otherBytes,
      gaps: run.gaps,
      disconnects: run.disconnects,
      p95Ms: percentilesOf(latencies.summary()).p95,
      lastError,
    };
  }

  /** The counts, with the gaps that are open now and the players of each room. */
  result(): PlayersResult {
    let gapsOpen = 0;
    const inRoom: Record<number, number> = {};
    let hunters = 0;
    for (const { hasGap, room, hunting } of this.#players) {
      if (hunting?.inHunt) hunters++;
      if (hasGap) gapsOpen++;
      if (room !== undefined) inRoom[room] = (inRoom[room] ?? 0) + 1;
    }
    return { ...this.#context.tally.result(), playing: this.#playing, gapsOpen, hunters, inRoom };
  }

  /** All players leave. */
  close(): void {
    clearInterval(this.#timer);
    for (const player of this.#players) player.leave();
  }

  #step(nowMs: number): void {
    const players = this.#players;
    while (nowMs >= this.#secondEndsMs) {
      this.#context.tally.steadyLatencies.endSecond();
      this.#secondEndsMs += 1000;
    }
    this.#joinPlayers(nowMs);
    // A player reads in one step and sends in the next, so that its acknowledgement covers what it has just read.
    const senders = this.#senders;
    this.#senders = [];
    for (const player of senders) player.send(nowMs);
    for (let due = this.#inputs.due(nowMs); due > 0; due--) {
      players[this.#nextInput].prepareInput(nowMs);
      this.#senders.push(players[this.#nextInput]);
      this.#nextInput = (this.#nextInput + 1) % players.length;
    }
    for (let due = this.#housekeeping.due(nowMs); due > 0; due--) {
      const player = players[this.#nextHousekeeping];
      if (player.housekeep(nowMs)) this.#senders.push(player);
      this.#nextHousekeeping = (this.#nextHousekeeping + 1) % players.length;
    }
  }

  #joinPlayers(nowMs: number): void {
    const allAtOnce = this.#plan.joinsPerSecond >= ALL_AT_ONCE_PER_SECOND;
    const maxJoining = allAtOnce ? this.#players.length : MAX_JOINING;
    this.#joinDue(this.#waiting, Math.min(this.#joins.due(nowMs), maxJoining - this.#joining), nowMs);
    // Returning players keep their own delays, as people do; the join rate is for new ones.
    this.#joinDue(this.#returning, MAX_EXAMINED, nowMs);
  }

  #joinDue(waiting: Player[], max: number, nowMs: number): void {
    let joins = 0;
    // Each waiting player is examined at most once; a player that is not due goes to the back.
    for (let left = Math.min(waiting.length, MAX_EXAMINED); left > 0 && joins < max; left--) {
      const player = waiting.pop();
      if (player === undefined) return;
      if (player.dueAtMs > nowMs) waiting.unshift(player);
      else {
        joins++;
        this.#joining++;
        player.join(nowMs);
      }
    }
  }
}
