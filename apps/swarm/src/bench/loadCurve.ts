// The load signal's curve: one process on one core with a growing number of walking players, the load on the other core. Reads
// doubloon_load and its shares from the server's ops port once a second; measures no peer.
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { rounded, total } from "../lib/arithmetic.ts";
import { mergeLatencies, percentilesOf } from "../lib/latencySummary.ts";
import { RemoteWorker } from "../load/workers/remoteWorker.ts";
import { splitPlan } from "../load/workers/splitPlan.ts";
import type { LoadCurvePlan } from "./benchPlans.ts";
import { SERVER_CORE } from "./pinned.ts";
import { SERVER_FLAGS } from "./server/serverFlags.ts";
import { type ServerProcess, withServer } from "./server/serverProcess.ts";
import { openWorldArgs } from "./world/openMap.ts";

const JOINS_PER_SECOND = 500;
const JOIN_GRACE_MS = 30_000;
const INPUTS_PER_SECOND = 1;

/** Medians of the window's seconds; the parts are shares from 0 on. */
export interface LoadCurvePoint {
  readonly players: number;
  readonly load: number;
  readonly connections: number;
  readonly loop: number;
  readonly tick: number;
  /** 95th percentile from the server's send to the client, in ms. */
  readonly p95Ms: number;
}

const MARKS = ["<!-- load-curve: ", "<!-- /load-curve -->"] as const;

/** Measures every size of the plan, smallest first. */
export async function runLoadCurve(
  plan: LoadCurvePlan,
  log: (line: string) => void,
): Promise<LoadCurvePoint[]> {
  const points: LoadCurvePoint[] = [];
  for (const players of plan.sizes) {
    const opsPort = await freePort();
    const point = await withServer(
      async (folder) => ({
        program: "apps/server/src/main.ts",
        args: [...(await openWorldArgs(folder, players)), "--ops-port", String(opsPort)],
        nodeFlags: SERVER_FLAGS,
        core: SERVER_CORE,
      }),
      (server) => measure(server, `http://127.0.0.1:${opsPort}/metrics`, players, plan),
    );
    log(rowOf(point));
    points.push(point);
  }
  return points;
}

async function measure(
  server: ServerProcess,
  metricsUrl: string,
  players: number,
  plan: LoadCurvePlan,
): Promise<LoadCurvePoint> {
  const shared = { target: server.target, players, inputsPerSecond: INPUTS_PER_SECOND, stalledShare: 0 };
  const workers = splitPlan(
    { ...shared, joinsPerSecond: JOINS_PER_SECOND, timedShare: plan.timedShare, still: false },
    1,
  ).map((each) => new RemoteWorker(each));
  for (const worker of workers) worker.start();
  const limitMs = performance.now() + (1_000 * players) / JOINS_PER_SECOND + JOIN_GRACE_MS;
  while (!workers.every(({ settled }) => settled) && performance.now() < limitMs) await sleep(200);
  await sleep(plan.settleMs);
  for (const worker of workers) worker.measure();
  const seconds: Omit<LoadCurvePoint, "players" | "p95Ms">[] = [];
  const endMs = performance.now() + plan.windowMs;
  while (performance.now() < endMs) {
    await sleep(1_000);
    seconds.push(readLoad(await (await fetch(metricsUrl)).text()));
  }
  const results = await Promise.all(workers.map((worker) => worker.finish()));
  const median = (key: keyof (typeof seconds)[number]): number => {
    const values = seconds.map((second) => second[key]).sort((a, b) => a - b);
    return rounded(values[values.length >> 1], 2);
  };
  return {
    players: total(results, ({ playing }) => playing),
    load: median("load"),
    connections: median("connections"),
    loop: median("loop"),
    tick: median("tick"),
    p95Ms: percentilesOf(mergeLatencies(results.map(({ latencies }) => latencies))).p95,
  };
}

/**
 * Reads the load and its shares from Prometheus's text.
 * @throws Error if one is missing
 */
export function readLoad(text: string): Omit<LoadCurvePoint, "players" | "p95Ms"> {
  const read = (name: string): number => {
    const line = text.split("\n").find((each) => each.startsWith(`${name} `));
    if (line === undefined) throw new Error(`/metrics has no ${name}`);
    return Number(line.slice(name.length));
  };
  const share = (part: string): number => read(`doubloon_load_share{part="${part}"}`);
  return {
    load: read("doubloon_load"),
    connections: share("connections"),
    loop: share("loop"),
    tick: share("tick"),
  };
}

function rowOf({ players, load, connections, loop, tick, p95Ms }: LoadCurvePoint): string {
  return `| ${players.toLocaleString("en")} | ${load} | ${connections} | ${loop} | ${tick} | ${p95Ms} ms |`;
}

/** The table of docs/operating.md. */
export function loadCurveTable(points: readonly LoadCurvePoint[]): string {
  const head =
    "| players | `doubloon_load` | connections | loop | tick | delivery p95 |\n|---|---|---|---|---|---|";
  return [head, ...points.map(rowOf)].join("\n");
}

/**
 * Returns the page with the text between the marks replaced.
 * @throws Error if the page has no marks
 */
export function putLoadCurve(page: string, points: readonly LoadCurvePoint[], conditions: string): string {
  const [from, to] = [page.indexOf(MARKS[0]), page.indexOf(MARKS[1])];
  if (from < 0 || to < from) throw new Error(`the page has no ${MARKS[0]}... before ${MARKS[1]}`);
  const body = `${MARKS[0]}written by \`npm run bench -- --load-curve\` -->\n${loadCurveTable(points)}\n\n${conditions}\n`;
  return page.slice(0, from) + body + page.slice(to);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
