// How an automatic player hunts: it walks into the zone, joins, reads the detector, walks to where the cache seems to be, digs,
// and retunes after a while without a find. It knows only what every player is told, and is no faster than a person.
import { Pose } from "@doubloon/shared/hunt/pose";
import { MARK_TICKS } from "@doubloon/shared/hunt/rules";
import type { Tick } from "@doubloon/shared/ids";
import type {
  Clue,
  HunterState,
  HuntRequest,
  HuntSummary,
  Hunts,
  Reading,
} from "@doubloon/shared/protocol/huntEvents";
import { since32 } from "@doubloon/shared/time";
import { tileCentre, tileOf } from "../lib/tiles.ts";
import { longestStraight, type Waypoint, walkTicks } from "../walking/straightWalk.ts";
import { CacheSearch, type Goal } from "./cacheSearch.ts";
import type { HuntGround, HuntGrounds } from "./huntGround.ts";

/** What the player does next. `ticks`: how long the walk takes. */
export type HuntAct =
  | { readonly kind: "walk"; readonly x: number; readonly y: number; readonly ticks: number }
  | { readonly kind: "read" | "dig" | "wait" }
  | { readonly kind: "ask"; readonly request: HuntRequest };

/** The player as it knows itself. */
export interface Body extends Waypoint {
  /** Of the newest frame. */
  readonly tick: Tick;
  readonly standing: boolean;
  /** The pose it was last seen in; undefined while it walks or if it does not look. */
  readonly pose: number | undefined;
}

/** How long an answer may take before the act is tried again, and how long a probe or a chest takes at most. */
const ANSWER_MS = 4_000;
const PROBE_MS = 3_400;
const UNEARTH_MS = 9_000;
/** Requests are repeated after this time. */
const ASK_AGAIN_MS = 5_000;
/** A hunter who found nothing for this long tunes to another cache. */
const RETUNE_MS = 150_000;
/** Before the start a hunter walks about: this far, and this often. */
const MILL_TILES = 12;
const MILL_MS = [2_500, 7_000] as const;
/** A person takes a moment between two acts. */
const THINK_MS = [300, 1_500] as const;

const WAIT: HuntAct = { kind: "wait" };

export class HuntBrain {
  /** Acts of the hunt so far. */
  readonly counts = { readings: 0, digs: 0, finds: 0 };
  readonly #random: () => number;
  readonly #nonce: () => string;
  #hunts: readonly HuntSummary[] = [];
  #state: HunterState | undefined;
  #search: CacheSearch | undefined;
  #thread = 0;
  #tunedAtMs = 0;
  #hints: Clue[] = [];
  #goal: Goal | undefined;
  #path: number[] = [];
  #busyUntilMs = 0;
  #askedAtMs = Number.NEGATIVE_INFINITY;
  #markedHunt = 0;

  /** @param nonce makes 16 random bytes in hex, the player's part of a hunt's public entropy */
  constructor(random: () => number, nonce: () => string) {
    this.#random = random;
    this.#nonce = nonce;
  }

  takeHunts({ hunts }: Hunts): void {
    this.#hunts = hunts;
  }

  takeState(state: HunterState): void {
    const before = this.#state;
    if (before !== undefined && state.hunt === before.hunt && state.finds > before.finds)
      this.counts.finds += state.finds - before.finds;
    this.#state = state;
  }

