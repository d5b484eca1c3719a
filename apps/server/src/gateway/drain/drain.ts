// The course of a gateway's drain: no new players, those here are moved at the pace of the others' room, until nobody is
// left or the time is over. It can be paused, and aborted unless a signal started it. Ends no process: `over` is told.
import type { AdminDrain, DrainAct, GatewayRoom } from "@doubloon/shared/protocol/admin";
import type { MonotonicClock } from "../../lib/clock.ts";
import type { ErrorBoundary } from "../../lib/errorBoundary.ts";
import { drainPace } from "./drainPace.ts";
import type { PlayerMoves } from "./playerMoves.ts";

/** The time between two steps of a drain, in ms. */
export const DRAIN_STEP_MS = 25;
/** A gateway that has not reported for this long, in ms, takes no players. */
const SILENT_MS = 5_000;
/** Moved players count as on their way for this long, in ms: as long as the targets' reports take to come, and the way itself. */
const TRANSIT_MS = 2_500;
/** A drain that a signal has started ends when there was no other gateway for this long, in ms. */
const ALONE_MS = 5_000;
/** An ordered drain lasts at least this long, in ms: the answer to the order may go through this gateway. */
const MIN_ORDERED_MS = 1_000;
/** Credit for players not moved yet, in ms of the pace: a late step does not move a burst. */
const MAX_CREDIT_MS = 100;

/** Another gateway, as the world last reported it. */
export interface OtherGateway {
  readonly connections: number;
  readonly silentMs: number;
  readonly room?: GatewayRoom | undefined;
  readonly drain?: AdminDrain | undefined;
}

export interface DrainOptions {
  readonly clock: MonotonicClock;
  readonly boundary: ErrorBoundary;
  readonly moves: Pick<PlayerMoves, "left" | "onTheWay" | "moved" | "turnsAway" | "move">;
  /** The other gateways; undefined while the world is not heard: then nobody could enter elsewhere. */
  readonly others: () => readonly OtherGateway[] | undefined;
  /** The listening sockets of the gateway server. */
  readonly port: { close(): void; open(): Promise<void> };
  /** The longest drain, in ms. */
  readonly limitMs: number;
  /** Told once: everybody is moved, or the time is over, with the number of players who are left. */
  readonly over: (left: number) => void;
  readonly log: (fields: object, text: string) => void;
  /** Calls `run` every `everyMs` until the returned function is called. */
  readonly every?: (everyMs: number, run: () => void) => () => void;
}

interface Running {
  readonly total: number;
  readonly movedBefore: number;
  bySignal: boolean;
  paused: boolean;
  /** Moves of the last TRANSIT_MS, oldest first. */
  readonly recent: { readonly atMs: number; readonly count: number }[];
  readonly startedAtMs: number;
  endsAtMs: number;
  steppedAtMs: number;
  /** Since when there is no other gateway; undefined if there is one. */
  aloneSinceMs: number | undefined;
  /** Players that may be moved by the pace so far. */
  credit: number;
  perSecond: number;
}

export class Drain {
  readonly #options: DrainOptions;
  #running: Running | undefined;
  #stop: (() => void) | undefined;
  #over = false;

  constructor(options: DrainOptions) {
    this.#options = options;
  }

  /** The drain that is on; undefined if there is none. */
  get state(): AdminDrain | undefined {
    const running = this.#running;
    if (running === undefined) return undefined;
    const { clock, moves } = this.#options;
    const { total, movedBefore, paused, perSecond, endsAtMs, bySignal } = running;
    return {
      // Nobody left means that the last ones are on their way: nothing is lacking.
      state: paused ? "paused" : perSecond > 0 || moves.left === 0 ? "moving" : "waiting",
      total: Math.max(total, moves.moved - movedBefore),
      moved: moves.moved - movedBefore,
      perSecond: paused ? 0 : Math.round(perSecond),
      endsInMs: Math.max(0, Math.round(endsAtMs - clock.nowMs())),
      bySignal,
    };
  }

