import { once } from "node:events";
import { createServer } from "node:net";
import { pino } from "pino";
import { Counter, Registry } from "prom-client";
import { afterEach, expect, test, vi } from "vitest";
import { type Config, readConfig } from "../config/config.ts";
import { type Operations, startOperations } from "./operations.ts";

const until = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: 30_000, interval: 20 });
const given = { env: {}, workingFolder: "/", repository: "/", readFile: () => "" };
const config = readConfig({ ...given, args: ["--ops-port", "0"] }) as Config;

let operations: Operations | undefined;
const lines: Record<string, unknown>[] = [];
const logger = pino({ base: null }, { write: (line: string) => void lines.push(JSON.parse(line)) });
afterEach(async () => {
  await operations?.close();
  lines.length = 0;
});

async function get(path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(new URL(path, operations?.url));
  return { status: response.status, text: await response.text() };
}

test("serves metrics read by its own timer, liveness and readiness", async () => {
  operations = await startOperations(config, logger);
  const registry = new Registry();
  const frames = new Counter({ name: "frames_total", help: "Frames", registers: [registry] });
  operations.metrics.add(registry);
  frames.inc(7);
  await until(async () => expect(await get("metrics")).toMatchObject({ status: 200 }));
  const { text } = await get("metrics");
  expect(text).toMatch(/^frames_total 7$/m);
  frames.inc();
  await until(async () => expect((await get("metrics")).text).toMatch(/^frames_total 8$/m));

  expect(await get("livez")).toEqual({ status: 200, text: '{"alive":true}' });
  let problem: string | undefined = "no save for 6 s";
  operations.readiness.add("save", () => problem);
  const unready = await get("readyz");
  expect(unready.status).toBe(503);
  expect(JSON.parse(unready.text)).toEqual({ ready: false, checks: { save: "no save for 6 s" } });
  problem = undefined;
  expect((await get("readyz")).status).toBe(200);
  expect((await get("debug/cpuprofile")).status).toBe(404);
});

test("a collector that fails is logged and runs again", async () => {
  operations = await startOperations(config, logger);
  let turns = 0;
  operations.timer.add("gateway report", () => {
    turns++;
    throw new Error("no link");
  });
  await until(() => expect(turns).toBeGreaterThan(1));
  const failed = lines.filter(({ collector }) => collector === "gateway report");
  expect(failed).toMatchObject([{ level: 50, failures: 1, err: { message: "no link" } }]);
  const text = await until(async () => {
    const answer = await get("metrics");
    expect(answer.text).toMatch(/^doubloon_telemetry_failures_total [1-9]/m);
    return answer.text;
  });
  expect(text).toMatch(/^doubloon_reading_timestamp_seconds [1-9]/m);
});

test("if the default port is taken, one line is logged; if a configured port is taken, that is an error", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as { port: number };
  operations = await startOperations({ ...config, opsPort: port, opsPortGiven: false }, logger);
  expect(operations.url).toBeUndefined();
  expect(lines).toMatchObject([{ level: 40, port, msg: expect.stringContaining("the ops port is taken") }]);
  await expect(startOperations({ ...config, opsPort: port, opsPortGiven: true }, logger)).rejects.toThrow(
    /EADDRINUSE/,
  );
  other.close();
});

test("with off, no port is opened", async () => {
  operations = await startOperations({ ...config, opsPort: "off" }, logger);
  expect(operations.url).toBeUndefined();
  expect(lines).toEqual([]);
});
