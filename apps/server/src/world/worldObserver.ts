// What the world's host reports of its own work, for metrics and the log. Called often: implementations only count.
import type { Pace } from "./feeds/governor.ts";

/** What a session can only say of the mover that it controls. */
export type IgnoredMessage = "input" | "leave";

export interface WorldObserver {
  /** One step took `ms`. */
  tick(ms: number): void;
  /** A room's frame was encoded in `ms`; bytes of its delta, mover records in it, movers it leaves out. */
  encoded(ms: number, bytes: number, records: number, hidden: number): void;
  /** A slot's frames were sent so much after their time. */
  slotLate(ms: number): void;
  /** Inputs that found the step's batch full. */
  inputDropped(): void;
  /** A message about a mover came from a session that does not control it, or no longer. */
  ignored(message: IgnoredMessage): void;
  /** The world was so far behind that this much of its time was skipped. */
  timeSkipped(ms: number): void;
  /** Preparing a save held up one turn of the event loop for `ms`. */
  saveTurn(ms: number): void;
  /** The last turn of a save of so many bytes took `encodeMs`, and it was on disk `saveMs` later. */
  saved(encodeMs: number, saveMs: number, bytes: number): void;
  saveFailed(error: Error): void;
  paceChanged(pace: Pace): void;
}

/** An observer that looks away. */
export const nullWorldObserver: WorldObserver = {
  tick() {},
  encoded() {},
  slotLate() {},
  inputDropped() {},
  ignored() {},
  timeSkipped() {},
  saveTurn() {},
  saved() {},
  saveFailed() {},
  paceChanged() {},
};
