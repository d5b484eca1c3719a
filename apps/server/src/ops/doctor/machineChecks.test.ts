// The doctor's checks of a machine, good and bad, on real folders, processes and a real Redis.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WORLD_FILE } from "../../ledger/sqliteLedger.ts";
import { type RedisServer, startRedisServer } from "../../link/testing/redisServer.ts";
import { VERIFIED_FILE } from "../../startup/makeBackup.ts";
import { checkClockSteps, compareClocks } from "./checks/clock.ts";
import { checkDataFolder, gradeFreeSpace } from "./checks/dataFolder.ts";
import { checkDiskFlush } from "./checks/diskFlush.ts";
import { checkOpenFiles } from "./checks/openFiles.ts";
import { checkRedis, checkRedisVersion } from "./checks/redis.ts";
import { checkNode, checkServer } from "./checks/versions.ts";
import type { Finding } from "./finding.ts";
import { listen, startTcpProxy, type TestProxy } from "./testing/proxies.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "doubloon-doctor-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const results = (findings: readonly Finding[]): Record<string, string> =>
  Object.fromEntries(findings.map(({ check, result }) => [check, result]));

describe("open files", () => {
  async function limited(limit: number, players: number, behindProxy = false): Promise<Finding> {
    const child = spawn("sh", ["-c", `ulimit -n ${limit} && echo set && exec sleep 60`]);
    await once(child.stdout, "data");
    try {
      return await checkOpenFiles({ pid: child.pid, players, behindProxy });
    } finally {
      child.kill("SIGKILL");
    }
  }

  it("are enough, or not, for the players wanted", async () => {
    expect(await limited(2_100, 1_000)).toMatchObject({ result: "ok" });
    expect(await limited(2_100, 1_000, true)).toMatchObject({
      result: "problem",
      found: expect.stringContaining("may open 2100"),
      expected: "at least 4024 for 1000 players",
      advice: expect.stringContaining("LimitNOFILE=4024"),
    });
  });

  it("of a process that is gone cannot be read", async () => {
    expect(await checkOpenFiles({ pid: 2 ** 30, players: 1, behindProxy: false })).toMatchObject({
      result: "warning",
    });
  });
});

describe("the disk", () => {
  it("is measured, and nothing is left behind", async () => {
    const endless = { warn: Number.POSITIVE_INFINITY, problem: Number.POSITIVE_INFINITY };
    expect(await checkDiskFlush(folder, endless)).toMatchObject({ result: "ok" });
    expect(await readdir(folder)).toEqual([]);
  });

  it("is too slow past the limits", async () => {
    expect(await checkDiskFlush(folder, { warn: 0, problem: 60_000 })).toMatchObject({ result: "warning" });
    expect(await checkDiskFlush(folder, { warn: 0, problem: 0 })).toMatchObject({ result: "problem" });
  });

  it("cannot be written where no folder is", async () => {
    const found = expect.stringContaining("nothing can be written");
    expect(await checkDiskFlush(join(folder, "none"))).toMatchObject({ result: "problem", found });
  });
});

describe("the clock", () => {
  const reading = { beforeMs: 100_000, afterMs: 100_040, exactMs: 1_000 };

  it.each([
    [99_000, "ok"],
    [100_040, "ok"],
    [102_040, "ok"],
    [102_041, "warning"],
    [96_999, "warning"],
    [130_041, "problem"],
    [68_000, "problem"],
  ])("against one that says %i is %s", (otherMs, result) => {
    expect(compareClocks("another", { ...reading, otherMs })).toMatchObject({ result });
  });

  it("is compared with the server's Date", async () => {
    let behindMs = 0;
    const server = await listen(
      createServer((_request, response) => {
        response.setHeader("date", new Date(Date.now() - behindMs).toUTCString());
        response.end(JSON.stringify({ status: "ok" }));
      }),
    );
    try {
      expect(results(await checkServer(server.url))).toMatchObject({ clock: "ok" });
      behindMs = 3_600_000;
      const clock = (await checkServer(server.url)).find(({ check }) => check === "clock");
      expect(clock).toMatchObject({ result: "problem", found: expect.stringMatching(/ahead of 127/) });
    } finally {
      await server.close();
    }
  });

  it("that was stepped is noticed", () => {
    const start = { wallMs: 1_000_000, monotonicMs: 50 };
    const later = (wallMs: number) => checkClockSteps(start, { wallMs, monotonicMs: 5_050 });
    expect(later(1_005_020)).toMatchObject({ result: "ok" });
    expect(later(1_005_200)).toMatchObject({ result: "warning" });
    expect(later(999_000)).toMatchObject({ result: "problem" });
  });
});