  /** Carries out an order; returns why not if it cannot be. */
  order(act: DrainAct): string | undefined {
    if (this.#over) return "the drain is over";
    switch (act) {
      case "start":
        return this.start(false);
      case "pause":
      case "resume":
        return this.#pause(act === "pause");
      case "abort":
        return this.#abort();
    }
  }

  /**
   * Starts a drain, or has one that was ordered end like one that a signal started: with the process, within its time.
   * Returns why not if there is nobody to move players to.
   */
  start(bySignal: boolean): string | undefined {
    const { clock, moves, port, limitMs, log, every = everyMs } = this.#options;
    if (this.#over) return "the drain is over";
    if (this.#running !== undefined) {
      if (!bySignal) return "the gateway drains already";
      this.#running.bySignal = true;
      return undefined;
    }
    if (limitMs === 0) return "the time of a drain is set to 0";
    if (this.#targets().length === 0) return "there is no other gateway to move players to";
    const nowMs = clock.nowMs();
    this.#running = {
      total: moves.left,
      movedBefore: moves.moved,
      bySignal,
      paused: false,
      recent: [],
      startedAtMs: nowMs,
      endsAtMs: nowMs + limitMs,
      steppedAtMs: nowMs,
      aloneSinceMs: undefined,
      credit: 0,
      perSecond: 0,
    };
    moves.turnsAway = true;
    port.close();
    this.#stop = every(DRAIN_STEP_MS, () => this.#options.boundary.run("drain", () => this.step()));
    log({ players: moves.left, bySignal }, "the gateway drains: its players are moved to the others");
    return undefined;
  }

  /** Moves who is due. Called by the drain's own timer, and by tests. */
  step(): void {
    const running = this.#running;
    if (running === undefined || this.#over) return;
    const nowMs = this.#options.clock.nowMs();
    const elapsedMs = Math.max(0, nowMs - running.steppedAtMs);
    running.steppedAtMs = nowMs;
    // The time of a drain that was ordered stands still during a pause. A signal's does not: a supervisor counts it.
    if (running.paused && !running.bySignal) running.endsAtMs += elapsedMs;
    if (this.#isOver(running, nowMs)) this.#end();
    else if (!running.paused) this.#move(running, nowMs, elapsedMs);
  }

  #isOver(running: Running, nowMs: number): boolean {
    const { moves, others } = this.#options;
    if (nowMs >= running.endsAtMs) return true;
    // The movers of those on their way would leave the world with this gateway.
    if (moves.left === 0)
      return moves.onTheWay === 0 && (running.bySignal || nowMs - running.startedAtMs >= MIN_ORDERED_MS);
    // While the world is not heard, nothing is known of other gateways.
    if (this.#targets().length > 0 || others() === undefined) running.aloneSinceMs = undefined;
    else running.aloneSinceMs ??= nowMs;
    return running.bySignal && running.aloneSinceMs !== undefined && nowMs - running.aloneSinceMs >= ALONE_MS;
  }

  #move(running: Running, nowMs: number, elapsedMs: number): void {
    const { moves, others, limitMs } = this.#options;
    const { recent } = running;
    while (recent[0] !== undefined && recent[0].atMs <= nowMs - TRANSIT_MS) recent.shift();
    const { perSecond, places } = drainPace({
      targets: this.#targets(),
      drains: 1 + (others() ?? []).filter(({ drain }) => drain !== undefined).length,
      left: moves.left,
      inTransit: recent.reduce((sum, { count }) => sum + count, 0),
      remainingMs: running.endsAtMs - nowMs,
      totalMs: limitMs,
    });
    running.perSecond = perSecond;
    const maxCredit = Math.max(1, (perSecond * MAX_CREDIT_MS) / 1_000);
    running.credit = Math.min(maxCredit, running.credit + (perSecond * elapsedMs) / 1_000);
    const due = Math.min(places, Math.floor(running.credit));
    if (due <= 0) return;
    const count = moves.move(due);
    running.credit -= count;
    recent.push({ atMs: nowMs, count });
  }

  /** Stops the timer. */
  close(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  #pause(paused: boolean): string | undefined {
    const running = this.#running;
    if (running === undefined) return "the gateway does not drain";
    if (running.paused === paused) return paused ? "the drain is paused already" : "the drain is not paused";
    running.paused = paused;
    running.credit = 0;
    this.#options.log(
      { players: this.#options.moves.left },
      paused ? "the drain is paused" : "the drain goes on",
    );
    return undefined;
  }

  #abort(): string | undefined {
    const { moves, port, boundary, log } = this.#options;
    if (this.#running === undefined) return "the gateway does not drain";
    if (this.#running.bySignal) return "a signal has started this drain: it can be paused, not aborted";
    this.close();
    this.#running = undefined;
    moves.turnsAway = false;
    port.open().catch((error: unknown) => boundary.failed("listen", error));
    log({ players: moves.left }, "the drain is aborted: the gateway takes players again");
    return undefined;
  }

  #end(): void {
    const { moves, over, log } = this.#options;
    this.close();
    // The state stays, so that no gateway that drains meanwhile moves players here.
    this.#over = true;
    log({ left: moves.left, moved: moves.moved }, "the drain is over");
    over(moves.left);
  }

  /** Gateways that take players: heard lately, not draining themselves, and not for consoles alone. */
  #targets() {
    return (this.#options.others() ?? []).flatMap(({ connections, silentMs, room, drain }) =>
      room === undefined || room.maxConnections === 0 || drain !== undefined || silentMs > SILENT_MS
        ? []
        : [{ connections, ...room }],
    );
  }
}

function everyMs(ms: number, run: () => void): () => void {
  const timer = setInterval(run, ms);
  return () => clearInterval(timer);
}
