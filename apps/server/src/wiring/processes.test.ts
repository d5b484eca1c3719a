// Processes at the console of a real cluster and of two machines: each is recorded by one game master at a time, recordings
// arrive whole, log levels change, the acts are in the audit list, and a process that dies is gone.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { AuditEntry } from "@doubloon/shared/protocol/adminHunts";
import type { AdminProcess, AdminRecording } from "@doubloon/shared/protocol/adminProcesses";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type RedisServer, startRedisServer } from "../link/testing/redisServer.ts";
import { runOpsIn } from "../ops/testing/runOpsIn.ts";
import { makeClusterKeyFile } from "./testing/clusterKeyFile.ts";
import { openConsole, signIn, type TestConsole } from "./testing/console.ts";
import { type ServerProcess, startServerProcess } from "./testing/serverProcess.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });
const until = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: 60_000, interval: 20 });

let redis: RedisServer | undefined;
let servers: ServerProcess[] = [];
let watch: Watch | undefined;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "doubloon-processes-"));
});
afterEach(async () => {
  watch?.socket.disconnect();
  await Promise.all(servers.map((server) => server.stop()));
  servers = [];
  await redis?.stop();
  redis = undefined;
  await rm(folder, { recursive: true, force: true });
});

/** A console that keeps the newest lists. */
interface Watch extends TestConsole {
  processes: readonly AdminProcess[];
  audit: readonly AuditEntry[];
  newest(process: string): AdminRecording | undefined;
}

async function watchAt(server: ServerProcess): Promise<Watch> {
  const opened: Watch = {
    ...openConsole(server.url, await signIn(server.url, server.gameMaster)),
    processes: [],
    audit: [],
    newest: (process) => opened.processes.find(({ id }) => id === process)?.recordings[0],
  };
  opened.socket.on("processes", (processes) => Object.assign(opened, { processes }));
  opened.socket.on("audit", (audit) => Object.assign(opened, { audit }));
  return opened;
}

async function start(...flags: readonly string[]): Promise<ServerProcess> {
  const server = await startServerProcess("--capture-ms", "0", ...flags);
  servers.push(server);
  return server;
}

/** Fetches a recording part by part. */
async function fetchRecording({ socket }: TestConsole, process: string, id: string): Promise<object> {
  const bytes: Buffer[] = [];
  for (let part = 0, parts = 1; part < parts; part++) {
    const answer = await socket.emitWithAck("recordingPart", process, id, part);
    if (!answer.ok) throw new Error(answer.text);
    bytes.push(Buffer.from(answer.base64, "base64"));
    parts = answer.parts;
  }
  return JSON.parse(gunzipSync(Buffer.concat(bytes)).toString()) as object;
}

