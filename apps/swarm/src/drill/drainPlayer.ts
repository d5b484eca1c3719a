// A load player of the drain drill: keeps when it was away and how late its frames came.
import type { Welcome } from "@doubloon/shared/protocol/events";
import type { CloseReason } from "../client/connection.ts";
import type { DrillTally } from "./awardCheck.ts";
import { CheckedPlayer, type PlayerParts } from "./checkedPlayer.ts";

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

export class DrainPlayer extends CheckedPlayer {
  readonly #watch: DrainWatch;
  #lostAtMs: number | undefined;
  /** From the end of each connection to the next welcome, in ms. */
  readonly awayMs: number[] = [];
  /** How often the server said that it moves the player, and how often the connection ended for another reason. */
  timesMoved = 0;
  timesLost = 0;
  /** Receive time minus server time of each frame, in ms, if the player is timed. */
  readonly frameMs: Readonly<Record<DrainWindow, number[]>> = { before: [], during: [], after: [] };

  constructor(watch: DrainWatch, ...parts: PlayerParts) {
    super(watch.tally, ...parts);
    this.#watch = watch;
  }

  override welcomed(welcome: Welcome, nowMs: number): void {
    super.welcomed(welcome, nowMs);
    if (this.#lostAtMs !== undefined && this.#watch.begun) this.awayMs.push(nowMs - this.#lostAtMs);
    this.#lostAtMs = undefined;
  }

  protected override frameCame(offsetMs: number): void {
    const { window } = this.#watch;
    if (window !== undefined) this.frameMs[window].push(offsetMs);
  }

  protected override lost(reason: CloseReason): void {
    this.#lostAtMs = this.nowMs();
    const isMoved = reason.kind === "refused" && reason.refusal.code === "moving";
    if (!isMoved) this.timesLost++;
    else if (this.#watch.begun) this.timesMoved++;
  }
}
