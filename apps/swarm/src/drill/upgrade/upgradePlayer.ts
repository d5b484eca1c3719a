// A player of the upgrade drill: hunts like a bot, checks its awards at every welcome, and knows how long it saw no frame.
import type { BotContext } from "../../bots/bot.ts";
import type { CloseReason } from "../../client/connection.ts";
import type { DrillTally } from "../awardCheck.ts";
import { DrillPlayer } from "../drillPlayer.ts";

export class UpgradePlayer extends DrillPlayer {
  readonly #nowMs: () => number;
  /** When the newest frame came; 0 before the first. */
  frameAtMs = 0;
  /** The longest time without a frame since `resetSilence`, in ms. */
  longestSilenceMs = 0;
  /** Connections that have ended. */
  losses = 0;

  constructor(context: BotContext, name: string, joinAtMs: number, tally: DrillTally) {
    super(context, name, joinAtMs, tally);
    this.#nowMs = context.nowMs;
  }

  override binary(bytes: Uint8Array, start: number, end: number, frameBytes: number, nowMs: number): void {
    super.binary(bytes, start, end, frameBytes, nowMs);
    if (this.frameAtMs > 0) this.longestSilenceMs = Math.max(this.longestSilenceMs, nowMs - this.frameAtMs);
    this.frameAtMs = nowMs;
  }

  override closed(reason: CloseReason): void {
    super.closed(reason);
    this.losses++;
  }

  /** The longest silence so far, the present one included; starts to measure anew. */
  takeSilence(): number {
    const longest = Math.max(this.longestSilenceMs, this.#nowMs() - this.frameAtMs);
    this.longestSilenceMs = 0;
    return longest;
  }
}
