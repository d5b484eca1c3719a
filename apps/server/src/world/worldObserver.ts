// What the world host reports about its own work, for metrics and the log. Calls are frequent: implementations only count.
import type { Pace } from "./feeds/governor.ts";

/** Messages that only the mover's controller may send. */
export type IgnoredMessage = "input" | "leave" | "hunting";

export interface WorldObserver {
  /** One step took `ms`. */
  tick(ms: number): void;
  /** A frame was encoded in `ms`: `bytes` of delta, `records` of movers, `omitted` movers that did not fit. */
  encoded(ms: number, bytes: number, records: number, omitted: number): void;
  /** A slot's frames were sent `ms` after their time. */
  slotLate(ms: number): void;
  /** An input was dropped because the step's batch was full. */
  inputDropped(): void;
  /** A message about a mover came from a session that does not control it, or no longer does. */
  ignored(message: IgnoredMessage): void;
  /** The world was so far behind that `ms` of its time were skipped. */
  timeSkipped(ms: number): void;
  /** Preparing a save blocked one turn of the event loop for `ms`. */
  saveTurn(ms: number): void;
  /** The last turn of encoding a save of `bytes` took `encodeMs`, and it was on disk `saveMs` later. */
  saved(encodeMs: number, saveMs: number, bytes: number): void;
  saveFailed(error: Error): void;
  paceChanged(pace: Pace): void;
}

/** An observer that ignores everything. */
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
