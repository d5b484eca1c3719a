// A load player of a drill: checks after each return that the server still has every award that it confirmed.
import type { Award, Welcome } from "@doubloon/shared/protocol/events";
import { WireKind } from "@doubloon/shared/wire/kinds";
import type { CloseReason } from "../client/connection.ts";
import { Player } from "../load/walkers/player.ts";
import { AwardCheck, type DrillTally } from "./awardCheck.ts";

export type PlayerParts = ConstructorParameters<typeof Player>;

export abstract class CheckedPlayer extends Player {
  readonly #check: AwardCheck;
  readonly #context: PlayerParts[0];

  constructor(tally: DrillTally, ...parts: PlayerParts) {
    super(...parts);
    this.#context = parts[0];
    this.#check = new AwardCheck(tally);
  }

  protected nowMs(): number {
    return this.#context.nowMs();
  }

  /** A timed player has received a frame; `offsetMs` is the receive time minus the server's. */
  protected abstract frameCame(offsetMs: number, nowMs: number): void;

  /** The connection has ended while the player was playing. */
  protected abstract lost(reason: CloseReason): void;

  override welcomed(welcome: Welcome, nowMs: number): void {
    super.welcomed(welcome, nowMs);
    this.#check.welcomed(welcome);
  }

  awarded(award: Award): void {
    this.#check.awarded(award);
  }

  override binary(bytes: Uint8Array, start: number, end: number, frameBytes: number, nowMs: number): void {
    super.binary(bytes, start, end, frameBytes, nowMs);
    const kind = bytes[start];
    if (!this.timed || kind === WireKind.self || kind === WireKind.reading) return;
    // A drill is far shorter than the time after which the server's clock wraps.
    this.frameCame(nowMs - this.#context.peek.timeMs, nowMs);
  }

  override closed(reason: CloseReason): void {
    const wasPlaying = this.phase === "playing";
    super.closed(reason);
    if (wasPlaying) this.lost(reason);
  }
}
