// The world: one seamless world with about 50 others in view, one turn a second per player and ten view refreshes a second.
// Finds for each row the largest number of players that one core carries.
import { setTimeout as sleep } from "node:timers/promises";
import { rounded } from "../../lib/arithmetic.ts";
import { percentilesOf } from "../../lib/latencySummary.ts";
import type { BenchRow, WorldPlan } from "../benchPlans.ts";
import { type LoadSide, PeerLoadSide, SwarmSide } from "../load/loadSide.ts";
import { REFRESH_HZ } from "../peers/openWorld.ts";
import { SERVER_CORE } from "../pinned.ts";
import { latencyOf, type WorldRow } from "../report/results.ts";
import { SERVER_FLAGS } from "../server/serverFlags.ts";
import { type ServerPlan, type ServerProcess, withServer } from "../server/serverProcess.ts";
import { openWorldArgs } from "./openMap.ts";
import { searchLargest } from "./search.ts";
import { rejection } from "./verdict.ts";

const ROWS = ["article", "socket.io", "colyseus", "doubloon"] as const;
type RowName = (typeof ROWS)[number];

/** Where the search starts: near the result of earlier runs. */
const STARTS: Readonly<Record<RowName, number>> = {
  article: 400,
  "socket.io": 1_000,
  colyseus: 1_400,
  doubloon: 6_000,
};
const PROGRAMS: Readonly<Record<RowName, string>> = {
  article: "apps/swarm/src/bench/peers/worldArticle.ts",
  "socket.io": "apps/swarm/src/bench/peers/worldSocketIo.ts",
  colyseus: "apps/swarm/src/bench/peers/worldColyseus.ts",
  doubloon: "apps/server/src/main.ts",
};
const GROWTH = 1.5;
const TURNS_PER_SECOND = 1;
const JOINS_PER_SECOND = 500;
/** Time for joining beyond what the join rate asks for. */
const JOIN_GRACE_MS = 20_000;
/** Bytes of a Colyseus patch outside its mover records: WebSocket header, message code, stamp field. */
const COLYSEUS_OVERHEAD_BYTES = 4 + 1 + 5;

/** Runs all rows, or the one named, one after the other. */
export async function runWorld(
  plan: WorldPlan,
  only: BenchRow | undefined,
  log: (line: string) => void,
): Promise<WorldRow[]> {
  const rows: WorldRow[] = [];
  for (const name of ROWS) {
    if (only !== undefined && only !== name) continue;
    let limit = `${plan.maxPlayers} players, the largest number tried`;
    const start = Math.max(1, Math.round(STARTS[name] * plan.startShare));
    const search = { start, factor: GROWTH, resolution: plan.resolution, max: plan.maxPlayers };
    const found = await searchLargest(search, async (players) => {
      const { row, rejected } = await runTrial(name, players, plan);
      log(
        `world ${name}: ${players} players ${rejected === undefined ? "carried" : `not carried: ${rejected}`}`,
      );
      if (rejected === undefined) return row;
      limit = `${players} players: ${rejected}`;
      return undefined;
    });
    if (found !== undefined) rows.push({ ...found.result, limit });
  }
  return rows;
}

interface Trial {
  readonly row: Omit<WorldRow, "limit">;
  /** Why the players were not carried; undefined if they were. */
  readonly rejected: string | undefined;
}

async function runTrial(name: RowName, players: number, plan: WorldPlan): Promise<Trial> {
  return withServer(
    (folder) => serverPlan(name, players, folder),
    (server) => measure(name, players, server, plan),
  );
}

async function serverPlan(name: RowName, players: number, folder: string): Promise<ServerPlan> {
  const program = PROGRAMS[name];
  if (name !== "doubloon") return { program, args: [String(players)], nodeFlags: [], core: SERVER_CORE };
  const args = await openWorldArgs(folder, players);
  return { program, args, nodeFlags: SERVER_FLAGS, core: SERVER_CORE };
}

function startLoad(
  name: RowName,
  players: number,
  { target }: ServerProcess,
  { timedShare }: WorldPlan,
): LoadSide {
  if (name === "doubloon") {
    return new SwarmSide({
      target,
      players,
      firstNumber: 1,
      inputsPerSecond: TURNS_PER_SECOND,
      joinsPerSecond: JOINS_PER_SECOND,
      stalledShare: 0,
      timedShare,
      still: false,
    });
  }
  return new PeerLoadSide({
    kind: name,
    target,
    clients: players,
    joinsPerSecond: JOINS_PER_SECOND,
    turnsPerSecond: TURNS_PER_SECOND,
    // The updates of `article` are too large to wait in the kernel for a second.
    timedShare: name === "article" ? 1 : timedShare,
  });
}

async function measure(
  name: RowName,
  players: number,
  server: ServerProcess,
  plan: WorldPlan,
): Promise<Trial> {
  const { windowMs, settleMs } = plan;
  await server.gauge(true);
  const emptyRss = server.rssKiB;
  const load = startLoad(name, players, server, plan);
  const limitMs = performance.now() + (1000 * players) / JOINS_PER_SECOND + JOIN_GRACE_MS;
  while ((await load.open()) < players && performance.now() < limitMs) await sleep(100);
  await sleep(settleMs);

  const before = await server.gauge(false);
  load.clear();
  server.tell({ type: "clear" });
  const cpuBefore = server.cpuMicros;
  const startMs = performance.now();
  await sleep(windowMs);
  const seconds = (performance.now() - startMs) / 1000;
  const cpuMicros = server.cpuMicros - cpuBefore;
  const rssKiB = server.rssKiB;
  const after = await server.gauge(false);
  const result = await load.finish();

  const percentiles = percentilesOf(result.latencies);
  const counted = {
    due: after.counters.due - before.counters.due,
    records: after.counters.moverRecords - before.counters.moverRecords,
    bytes: after.counters.moverBytes - before.counters.moverBytes,
  };
  const due = name === "doubloon" ? players * REFRESH_HZ * seconds : counted.due;
  const { open, lost, frames, bytes } = result;
  const movers = result.movers ?? {
    records: counted.records,
    bytes: name === "colyseus" ? bytes - frames * COLYSEUS_OVERHEAD_BYTES : counted.bytes,
  };
  return {
    rejected: rejection({ players, open, lost, frames, due, p95Ms: percentiles.p95 }),
    row: {
      name,
      playersPerCore: players,
      cpuMicrosPerPlayerSecond: rounded(cpuMicros / players / seconds, 1),
      bytesPerMover: rounded(movers.bytes / Math.max(1, movers.records), 2),
      kibPerSecondPerPlayer: rounded(bytes / 1024 / seconds / players, 2),
      rssKiBPerPlayer: rounded((rssKiB - emptyRss) / players, 1),
      latencyMs: latencyOf(percentiles),
      loadShare: rounded(result.cpuSeconds / seconds, 3),
      longestGcMs: rounded(after.longestGcMs, 2),
    },
  };
}
