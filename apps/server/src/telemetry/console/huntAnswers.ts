// The world's side of the console's hunts: answers the gateways' calls and sends them the lists when those have changed.
// It has no timer; the console hub drives it.
import type {
  AdminHunt,
  AdminHuntAnswer,
  AuditEntry,
  HuntResults,
} from "@doubloon/shared/protocol/adminHunts";
import type { HuntSources } from "../../admin/hunts/huntSources.ts";
import type { GatewayId } from "../../link/port.ts";
import type { AskWorld } from "../../qa/qaCalls.ts";
import type { HuntCall, ToGateway, ToWorld } from "./consoleMessages.ts";

/** Rows and caches in one answer about results, some 300 KB: a hunt of thousands does not fit into one text of the side channel. */
const PAGE_ROWS = 1_000;
const PAGE_CACHES = 500;

/** The answer to a call about results. */
export interface ResultsPage {
  readonly ok: true;
  readonly value: HuntResults;
  readonly more: boolean;
}

export interface HuntAnswers {
  /** Takes a gateway's message that is about hunts. */
  take(gateway: GatewayId, message: Extract<ToWorld, { is: "askHunts" | "askMap" }>): void;
  /** Sends every gateway what it does not have yet. Called once a second. */
  publish(gateways: Iterable<GatewayId>): void;
}

export function makeHuntAnswers(
  sources: HuntSources,
  send: (gateway: GatewayId, message: ToGateway) => void,
  qa?: AskWorld,
): HuntAnswers {
  const sent = new Map<GatewayId, { hunts: readonly AdminHunt[]; audit: readonly AuditEntry[] }>();

  return {
    take(gateway, message) {
      if (message.is === "askMap") {
        const map = sources.liveMap();
        if (map !== undefined) send(gateway, { is: "liveMap", map });
        return;
      }
      const { id, call } = message;
      carryOut(sources, call, qa)
        .catch((error: unknown) => failed(call, error))
        .then((answer) => send(gateway, { is: "huntAnswer", id, answer }))
        .catch((error: unknown) => send(gateway, { is: "huntAnswer", id, answer: failed(call, error) }));
    },
    publish(gateways) {
      const present = new Set(gateways);
      for (const id of sent.keys()) if (!present.has(id)) sent.delete(id);
      const hunts = sources.hunts();
      const audit = sources.audit();
      for (const id of present) {
        const known = sent.get(id);
        if (known?.hunts === hunts && known.audit === audit) continue;
        sent.set(id, { hunts, audit });
        send(id, {
          is: "hunts",
          ...(known?.hunts === hunts ? {} : { hunts }),
          ...(known?.audit === audit ? {} : { audit }),
        });
      }
    },
  };
}

async function carryOut(sources: HuntSources, call: HuntCall, qa?: AskWorld): Promise<object> {
  switch (call.what) {
    case "order":
      return sources.order(call.order, call.by);
    case "caches":
      return sources.caches(call.hunt, call.by);
    case "results":
      return pageOf(await sources.results(call.hunt), call.page);
    case "season":
      return sources.season();
    case "definitions":
      return sources.definitions();
    case "dryRun":
      return sources.dryRun(call.definition, call.hunters);
    case "qa":
      return qa === undefined ? { ok: false, error: "the world runs without --qa" } : qa(call.call);
  }
}

/** A page of results, and whether another one follows. */
function pageOf(
  answer: AdminHuntAnswer<HuntResults>,
  page: number,
): AdminHuntAnswer<HuntResults> | ResultsPage {
  if (!answer.ok) return answer;
  const { rows, caches } = answer.value;
  const [rowsEnd, cachesEnd] = [(page + 1) * PAGE_ROWS, (page + 1) * PAGE_CACHES];
  const value = {
    ...answer.value,
    rows: rows.slice(page * PAGE_ROWS, rowsEnd),
    caches: caches.slice(page * PAGE_CACHES, cachesEnd),
  };
  return { ok: true, value, more: rowsEnd < rows.length || cachesEnd < caches.length };
}

/** The answer to a call that failed. Its text never contains a cache's place: errors of the world are not shown. */
function failed(call: HuntCall, error: unknown): object {
  const text = error instanceof RangeError ? error.message : "The world could not answer.";
  if (call.what === "qa") return { ok: false, error: text };
  return call.what === "dryRun" ? { ok: false, errors: [text] } : { ok: false, text };
}
