import { pino } from "pino";
import { afterEach, expect, test } from "vitest";
import { cpuProfileRoute } from "./cpuProfile.ts";
import { createApp } from "./createApp.ts";

/** Idle timeout of a connection, in ms: less than a profile takes. */
const IDLE_MS = 1_000;

const app = await createApp({ logger: pino({ level: "silent" }), maxConnections: 10, idleMs: IDLE_MS });
cpuProfileRoute(app, async () => {});
const url = await app.listen({ host: "127.0.0.1", port: 0 });
afterEach(() => app.close());

test("a profile may take longer than the idle timeout", async () => {
  const answer = await fetch(`${url}/debug/cpuprofile?seconds=2`);
  expect(answer.status).toBe(200);
  const profile = (await answer.json()) as { nodes: unknown[] };
  expect(profile.nodes.length).toBeGreaterThan(0);
  const refused = await fetch(`${url}/debug/cpuprofile?seconds=61`);
  expect([refused.status, await refused.json()]).toEqual([
    400,
    { error: "seconds must be a whole number from 1 to 60" },
  ]);
});
