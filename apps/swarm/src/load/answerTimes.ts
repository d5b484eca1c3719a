// How long hunters wait for an answer, beyond the time that the rule itself takes, in ticks: of what a hunter does, from when the
// rule allows the answer until it arrives. The round trip is a part of it; on this machine it is far below a tick.
import { TICK_MS } from "@doubloon/shared/time";
import { ratio, rounded, total } from "../lib/arithmetic.ts";

/** `read`: to the reading. `dig`: to one's own pose. `probe`: from the end of a probe to the pose that tells its outcome. */
export const answerKinds = ["read", "dig", "probe"] as const;
export type AnswerKind = (typeof answerKinds)[number];

/** Answers by the whole ticks that they took; the last entry counts all that took longer. */
export type AnswerCounts = Readonly<Record<AnswerKind, readonly number[]>>;

const MAX_TICKS = 12;

export class AnswerTimes {
  readonly #counts = noAnswers();

  /** Counts an answer. Much too early is the end of a probe with a spade, or an answer to something else: neither counts. */
  add(kind: AnswerKind, ms: number): void {
    if (ms < -TICK_MS) return;
    this.#counts[kind][Math.min(MAX_TICKS, Math.max(0, Math.floor(ms / TICK_MS)))]++;
  }

  clear(): void {
    for (const kind of answerKinds) this.#counts[kind].fill(0);
  }

  counts(): AnswerCounts {
    return { read: [...this.#counts.read], dig: [...this.#counts.dig], probe: [...this.#counts.probe] };
  }
}

export function sumAnswers(all: readonly AnswerCounts[]): AnswerCounts {
  const sum = noAnswers();
  for (const counts of all)
    for (const kind of answerKinds)
      for (const [ticks, count] of counts[kind].entries()) sum[kind][ticks] += count;
  return sum;
}

/** One line for each kind that was answered at all, such as `read: 0 ticks 812, 1 tick 40`. */
export function describeAnswers(counts: AnswerCounts): string[] {
  return answerKinds.flatMap((kind) => {
    const parts = counts[kind].flatMap((count, ticks) => {
      if (count === 0) return [];
      return [`${ticks === MAX_TICKS ? "more" : ticks === 1 ? "1 tick" : `${ticks} ticks`} ${count}`];
    });
    return parts.length === 0 ? [] : [`${kind}: ${parts.join(", ")}`];
  });
}

/** The share of all answers that took at most so many ticks, in percent; 100 if there are none. Of those that took longest it is not known. */
export function answeredWithin(counts: AnswerCounts, ticks: number): number {
  const all = answerKinds.flatMap((kind) => counts[kind]);
  const within = answerKinds.flatMap((kind) => counts[kind].slice(0, Math.min(ticks + 1, MAX_TICKS)));
  return all.every((count) => count === 0)
    ? 100
    : rounded(100 * ratio(total(within, Number), total(all, Number)), 1);
}

function noAnswers(): Record<AnswerKind, number[]> {
  const none = () => new Array<number>(MAX_TICKS + 1).fill(0);
  return { read: none(), dig: none(), probe: none() };
}
