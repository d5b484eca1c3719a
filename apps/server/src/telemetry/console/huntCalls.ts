// The gateway's side of the console's hunts: keeps the lists that the world sends, and asks the world for everything else.
// A call that the world does not answer in time fails with the reason.
import { randomUUID } from "node:crypto";
import type {
  AdminHunt,
  AdminHuntAnswer,
  AuditEntry,
  HuntResults,
  LiveMap,
} from "@doubloon/shared/protocol/adminHunts";
import type { HuntSources } from "../../admin/hunts/huntSources.ts";
import { noHunts } from "../../admin/hunts/noHunts.ts";
import type { AskWorld } from "../../qa/qaCalls.ts";
import type { HuntCall, ToGateway, ToWorld } from "./consoleMessages.ts";
import type { ResultsPage } from "./huntAnswers.ts";

/** How long the world may take to answer a console, in ms; dry runs take longest. */
const ANSWER_MS = 20_000;
/** The same for what public pages show: shorter than the HTTP server's idle timeout, so that readers get an answer. */
const PAGE_ANSWER_MS = 8_000;
/** The same for tests, which step the world's clock by many ticks, also on a busy machine. */
const QA_ANSWER_MS = 180_000;
/** The world is asked for the live map at most this often, in ms, however many consoles watch it once a second. */
const MAP_EVERY_MS = 500;
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
  let mapAskedMs = Number.NEGATIVE_INFINITY;
  const waiting = new Map<string, (answer: unknown) => void>();

  /** Resolves to the world's answer, or to `otherwise` if there is none in time. */
  function ask<T>(call: HuntCall, otherwise: () => Promise<T>, limitMs = ANSWER_MS): Promise<T> {
    if (waiting.size >= MAX_WAITING) return otherwise();
    const id = randomUUID();
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        waiting.delete(id);
        resolve(otherwise());
      }, limitMs);
      waiting.set(id, (answer) => {
        clearTimeout(timer);
        waiting.delete(id);
        resolve(answer as T);
      });
      send({ is: "askHunts", id, call });
    });
  }

  /** The results of a hunt, page by page. */
  async function results(hunt: number): Promise<AdminHuntAnswer<HuntResults>> {
    let rows: HuntResults["rows"] = [];
    let caches: HuntResults["caches"] = [];
    for (let page = 0; ; page++) {
      const answer = await ask<ResultsPage | Awaited<ReturnType<typeof noHunts.results>>>(
        { what: "results", hunt, page },
        () => noHunts.results(hunt),
        PAGE_ANSWER_MS,
      );
      if (!answer.ok) return answer;
      rows = [...rows, ...answer.value.rows];
      caches = [...caches, ...answer.value.caches];
      if (!("more" in answer && answer.more)) return { ok: true, value: { ...answer.value, rows, caches } };
    }
  }

  return {
    askQa: (call) =>
      ask({ what: "qa", call }, async () => ({ ok: false, error: "the world did not answer" }), QA_ANSWER_MS),
    sources: {
      hunts: () => hunts,
      audit: () => audit,
      liveMap() {
        const nowMs = performance.now();
        if (nowMs - mapAskedMs >= MAP_EVERY_MS) {
          mapAskedMs = nowMs;
          send({ is: "askMap" });
        }
        return map;
      },
      order: (order, by) => ask({ what: "order", order, by }, () => noHunts.order(order, by)),
      caches: (hunt, by) => ask({ what: "caches", hunt, by }, () => noHunts.caches(hunt, by)),
      results,
      season: () => ask({ what: "season" }, noHunts.season, PAGE_ANSWER_MS),
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
