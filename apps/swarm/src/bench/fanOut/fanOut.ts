// The fan-out: the same 200-byte frames to every connection of a room. Each row runs at a fixed rate for the delivery times,
// and at full speed for the limit.
import { setTimeout as sleep } from "node:timers/promises";
import { rounded } from "../../lib/arithmetic.ts";
import { percentilesOf } from "../../lib/latencySummary.ts";
import type { BenchRow, FanOutPlan } from "../benchPlans.ts";
import { PeerLoadSide } from "../load/loadSide.ts";
import type { PeerKind } from "../load/peerLoad.ts";
import { SERVER_CORE } from "../pinned.ts";
import { type FanOutRow, latencyOf } from "../report/results.ts";
import { FAN_OUT_ROOMS } from "../server/peerServer.ts";
import { SERVER_FLAGS } from "../server/serverFlags.ts";
import { ServerProcess } from "../server/serverProcess.ts";

/** Frames a second per connection at the fixed rate: 20,000 a second in total with 5,000 connections. */
export const FIXED_HZ = 4;
const SETTLE_MS = 2_000;
const JOINS_PER_SECOND = 1_000;
const JOIN_LIMIT_MS = 60_000;

const ROWS: readonly {
  readonly name: PeerKind;
  readonly program: string;
  readonly flags: readonly string[];
}[] = [
  { name: "net", program: "apps/swarm/src/bench/peers/fanOutNet.ts", flags: [] },
  { name: "ws", program: "apps/swarm/src/bench/peers/fanOutWs.ts", flags: [] },
  { name: "socket.io", program: "apps/swarm/src/bench/peers/fanOutSocketIo.ts", flags: [] },
  { name: "doubloon", program: "apps/server/src/bench/fanOutServer.ts", flags: SERVER_FLAGS },
];

/** Runs all rows, or the one named, one after the other. */
export async function runFanOut(
  plan: FanOutPlan,
  only: BenchRow | undefined,
  log: (line: string) => void,
): Promise<FanOutRow[]> {
  const rows: FanOutRow[] = [];
  for (const { name, program, flags } of ROWS) {
    if (only !== undefined && only !== name) continue;
    const server = await ServerProcess.start({ program, args: [], nodeFlags: flags, core: SERVER_CORE });
    try {
      const row = await measure(name, server, plan);
      log(
        `fan-out ${name}: ${row.framesPerSecond} frames/s with ${rounded(100 * row.coreShare, 0)} % of the core, ${row.cpuMicrosPerFrame} us each; p95 ${row.latencyMs.p95} ms, ${rounded(100 * row.arrived, 1)} % arrived at the fixed rate`,
      );
      rows.push(row);
    } finally {
      await server.stop();
    }
  }
  return rows;
}

async function measure(name: PeerKind, server: ServerProcess, plan: FanOutPlan): Promise<FanOutRow> {
  const { connections, windowMs, timedShare } = plan;
  const empty = { heap: (await server.gauge(true)).heapBytes, rss: server.rssKiB };
  const load = new PeerLoadSide({
    kind: name,
    target: server.target,
    clients: connections,
    joinsPerSecond: JOINS_PER_SECOND,
    turnsPerSecond: 0,
    timedShare,
  });
  try {
    await untilJoined(load, connections);
    const full = { heap: (await server.gauge(true)).heapBytes, rss: server.rssKiB };

    server.tell({ type: "send", roomsPerSecond: FIXED_HZ * FAN_OUT_ROOMS, rooms: FAN_OUT_ROOMS });
    const fixed = await measureWindow(server, load, windowMs);
    server.tell({ type: "send", roomsPerSecond: Number.POSITIVE_INFINITY, rooms: FAN_OUT_ROOMS });
    const fast = await measureWindow(server, load, windowMs);
    server.tell({ type: "send", roomsPerSecond: 0, rooms: FAN_OUT_ROOMS });
    return {
      name,
      framesPerSecond: Math.round(fast.frames / fast.seconds),
      coreShare: rounded(fast.cpuMicros / 1e6 / fast.seconds, 3),
      cpuMicrosPerFrame: rounded(fast.cpuMicros / Math.max(1, fast.frames), 2),
      rssKiBPerConnection: rounded((full.rss - empty.rss) / connections, 1),
      heapKiBPerConnection: rounded((full.heap - empty.heap) / 1024 / connections, 1),
      latencyMs: latencyOf(fixed.percentiles),
      arrived: rounded(fixed.frames / fixed.seconds / (FIXED_HZ * connections), 4),
      loadShare: rounded(fast.loadCpuSeconds / fast.seconds, 3),
      longestGcMs: rounded(Math.max(fixed.longestGcMs, fast.longestGcMs), 2),
    };
  } finally {
    load.close();
  }
}

/** Waits until a change has settled, then counts for one window. */
async function measureWindow(server: ServerProcess, load: PeerLoadSide, windowMs: number) {
  await sleep(SETTLE_MS);
  load.clear();
  server.tell({ type: "clear" });
  const before = { cpuMicros: server.cpuMicros, ms: performance.now() };
  await sleep(windowMs);
  const { frames, latencies, cpuSeconds } = await load.counts();
  const seconds = (performance.now() - before.ms) / 1000;
  const cpuMicros = server.cpuMicros - before.cpuMicros;
  const { longestGcMs } = await server.gauge(false);
  return {
    frames,
    seconds,
    cpuMicros,
    loadCpuSeconds: cpuSeconds,
    longestGcMs,
    percentiles: percentilesOf(latencies),
  };
}

async function untilJoined(load: PeerLoadSide, connections: number): Promise<void> {
  const limitMs = performance.now() + JOIN_LIMIT_MS;
  for (;;) {
    const { open, lastError } = await load.counts();
    if (open >= connections) return;
    if (performance.now() > limitMs) {
      throw new Error(`${open} of ${connections} connections joined: ${lastError}`);
    }
    await sleep(100);
  }
}
