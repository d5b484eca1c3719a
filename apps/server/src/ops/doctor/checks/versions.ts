// Whether Node is the pinned one, and whether the running server is what is installed here.
import { readFile } from "node:fs/promises";
import { PROTOCOL_VERSION } from "@doubloon/shared/protocol/messages";
import { z } from "zod";
import { ownVersion } from "../../../http/processIdentity.ts";
import { repositoryPath } from "../../../startup/repository.ts";
import { type Finding, reasonOf } from "../finding.ts";
import { compareClocks } from "./clock.ts";

const ANSWER_MS = 5_000;

const pinsShape = z.object({ devDependencies: z.object({ node: z.string() }) });
const healthShape = z.object({
  status: z.string(),
  why: z.string().optional(),
  version: z.string().optional(),
  protocol: z.number().optional(),
});

/** `running` is `process.version`. */
export async function checkNode(running: string): Promise<Finding> {
  const text = await readFile(repositoryPath("package.json"), "utf8");
  const pinned = `v${pinsShape.parse(JSON.parse(text)).devDependencies.node}`;
  return {
    check: "Node",
    result: running === pinned ? "ok" : "warning",
    found: running,
    expected: `${pinned}, which the tests run with`,
    advice: "Start the server by npm start, which brings its own Node, or use the image.",
  };
}

/** Asks /healthz at the game's address: the server's status, its version, and its clock. */
export async function checkServer(url: string): Promise<Finding[]> {
  const beforeMs = Date.now();
  try {
    const response = await fetch(new URL("healthz", url), { signal: AbortSignal.timeout(ANSWER_MS) });
    const afterMs = Date.now();
    if (!response.ok) return [unreachable(url, `answers ${response.status}`)];
    const health = healthShape.parse(await response.json());
    const findings = [status(url, health), version(health)];
    const otherMs = Date.parse(response.headers.get("date") ?? "");
    if (!Number.isNaN(otherMs)) {
      findings.push(compareClocks(`${new URL(url).host}`, { otherMs, exactMs: 1_000, beforeMs, afterMs }));
    }
    return findings;
  } catch (error) {
    return [unreachable(url, error instanceof z.ZodError ? "answers no Doubloon's health" : reasonOf(error))];
  }
}

function unreachable(url: string, found: string): Finding {
  return {
    check: "server",
    result: "problem",
    found: `${new URL("healthz", url)}: ${found}`,
    expected: "Doubloon's health",
    advice:
      "Start the server, and let the proxy pass every path to it; the server's log says why it does not answer.",
  };
}

function status(url: string, health: z.infer<typeof healthShape>): Finding {
  return {
    check: "server",
    result: health.status === "ok" ? "ok" : "problem",
    found: `${url} says ${health.status}${health.why === undefined ? "" : `: ${health.why}`}`,
    expected: "ok",
    advice: "Send players to gateways only; a refused gateway needs the world's version, map and loot table.",
  };
}

function version({ version: theirs, protocol }: z.infer<typeof healthShape>): Finding {
  const same = theirs === ownVersion && protocol === PROTOCOL_VERSION;
  return {
    check: "server version",
    result: same ? "ok" : "warning",
    found: `${theirs ?? "unknown"}, protocol ${protocol ?? "unknown"}`,
    expected: `${ownVersion}, protocol ${PROTOCOL_VERSION}, as installed here`,
    advice: "Restart the server if it should run what is installed here.",
  };
}
