// The players of one process: brings them in at a pace, gives each its turns, and counts. A timer of 10 ms drives all
// of them, for a timer per player would cost more than the players do.
import { makeChunkGrid } from "@doubloon/shared/space";
import { ContentCache } from "../client/contentCache.ts";
import type { Target } from "../lib/target.ts";
import { makeUpgrade } from "../ws/upgrade.ts";
import { percentilesOf } from "./latencies.ts";
import { Pacer } from "../lib/pacer.ts";
import type { PlayersContext } from "./playersContext.ts";
import { type Harvest, Tally } from "./tally.ts";
import type { Waypoint } from "./walkers/course.ts";
import { FramePeek } from "./walkers/framePeek.ts";
import { fetchWalkableMap } from "./walkers/mapGround.ts";
import { Player } from "./walkers/player.ts";
import { Route } from "./walkers/route.ts";

/** What a fleet is to do. */
export interface PlayersPlan {
  readonly target: Target;
  readonly players: number;
  /** Number of the first player, so that names differ between processes. */
  readonly firstNumber: number;
  readonly inputsPerSecond: number;
  readonly joinsPerSecond: number;
  /** Part of the players that stop reading when the measuring begins, 0 to 1. */
  readonly stalledShare: number;
  /** Part of the players that read at once and are timed; the others read when a heartbeat is due, before they act, and every two seconds or so. */
  readonly timedShare: number;
  /** Whether everybody stays where they came in until they are told to gather. */
  readonly still: boolean;
}

/** What a fleet brings home. */
export interface PlayersResult extends Harvest {
  readonly playing: number;
  /** Players whose frames have a gap that no keyframe has healed yet. */
  readonly gapsOpen: number;
  /** Players by room. */
  readonly inRoom: Readonly<Record<number, number>>;
}

/** A look at a running fleet. */
export interface Glance {
  readonly playing: number;
  readonly joined: number;
  /** Players who have reached the place where everybody gathers. */
  readonly arrived: number;
  readonly frames: number;
  readonly bytes: number;
  readonly gaps: number;
  readonly disconnects: number;
  readonly p95Ms: number;
  readonly lastTrouble: string;
}

const STEP_MS = 10;
const READ_BUFFER_BYTES = 64 * 1024;
/** Connections that may be joining at one time, unless the pace asked for is that of a storm. */
const MAX_JOINING = 1_000;
const STORM_PER_SECOND = 20_000;
/** Waiting players looked at in one step. */
const MAX_LOOKS = 1_024;
const TENDS_PER_SECOND = 2;
/** Rule N7: what came is acknowledged within two seconds. Inputs that come as often do it; else acks go alone. */
const LEAST_INPUTS_WITHOUT_ACKS = 0.5;
const ACK_ALONE_MS = 1_450;
const NO_ACK_ALONE_MS = 2_500;

export class Players {
  readonly #plan: PlayersPlan;
  readonly #context: PlayersContext;
  readonly #content: ContentCache;
  readonly #players: Player[];
  /** Those who have not been in yet, and those who were thrown out. */
  readonly #waiting: Player[];
  readonly #returning: Player[] = [];
  readonly #joins: Pacer;
  readonly #turns: Pacer;
  readonly #tends: Pacer;
  #timer: NodeJS.Timeout | undefined;
  #joining = 0;
  #playing = 0;
  #over = 0;
  #turn = 0;
  #tend = 0;
  #speakers: Player[] = [];
  #secondEndsMs = Number.POSITIVE_INFINITY;

  /** `onPlace` hears where each player stands on joining. */
  constructor(
    plan: PlayersPlan,
    nowMs: () => number,
    random: () => number,
    onPlace: (place: Waypoint) => void,
  ) {
    this.#plan = plan;
    this.#content = new ContentCache(plan.target);
    this.#context = {
      target: plan.target,
      upgrade: makeUpgrade(plan.target),
      readBuffer: Buffer.allocUnsafeSlow(READ_BUFFER_BYTES),
      nowMs,
      random,
      tally: new Tally(),
      peek: new FramePeek(),
      still: plan.still,
      ackAloneAfterMs: plan.inputsPerSecond >= LEAST_INPUTS_WITHOUT_ACKS ? NO_ACK_ALONE_MS : ACK_ALONE_MS,
      grid: undefined,
      map: undefined,
      route: undefined,
      onPlace,
      onContent: (url) => this.#learn(url),
      onJoined: () => {
        this.#joining--;
        this.#playing++;
      },
      onWaiting: (player, wasPlaying) => {
        if (wasPlaying) this.#playing--;
        else this.#joining--;
        if (player.phase === "over") this.#over++;
        else (player.known ? this.#returning : this.#waiting).push(player);
      },
    };
    this.#players = Array.from(
      { length: plan.players },
      (_, i) => new Player(this.#context, `Swarm ${plan.firstNumber + i}`, chosen(i, plan.timedShare)),
    );
    this.#waiting = scattered(this.#players);
    const startMs = nowMs();
    this.#joins = new Pacer(plan.joinsPerSecond, startMs);
    this.#turns = new Pacer(plan.inputsPerSecond * plan.players, startMs);
    this.#tends = new Pacer(TENDS_PER_SECOND * plan.players, startMs);
  }