  takeReading({ thread, cellX, cellY, band }: Reading): void {
    if (thread === this.#thread && this.#search?.addReading(cellX, cellY, band)) this.#busyUntilMs = 0;
  }

  takeClue(clue: Clue): void {
    if (clue.kind !== "hint") return;
    if (clue.thread === this.#thread) this.#search?.addHint(clue.area);
    else this.#hints = [...this.#hints.filter(({ thread }) => thread === clue.thread), clue].slice(-8);
  }

  /** A new connection: the server tells everything again. */
  reset(): void {
    this.#hunts = [];
    this.#state = undefined;
    this.#thread = 0;
    this.#leaveGoal();
  }

  /** Whether it has entered the hunt that it is called to. */
  get inHunt(): boolean {
    const hunt = this.#hunt();
    return hunt !== undefined && hunt.hunt === this.#state?.hunt;
  }

  /** Whether there is a hunt to go to. */
  get called(): boolean {
    return this.#hunt() !== undefined;
  }

  /** What to do now; undefined if there is no hunt, or no way to it. */
  next(body: Body, grounds: HuntGrounds, nowMs: number): HuntAct | undefined {
    const hunt = this.#hunt();
    if (hunt === undefined) return undefined;
    const ground = grounds.of(hunt.zone);
    if (this.#state?.hunt !== hunt.hunt) return this.#enter(hunt, ground, body, nowMs);
    if (hunt.phase !== "running") return this.#mill(ground, body, nowMs);
    if (hunt.paused || this.#state.thread === 0) return WAIT;
    this.#tune(this.#state, ground, nowMs);
    if (this.#isBusy(body, nowMs)) return WAIT;
    return this.#ask(hunt, this.#state, body, nowMs) ?? this.#seek(this.#state, ground, body, nowMs);
  }

  /** The hunt that it is in, else the first that is open. */
  #hunt(): HuntSummary | undefined {
    const open = this.#hunts.filter(
      ({ phase }) => phase === "announced" || phase === "countdown" || phase === "running",
    );
    return open.find(({ hunt }) => hunt === this.#state?.hunt) ?? open[0];
  }

  #enter({ hunt }: HuntSummary, ground: HuntGround, body: Body, nowMs: number): HuntAct | undefined {
    if (ground.covers(body)) {
      if (nowMs - this.#askedAtMs < ASK_AGAIN_MS) return WAIT;
      this.#askedAtMs = nowMs;
      return { kind: "ask", request: { type: "join", hunt, nonce: this.#nonce() } };
    }
    const segment = ground.wayIn.from(body);
    return segment === undefined ? undefined : { kind: "walk", ...segment };
  }

  /** Walks about until the hunt begins. */
  #mill(ground: HuntGround, body: Body, nowMs: number): HuntAct {
    if (nowMs < this.#busyUntilMs || !body.standing) return WAIT;
    const [least, most] = MILL_MS;
    this.#busyUntilMs = nowMs + least + this.#random() * (most - least);
    const side = 2 * MILL_TILES + 1;
    const around = {
      x: tileOf(body.x) - MILL_TILES,
      y: tileOf(body.y) - MILL_TILES,
      width: side,
      height: side,
    };
    const tile = ground.drawTile(this.#random, around);
    if (tile === undefined) return WAIT;
    const end = { x: tileCentre(tile.tileX), y: tileCentre(tile.tileY) };
    const ticks = walkTicks(ground.map, body, end);
    return ticks === undefined ? WAIT : { kind: "walk", ...end, ticks };
  }

  /** Begins anew with a new thread. */
  #tune({ thread }: HunterState, ground: HuntGround, nowMs: number): void {
    if (thread === this.#thread && this.#search?.ground === ground) return;
    this.#thread = thread;
    this.#tunedAtMs = nowMs;
    this.#search = new CacheSearch(ground, this.#random);
    for (const hint of this.#hints)
      if (hint.thread === thread && hint.kind === "hint") this.#search.addHint(hint.area);
    this.#leaveGoal();
  }

  #isBusy({ pose }: Body, nowMs: number): boolean {
    // A chest is being dug up, or a mimic holds.
    if (pose === Pose.unearthing || pose === Pose.held) {
      this.#busyUntilMs = Math.max(this.#busyUntilMs, nowMs + 500);
      this.#leaveGoal();
    }
    return nowMs < this.#busyUntilMs;
  }

  #ask(hunt: HuntSummary, state: HunterState, body: Body, nowMs: number): HuntAct | undefined {
    if (nowMs - this.#askedAtMs < ASK_AGAIN_MS) return undefined;
    const isLast = hunt.wave === hunt.waves && since32(hunt.ends, body.tick) < MARK_TICKS;
    if (isLast && this.#markedHunt !== hunt.hunt && this.#search !== undefined) {
      this.#askedAtMs = nowMs;
      this.#markedHunt = hunt.hunt;
      return { kind: "ask", request: { type: "mark", ...this.#search.likeliest() } };
    }
    if (nowMs - this.#tunedAtMs > RETUNE_MS && since32(state.retuneFrom, body.tick) <= 0) {
      this.#askedAtMs = this.#tunedAtMs = nowMs;
      return { kind: "ask", request: { type: "retune" } };
    }
    return undefined;
  }

  #seek(state: HunterState, ground: HuntGround, body: Body, nowMs: number): HuntAct {
    this.#goal ??= this.#search?.chooseGoal(state.charges > 0, body);
    const goal = this.#goal;
    if (goal === undefined) return WAIT;
    const isThere = tileOf(body.x) === goal.tileX && tileOf(body.y) === goal.tileY;
    if (!isThere) return this.#walkTo(goal, ground, body);
    if (!body.standing) return WAIT;
    if (goal.act === "read") {
      if (since32(state.readingFrom, body.tick) > 0) return WAIT;
      this.#leaveGoal();
      this.#busyUntilMs = nowMs + ANSWER_MS;
      this.counts.readings++;
      return { kind: "read" };
    }
    this.#leaveGoal();
    this.counts.digs++;
    this.#search?.addDig(goal);
    const [least, most] = THINK_MS;
    const thinkMs = least + this.#random() * (most - least);
    // Without a look at its own pose it waits as long as a chest would take, one time in four.
    const blindMs = body.pose === undefined && this.#random() < 0.25 ? UNEARTH_MS : 0;
    this.#busyUntilMs = nowMs + PROBE_MS + thinkMs + blindMs;
    return { kind: "dig" };
  }

  #walkTo(goal: Goal, ground: HuntGround, body: Body): HuntAct {
    const { widthTiles } = ground.map;
    const start = tileOf(body.y) * widthTiles + tileOf(body.x);
    if (this.#path.length === 0)
      this.#path = ground.paths.find(start, goal.tileY * widthTiles + goal.tileX) ?? [];
    else this.#path = this.#path.slice(this.#path.indexOf(start) + 1);
    const segment = longestStraight(ground.map, body, this.#path);
    if (segment === undefined) {
      // No way there, or the path was left: another goal.
      this.#leaveGoal();
      return WAIT;
    }
    return { kind: "walk", ...segment };
  }

  #leaveGoal(): void {
    this.#goal = undefined;
    this.#path = [];
  }
}