describe("the data folder", () => {
  const look = (nowMs = Date.now(), uid = process.getuid?.()) =>
    checkDataFolder({ data: folder, uid, nowMs });

  it("is good with a private world and a fresh verified backup", async () => {
    await writeFile(join(folder, WORLD_FILE), "", { mode: 0o600 });
    await writeFile(join(folder, VERIFIED_FILE), JSON.stringify({ atMs: Date.now() }));
    const { "free space": _space, ...others } = results(await look());
    expect(others).toEqual({ "data folder": "ok", "world file": "ok", backup: "ok" });
    expect(results(await look(Date.now() + 27 * 3_600_000))).toMatchObject({ backup: "problem" });
  });

  it("is not good with modes that let others in", async () => {
    await writeFile(join(folder, WORLD_FILE), "");
    await chmod(join(folder, WORLD_FILE), 0o644);
    await chmod(folder, 0o755);
    const findings = await look();
    expect(results(findings)).toMatchObject({ "data folder": "problem", "world file": "problem" });
    expect(findings[0]).toMatchObject({ found: expect.stringContaining("mode 755") });
  });

  it("without a verified backup is warned of at first, and is a problem after a day", async () => {
    await writeFile(join(folder, WORLD_FILE), "", { mode: 0o600 });
    expect(results(await look())).toMatchObject({ backup: "warning" });
    expect(results(await look(Date.now() + 27 * 3_600_000))).toMatchObject({ backup: "problem" });
  });

  it("of another user is a problem", async () => {
    const own = process.getuid?.() ?? 0;
    if (own === 0) await chown(folder, 4_711, 4_711);
    expect(results(await look(Date.now(), 4_712))).toMatchObject({ "data folder": "problem" });
  });

  it("that is missing or a file is told", async () => {
    const at = (data: string) => checkDataFolder({ data, uid: 0, nowMs: Date.now() });
    expect(results(await at(join(folder, "none")))).toEqual({ "data folder": "warning" });
    await writeFile(join(folder, "file"), "");
    expect(results(await at(join(folder, "file")))).toEqual({ "data folder": "problem" });
    await mkdir(join(folder, "new"), { mode: 0o700 });
    expect(results(await at(join(folder, "new")))).toMatchObject({ "data folder": "ok" });
  });

  it.each([
    [2_048, "ok"],
    [2_047, "warning"],
    [255, "problem"],
  ])("with %i MiB free is %s", (mib, result) => {
    expect(gradeFreeSpace(mib)).toMatchObject({ result });
  });
});

describe("Redis", () => {
  let redis: RedisServer;
  let proxy: TestProxy | undefined;
  beforeEach(async () => {
    redis = await startRedisServer();
  });
  afterEach(async () => {
    await proxy?.close();
    await redis.stop();
    proxy = undefined;
  });

  it("answers with its version and its clock", async () => {
    const findings = await checkRedis(redis.url);
    expect(results(findings)).toMatchObject({ "Redis version": "ok", clock: "ok" });
    expect(findings.map(({ check }) => check)).toEqual(["Redis round trip", "Redis version", "clock"]);
  });

  it("behind a slow network is a problem", async () => {
    proxy = await startTcpProxy({ port: redis.port, delayMs: 60 });
    const slow = await checkRedis(`redis://127.0.0.1:${proxy.port}`);
    expect(results(slow)).toMatchObject({ "Redis round trip": "problem" });
  });

  it("that is away is a problem", async () => {
    await redis.stop();
    const [finding, ...more] = await checkRedis(redis.url);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ result: "problem", found: expect.stringContaining("ECONNREFUSED") });
  });

  it.each([
    ["7.0.0", "ok"],
    ["8.2.1", "ok"],
    ["6.2.14", "problem"],
    ["unknown", "problem"],
  ])("of version %s is %s", (version, result) => {
    expect(checkRedisVersion(version)).toMatchObject({ result });
  });
});

it("another Node than the pinned one is a warning", async () => {
  expect(await checkNode(process.version)).toMatchObject({ result: "ok" });
  expect(await checkNode("v20.0.0")).toMatchObject({ result: "warning", found: "v20.0.0" });
});
