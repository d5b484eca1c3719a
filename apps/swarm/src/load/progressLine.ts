// The line that a running load shows each second. It only words what the squads report.
import type { Glance } from "./players.ts";

export class Headline {
  readonly #players: number;
  #framesBefore = 0;
  #bytesBefore = 0;

  constructor(players: number) {
    this.#players = players;
  }

  /** The line for the newest glances, with rates since the line before, a second ago. */
  of(glances: readonly Glance[]): string {
    const sum = (part: (glance: Glance) => number) => glances.reduce((all, glance) => all + part(glance), 0);
    const frames = sum((glance) => glance.frames);
    const bytes = sum((glance) => glance.bytes);
    // A new measured window counts from nought again.
    const newFrames = frames >= this.#framesBefore ? frames - this.#framesBefore : frames;
    const newBytes = bytes >= this.#bytesBefore ? bytes - this.#bytesBefore : bytes;
    this.#framesBefore = frames;
    this.#bytesBefore = bytes;
    const p95Ms = Math.max(0, ...glances.map((glance) => glance.p95Ms));
    return (
      `players ${sum((glance) => glance.playing)}/${this.#players}  frames ${newFrames}/s  ` +
      `${(newBytes / 1024).toFixed(0)} KiB/s  p95 ${p95Ms} ms  gaps ${sum((glance) => glance.gaps)}  ` +
      `disconnects ${sum((glance) => glance.disconnects)}`
    );
  }
}