  /** Begins to bring the players in. */
  start(): void {
    this.#timer = setInterval(() => this.#step(this.#context.nowMs()), STEP_MS);
  }

  /** Whether nobody is left who could come in for the first time. */
  get settled(): boolean {
    return this.#playing + this.#over === this.#players.length;
  }

  /**
   * From now on everybody walks to `goal`.
   * @throws Error if the server does not hand out its map
   */
  async gather(goal: Waypoint): Promise<void> {
    const { target, map } = this.#context;
    if (map !== undefined) this.#context.route = new Route(await fetchWalkableMap(target, await map), goal);
  }

  /** Fetches what is the same for all; until it is here nobody wanders. A failure is tried again with the next welcome. */
  #learn(url: string): void {
    const context = this.#context;
    context.map = this.#content.get(url).then(({ map }) => {
      context.grid ??= makeChunkGrid(map.widthTiles, map.heightTiles);
      return map;
    });
    context.map.catch((error: unknown) => {
      context.tally.lastTrouble = error instanceof Error ? error.message : String(error);
    });
  }

  /** Begins the measured window, and stalls those who are to stall. */
  measure(): void {
    this.#context.tally.clearWindow();
    this.#secondEndsMs = this.#context.nowMs() + 1000;
    for (const [i, player] of this.#players.entries()) if (chosen(i, this.#plan.stalledShare)) player.stall();
  }

  glance(): Glance {
    const { window, run, latencies, lastTrouble } = this.#context.tally;
    return {
      playing: this.#playing,
      joined: run.joined,
      arrived: this.#players.reduce((count, { arrived }) => count + (arrived ? 1 : 0), 0),
      frames: window.frames,
      bytes: window.frameBytes + window.otherBytes,
      gaps: run.gaps,
      disconnects: run.disconnects,
      p95Ms: percentilesOf(latencies.summary()).p95,
      lastTrouble,
    };
  }

  /** What was counted, with the gaps that are open now and where everybody is. */
  harvest(): PlayersResult {
    let gapsOpen = 0;
    const inRoom: Record<number, number> = {};
    for (const { gapped, room } of this.#players) {
      if (gapped) gapsOpen++;
      if (room !== undefined) inRoom[room] = (inRoom[room] ?? 0) + 1;
    }
    return { ...this.#context.tally.harvest(), playing: this.#playing, gapsOpen, inRoom };
  }

  /** Everybody leaves. */
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
    this.#bringIn(nowMs);
    // Who is to speak reads first and speaks in the next step, so that what it acknowledges is what has come.
    const speakers = this.#speakers;
    this.#speakers = [];
    for (const player of speakers) player.speak(nowMs);
    for (let due = this.#turns.due(nowMs); due > 0; due--) {
      players[this.#turn].prepareToAct(nowMs);
      this.#speakers.push(players[this.#turn]);
      this.#turn = (this.#turn + 1) % players.length;
    }
    for (let due = this.#tends.due(nowMs); due > 0; due--) {
      if (players[this.#tend].tend(nowMs)) this.#speakers.push(players[this.#tend]);
      this.#tend = (this.#tend + 1) % players.length;
    }
  }

  #bringIn(nowMs: number): void {
    const mostJoining = this.#plan.joinsPerSecond >= STORM_PER_SECOND ? this.#players.length : MAX_JOINING;
    this.#tryNext(this.#waiting, Math.min(this.#joins.due(nowMs), mostJoining - this.#joining), nowMs);
    // They come back when they want to, as people do, whatever the pace for newcomers.
    this.#tryNext(this.#returning, MAX_LOOKS, nowMs);
  }

  #tryNext(waiting: Player[], most: number, nowMs: number): void {
    let tried = 0;
    // Each waiting player is looked at once at most; those whose time has not come go to the back.
    for (let looks = Math.min(waiting.length, MAX_LOOKS); looks > 0 && tried < most; looks--) {
      const player = waiting.pop();
      if (player === undefined) return;
      if (player.dueAtMs > nowMs) waiting.unshift(player);
      else {
        tried++;
        this.#joining++;
        player.join(nowMs);
      }
    }
  }
}

/**
 * The same in an order of which every part is spread evenly over the whole (by the golden ratio, as Weyl's sequence is):
 * turns go round in the list's order, and while half of the players are in, every other turn is to be one of theirs.
 */
export function scattered<Item>(list: readonly Item[]): Item[] {
  const GOLDEN = (Math.sqrt(5) - 1) / 2;
  const at = (index: number): number => (index * GOLDEN) % 1;
  return list
    .map((_, index) => index)
    .sort((a, b) => at(a) - at(b))
    .map((index) => list[index]);
}

/** Spreads a share evenly over the players: whether the `index`th is among them. */
export function chosen(index: number, share: number): boolean {
  return Math.floor((index + 1) * share) > Math.floor(index * share);
}