it("records the world and a gateway of a cluster, changes a log level, and misses a process that dies", async () => {
  const server = await start("--gateways", "2", "--data", folder);
  const shown = await watchAt(server);
  watch = shown;
  const { socket } = shown;
  await until(() => expect(shown.processes).toHaveLength(3));
  expect(new Set(shown.processes.map(({ pid }) => pid)).size).toBe(3);
  expect(shown.processes[0].id).toBe("world");
  const { id: gateway, pid } = shown.processes[1];

  // Only an order ends it: its own time is longer than the test.
  const long = { act: "record", kind: "cpu", seconds: 30 } as const;
  expect(await socket.emitWithAck("processOrder", gateway, long)).toMatchObject({ ok: true });
  expect(await socket.emitWithAck("processOrder", gateway, long)).toMatchObject({
    ok: false,
    text: expect.stringContaining("is being recorded already (by gamemaster)"),
  });
  expect(await socket.emitWithAck("processOrder", gateway, { act: "stopRecording" })).toMatchObject({
    ok: true,
  });
  await until(() => expect(shown.newest(gateway)?.state).toBe("ready"));
  const cpu = await fetchRecording(shown, gateway, shown.newest(gateway)?.id ?? "");
  expect(cpu).toMatchObject({ nodes: expect.any(Array), samples: expect.any(Array) });
  expect(JSON.stringify(cpu).includes('"url":"apps/server/src/')).toBe(true);

  const short = { act: "record", kind: "allocations", seconds: 1 } as const;
  expect(await socket.emitWithAck("processOrder", "world", short)).toMatchObject({ ok: true });
  await until(() => expect(shown.newest("world")?.state).toBe("ready"));
  const id = shown.newest("world")?.id ?? "";
  expect(await fetchRecording(shown, "world", id)).toMatchObject({ head: expect.anything() });
  expect(await socket.emitWithAck("recordingPart", gateway, id, 0)).toMatchObject({ ok: false });

  const level = { act: "logLevel", level: "debug", minutes: 2 } as const;
  expect(await socket.emitWithAck("processOrder", gateway, level)).toMatchObject({ ok: true });
  const changed = { logLevel: "debug", levelUntil: expect.any(Number) };
  await until(() => expect(shown.processes[1]).toMatchObject(changed));
  expect(shown.processes[0].logLevel).toBe("info");
  await until(() =>
    expect(shown.audit.map(({ by, what }) => `${by} ${what}`)).toEqual([
      `gamemaster set the log level of process ${gateway} to debug for 2 min`,
      "gamemaster recorded the allocations of process world for 1 s",
      `gamemaster ended the recording of process ${gateway} early`,
      `gamemaster recorded the CPU of process ${gateway} for 30 s`,
    ]),
  );
  expect(server.log()).toContain("a recording of this process has begun");

  const ops = (...args: readonly string[]) => runOpsIn(folder, ...args, "--data", folder);
  const recorded = await ops("record", "--process", gateway, "--seconds", "1");
  expect(recorded).toMatchObject({ code: 0, error: "" });
  const path = recorded.out.trim().split("\n").at(-1) ?? "";
  expect(path).toMatch(/\.cpuprofile$/);
  expect(JSON.parse(await readFile(path, "utf8"))).toMatchObject({ nodes: expect.any(Array) });
  expect(await ops("record", "--process", "nobody")).toMatchObject({
    code: 1,
    error: expect.stringContaining(`expected one of world, ${gateway}`),
  });
  expect((await ops("log-level", "warn", "--minutes", "1")).out.trim().split("\n")).toHaveLength(3);
  await until(() =>
    expect(shown.processes.map(({ logLevel }) => logLevel)).toEqual(["warn", "warn", "warn"]),
  );
  expect(await ops("log-level", "loud")).toMatchObject({
    code: 2,
    error: expect.stringContaining('got "loud"'),
  });
  expect(await ops("captures")).toMatchObject({ code: 0, out: expect.stringContaining("no captures") });

  expect(await ops("record", "--process", gateway, "--seconds", "x")).toMatchObject({ code: 2 });
  process.kill(pid, "SIGKILL");
  await until(() => expect(shown.processes.map((one) => one.id)).not.toContain(gateway));
  expect(await socket.emitWithAck("processOrder", gateway, short)).toMatchObject({
    ok: false,
    text: `There is no process ${gateway} any more.`,
  });
});

it("records a gateway of another machine over Redis; the recording outlives the console that ordered it", async () => {
  redis = await startRedisServer();
  const key = await makeClusterKeyFile();
  const flags = ["--redis", redis.url, "--cluster-key", key.path];
  const [one] = await Promise.all([start("--role", "all", ...flags), start("--role", "gateway", ...flags)]);
  await key.remove();
  const first = await watchAt(one);
  watch = first;
  const other = await until(() => {
    const [world, ...gateways] = first.processes;
    const found = gateways.find(({ pid }) => pid !== world.pid);
    expect(found).toBeDefined();
    return found?.id ?? "";
  });
  const order = { act: "record", kind: "cpu", seconds: 1 } as const;
  expect(await first.socket.emitWithAck("processOrder", other, order)).toMatchObject({ ok: true });
  first.socket.disconnect();
  const second = await watchAt(one);
  watch = second;
  await until(() => expect(second.newest(other)?.state).toBe("ready"));
  const file = await fetchRecording(second, other, second.newest(other)?.id ?? "");
  expect(file).toMatchObject({ nodes: expect.any(Array) });
});
