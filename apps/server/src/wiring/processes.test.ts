// Processes at the console of a real cluster: a gateway and the world are recorded by one game master at a time, the
// recordings arrive whole, the log level changes and the acts are in the audit list.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { AuditEntry } from "@doubloon/shared/protocol/adminHunts";
import type { AdminProcess, AdminRecording } from "@doubloon/shared/protocol/adminProcesses";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { runOpsIn } from "../ops/testing/runOpsIn.ts";
import { openConsole, signIn, type TestConsole } from "./testing/console.ts";
import { type ServerProcess, startServerProcess } from "./testing/serverProcess.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });
const until = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: 60_000, interval: 20 });

let server: ServerProcess | undefined;
let watch: TestConsole | undefined;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "doubloon-processes-"));
});
afterEach(async () => {
  watch?.socket.disconnect();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

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

it("records the world and a gateway of a cluster, and changes a log level", async () => {
  server = await startServerProcess("--gateways", "2", "--capture-ms", "0", "--data", folder);
  watch = openConsole(server.url, await signIn(server.url, server.gameMaster));
  const { socket } = watch;
  let processes: readonly AdminProcess[] = [];
  let audit: readonly AuditEntry[] = [];
  socket.on("processes", (list) => {
    processes = list;
  });
  socket.on("audit", (entries) => {
    audit = entries;
  });
  await until(() => expect(processes).toHaveLength(3));
  expect(new Set(processes.map(({ pid }) => pid)).size).toBe(3);
  expect(processes[0].id).toBe("world");
  const gateway = processes[1].id;
  const newest = (id: string): AdminRecording | undefined =>
    processes.find((process) => process.id === id)?.recordings[0];

  // A recording that only its end by hand can end before the test's own deadline.
  const long = { act: "record", kind: "cpu", seconds: 30 } as const;
  expect(await socket.emitWithAck("processOrder", gateway, long)).toMatchObject({ ok: true });
  expect(await socket.emitWithAck("processOrder", gateway, long)).toMatchObject({
    ok: false,
    text: expect.stringContaining("is being recorded already (by gamemaster)"),
  });
  const short = { act: "record", kind: "allocations", seconds: 1 } as const;
  expect(await socket.emitWithAck("processOrder", "world", short)).toMatchObject({ ok: true });
  await until(() => expect(newest("world")?.state).toBe("ready"));
  await until(() => expect(newest(gateway)?.state).toBe("running"));
  await socket.emitWithAck("processOrder", gateway, { act: "stopRecording" });
  await until(() => expect(newest(gateway)?.state).toBe("ready"));

  const cpu = await fetchRecording(watch, gateway, newest(gateway)?.id ?? "");
  expect(cpu).toMatchObject({ nodes: expect.any(Array), samples: expect.any(Array) });
  expect(JSON.stringify(cpu)).toContain('"url":"apps/server/src/');
  expect(await fetchRecording(watch, "world", newest("world")?.id ?? "")).toMatchObject({
    head: expect.anything(),
  });
  expect(await socket.emitWithAck("recordingPart", gateway, newest("world")?.id ?? "", 0)).toMatchObject({
    ok: false,
  });

  const level = { act: "logLevel", level: "debug", minutes: 2 } as const;
  expect(await socket.emitWithAck("processOrder", gateway, level)).toMatchObject({ ok: true });
  await until(() =>
    expect(processes.find(({ id }) => id === gateway)).toMatchObject({
      logLevel: "debug",
      levelUntil: expect.any(Number),
    }),
  );
  expect(processes[0].logLevel).toBe("info");
  await until(() =>
    expect(audit.map(({ by, what }) => `${by} ${what}`)).toEqual([
      `gamemaster set the log level of process ${gateway} to debug for 2 min`,
      `gamemaster ended the recording of process ${gateway} early`,
      "gamemaster recorded the allocations of process world for 1 s",
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
  await until(() => expect(processes.map(({ logLevel }) => logLevel)).toEqual(["warn", "warn", "warn"]));
  expect(await ops("log-level", "loud")).toMatchObject({
    code: 2,
    error: expect.stringContaining('got "loud"'),
  });
  expect(await ops("captures")).toMatchObject({ code: 0, out: expect.stringContaining("no captures") });
});
