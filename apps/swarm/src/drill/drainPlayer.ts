// A load player of the drain drill: checks its awards after each return, and keeps when it was away and how late its frames came.
import type { Award, Welcome } from "@doubloon/shared/protocol/events";
import { WireKind } from "@doubloon/shared/wire/kinds";
import type { CloseReason } from "../client/connection.ts";
import { Player } from "../load/walkers/player.ts";
import { AwardCheck, type DrillTally } from "./awardCheck.ts";

/** The times of a drill whose frames are compared. */
export type DrainWindow = "before" | "during" | "after";

/** Shared by the players of a drill. */
export interface DrainWatch {
  readonly tally: DrillTally;
  /** Which of a player's lists takes the frames that come now; undefined for none. */
  window: DrainWindow | undefined;
  /** False while players are still led to their gateways: being moved does not count then. */
  begun: boolean;
}

type Parts = ConstructorParameters<typeof Player>;

export class DrainPlayer extends Player {
  readonly #watch: DrainWatch;
  readonly #check: AwardCheck;
  readonly #context: Parts[0];
  #lostAtMs: number | undefined;
  /** From the end of each connection to the next welcome, in ms. */
  readonly awayMs: number[] = [];
  /** How often the server said that it moves the player, and how often the connection ended for another reason. */
  timesMoved = 0;
  timesLost = 0;
  /** Receive time minus server time of each frame, in ms, if the player is timed. */
  readonly frameMs: Readonly<Record<DrainWindow, number[]>> = { before: [], during: [], after: [] };

  constructor(watch: DrainWatch, ...parts: Parts) {
    super(...parts);
    this.#context = parts[0];
    this.#watch = watch;
    this.#check = new AwardCheck(watch.tally);
  }

  override welcomed(welcome: Welcome, nowMs: number): void {
    super.welcomed(welcome, nowMs);
    this.#check.welcomed(welcome);
    if (this.#lostAtMs !== undefined && this.#watch.begun) this.awayMs.push(nowMs - this.#lostAtMs);
    this.#lostAtMs = undefined;
  }

  awarded(award: Award): void {
    this.#check.awarded(award);
  }

  override binary(bytes: Uint8Array, start: number, end: number, frameBytes: number, nowMs: number): void {
    super.binary(bytes, start, end, frameBytes, nowMs);
    const { window } = this.#watch;
    if (!this.timed || window === undefined) return;
    const kind = bytes[start];
    if (kind === WireKind.self || kind === WireKind.reading) return;
    // A drill is far shorter than the time after which the server's clock wraps.
    this.frameMs[window].push(nowMs - this.#context.peek.timeMs);
  }

  override closed(reason: CloseReason): void {
    const wasPlaying = this.phase === "playing";
    super.closed(reason);
    if (!wasPlaying) return;
    this.#lostAtMs = this.#context.nowMs();
    const isMoved = reason.kind === "refused" && reason.refusal.code === "moving";
    if (!isMoved) this.timesLost++;
    else if (this.#watch.begun) this.timesMoved++;
  }
}
