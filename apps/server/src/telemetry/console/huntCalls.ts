// The gateway's side of the console's hunts: keeps the lists that the world sends, and asks the world for everything else.
// A call that the world does not answer in time fails with the reason.
import { randomUUID } from "node:crypto";
import type { AdminHunt, AuditEntry, LiveMap } from "@doubloon/shared/protocol/adminHunts";
import type { HuntSources } from "../../admin/hunts/huntSources.ts";
import { noHunts } from "../../admin/hunts/noHunts.ts";
import type { AskWorld } from "../../qa/qaCalls.ts";
import type { HuntCall, ToGateway, ToWorld } from "./consoleMessages.ts";

/** How long the world may take to answer, in ms; dry runs take longest. */
const ANSWER_MS = 20_000;
/** The most calls that wait for the world. */
const MAX_WAITING = 64;

export interface HuntCalls {
  /** Asks the world on behalf of tests. */
  readonly askQa: AskWorld;
  readonly sources: HuntSources;
  /** Takes a message of the world that is about hunts. */
  take(message: Extract<ToGateway, { is: "hunts" | "huntAnswer" | "liveMap" }>): void;
}

export function openHuntCalls(send: (message: ToWorld) => void): HuntCalls {
  let hunts: readonly AdminHunt[] = noHunts.hunts();
  let audit: readonly AuditEntry[] = noHunts.audit();
  let map: LiveMap | undefined;
  const waiting = new Map<string, (answer: unknown) => void>();

  /** Resolves to the world's answer, or to `otherwise` if there is none in time. */
  function ask<T>(call: HuntCall, otherwise: () => Promise<T>): Promise<T> {
    if (waiting.size >= MAX_WAITING) return otherwise();
    const id = randomUUID();
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        waiting.delete(id);
        resolve(otherwise());
      }, ANSWER_MS);
      waiting.set(id, (answer) => {
        clearTimeout(timer);
        waiting.delete(id);
        resolve(answer as T);
      });
      send({ is: "askHunts", id, call });
    });
  }

  return {
    askQa: (call) =>
      ask({ what: "qa", call }, async () => ({ ok: false, error: "the world did not answer" })),
    sources: {
      hunts: () => hunts,
      audit: () => audit,
      liveMap() {
        send({ is: "askMap" });
        return map;
      },
      order: (order, by) => ask({ what: "order", order, by }, () => noHunts.order(order, by)),
      caches: (hunt, by) => ask({ what: "caches", hunt, by }, () => noHunts.caches(hunt, by)),
      results: (hunt) => ask({ what: "results", hunt }, () => noHunts.results(hunt)),
      season: () => ask({ what: "season" }, noHunts.season),
      definitions: () => ask({ what: "definitions" }, noHunts.definitions),
      dryRun: (definition, hunters) =>
        ask({ what: "dryRun", definition, hunters }, () => noHunts.dryRun(definition, hunters)),
    },
    take(message) {
      switch (message.is) {
        case "hunts":
          if (message.hunts !== undefined) hunts = message.hunts;
          if (message.audit !== undefined) audit = message.audit;
          break;
        case "huntAnswer":
          waiting.get(message.id)?.(message.answer);
          break;
        case "liveMap":
          map = message.map;
          break;
      }
    },
  };
}
