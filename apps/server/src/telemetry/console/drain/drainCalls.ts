// Orders about drains that wait for an answer, by id: those of a console for the world, and those of the world for a gateway.
// An order that is not answered in time is answered with that. Carries out nothing.
import { randomUUID } from "node:crypto";
import type { AdminDrain, DrainAct } from "@doubloon/shared/protocol/admin";

/** How long an answer may take, in ms. */
const ANSWER_MS = 5_000;
/** The most orders that wait. */
const MAX_WAITING = 64;

/** A gateway's own drain, as far as it can be ordered from elsewhere. */
export interface DrainOrders {
  readonly state: AdminDrain | undefined;
  /** Returns why not if the order cannot be carried out. */
  order(act: DrainAct): string | undefined;
}

export interface DrainCalls {
  /** Resolves to the answer: why not, or undefined. `send` gets the order's id. */
  ask(send: (id: string) => void): Promise<string | undefined>;
  /** Takes an answer; one that nobody waits for any more is dropped. */
  answered(id: string, problem: string | undefined): void;
}

/** `who` is asked, for the text of an answer that did not come. */
export function makeDrainCalls(who: string): DrainCalls {
  const waiting = new Map<string, (problem: string | undefined) => void>();
  return {
    ask(send) {
      if (waiting.size >= MAX_WAITING) return Promise.resolve("too many orders wait for an answer");
      const id = randomUUID();
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          waiting.delete(id);
          resolve(`${who} did not answer within ${ANSWER_MS / 1_000} s`);
        }, ANSWER_MS);
        waiting.set(id, (problem) => {
          clearTimeout(timer);
          waiting.delete(id);
          resolve(problem);
        });
        send(id);
      });
    },
    answered: (id, problem) => waiting.get(id)?.(problem),
  };
}
