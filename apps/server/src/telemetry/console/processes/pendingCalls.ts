// Calls that wait for another process to answer: bounded in number and time. An answer from anybody but the process asked is
// dropped, and so is a second one.
import { randomUUID } from "node:crypto";
import type { ProcessAnswer } from "./processMessages.ts";

/** The most calls that wait. */
const MAX_WAITING = 64;

export interface PendingCalls {
  /**
   * Sends a call by `send`, which gets its id; resolves to the answer, or to the reason why there is none. `from` is who
   * may answer.
   */
  ask(from: string, send: (id: string) => void): Promise<ProcessAnswer>;
  /** Takes an answer. */
  take(from: string, id: string, answer: ProcessAnswer): void;
  /** Fails the calls that wait for this process. */
  gone(from: string): void;
}

/** `answerMs` is how long an answer may take. */
export function makePendingCalls(answerMs: number): PendingCalls {
  const waiting = new Map<
    string,
    { readonly from: string; readonly settle: (answer: ProcessAnswer) => void }
  >();
  const failed = (text: string): ProcessAnswer => ({ ok: false, text });

  return {
    ask(from, send) {
      if (waiting.size >= MAX_WAITING) return Promise.resolve(failed("Too many requests are waiting."));
      const id = randomUUID();
      return new Promise((resolve) => {
        const settle = (answer: ProcessAnswer): void => {
          clearTimeout(timer);
          waiting.delete(id);
          resolve(answer);
        };
        const timer = setTimeout(
          () =>
            settle(
              failed(
                `The process did not answer in ${answerMs / 1_000} s. It may have carried out the order.`,
              ),
            ),
          answerMs,
        );
        timer.unref();
        waiting.set(id, { from, settle });
        send(id);
      });
    },
    take(from, id, answer) {
      const call = waiting.get(id);
      if (call?.from === from) call.settle(answer);
    },
    gone(from) {
      for (const call of [...waiting.values()])
        if (call.from === from) call.settle(failed("The process has ended."));
    },
  };
}
