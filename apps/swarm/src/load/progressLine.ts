// Formats the line that a running load prints each second.
import { total } from "../lib/arithmetic.ts";
import type { PlayersStatus } from "./players.ts";

export class ProgressLine {
  readonly #players: number;
  #framesBefore = 0;
  #bytesBefore = 0;

  constructor(players: number) {
    this.#players = players;
  }

  /** The line for the latest statuses, with rates since the previous line, a second ago. */
  of(statuses: readonly PlayersStatus[]): string {
    const sum = (of: (status: PlayersStatus) => number) => total(statuses, of);
    const frames = sum((status) => status.frames);
    const bytes = sum((status) => status.bytes);
    // A new measured window starts at 0 again.
    const newFrames = frames >= this.#framesBefore ? frames - this.#framesBefore : frames;
    const newBytes = bytes >= this.#bytesBefore ? bytes - this.#bytesBefore : bytes;
    this.#framesBefore = frames;
    this.#bytesBefore = bytes;
    const p95Ms = Math.max(0, ...statuses.map((status) => status.p95Ms));
    return (
      `players ${sum((status) => status.playing)}/${this.#players}  frames ${newFrames}/s  ` +
      `${(newBytes / 1024).toFixed(0)} KiB/s  p95 ${p95Ms} ms  gaps ${sum((status) => status.gaps)}  ` +
      `disconnects ${sum((status) => status.disconnects)}`
    );
  }
}
