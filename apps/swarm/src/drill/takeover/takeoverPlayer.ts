// A load player of a takeover drill: checks its awards after each welcome, and keeps the longest silence, when it was welcomed
// again, and how the world's clock goes.
import type { Award, Welcome } from "@doubloon/shared/protocol/events";
import { WireKind } from "@doubloon/shared/wire/kinds";
import type { CloseReason } from "../../client/connection.ts";
import { Player } from "../../load/walkers/player.ts";
import { AwardCheck, type DrillTally } from "../awardCheck.ts";

/** Shared by the players of a drill. */
export interface TakeoverWatch {
  readonly tally: DrillTally;
  /** Whether the takeover has begun. */
  begun: boolean;
}

type Parts = ConstructorParameters<typeof Player>;

export class TakeoverPlayer extends Player {
  readonly #watch: TakeoverWatch;
  readonly #check: AwardCheck;
  readonly #context: Parts[0];
  #frameAtMs = 0;
  /** The longest time between two frames since the takeover began, in ms. */
  silenceMs = 0;
  /** When it was welcomed by the world that took over; undefined before. */
  welcomedAtMs: number | undefined;
  /** How often its connection ended. */
  timesLost = 0;
  /** Receive time minus server time of frames before the takeover and after it, in ms, if the player is timed. */
  readonly offsetMs = { before: [] as number[], after: [] as number[] };

  constructor(watch: TakeoverWatch, ...parts: Parts) {
    super(...parts);
    this.#context = parts[0];
    this.#watch = watch;
    this.#check = new AwardCheck(watch.tally);
  }

  override welcomed(welcome: Welcome, nowMs: number): void {
    super.welcomed(welcome, nowMs);
    this.#check.welcomed(welcome);
    if (this.#watch.begun) this.welcomedAtMs ??= nowMs;
  }

  awarded(award: Award): void {
    this.#check.awarded(award);
  }

  override binary(bytes: Uint8Array, start: number, end: number, frameBytes: number, nowMs: number): void {
    super.binary(bytes, start, end, frameBytes, nowMs);
    const kind = bytes[start];
    if (!this.timed || kind === WireKind.self || kind === WireKind.reading) return;
    const { begun } = this.#watch;
    if (begun) this.silenceMs = Math.max(this.silenceMs, nowMs - this.#frameAtMs);
    this.#frameAtMs = nowMs;
    // A drill is far shorter than the time after which the server's clock wraps.
    const offsetMs = nowMs - this.#context.peek.timeMs;
    if (!begun) this.offsetMs.before.push(offsetMs);
    else if (this.welcomedAtMs !== undefined) this.offsetMs.after.push(offsetMs);
  }

  override closed(reason: CloseReason): void {
    const wasPlaying = this.phase === "playing";
    super.closed(reason);
    if (wasPlaying) this.timesLost++;
  }
}
