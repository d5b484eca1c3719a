// The world moves from one machine to another and back, over a real Redis, while players play on at gateways of a third.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAfter } from "@doubloon/shared/time";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type RedisServer, startRedisServer } from "../link/testing/redisServer.ts";
import { callServer } from "../ops/controlCall.ts";
import { Standbys } from "../redis/handover/standbys.ts";
import { RedisBus } from "../redis/redisBus.ts";
import { makeRedisNames } from "../redis/redisNames.ts";
import { VERSIONS } from "./parts/leased/standby.ts";
import { type ClusterKeyFile, makeClusterKeyFile } from "./testing/clusterKeyFile.ts";
import { openConsole, signIn } from "./testing/console.ts";
import { openPlayer, type Player } from "./testing/player.ts";
import { type ServerProcess, startServerProcess } from "./testing/serverProcess.ts";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });
const until = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: 60_000, interval: 20 });

interface Machine extends ServerProcess {
  readonly data: string;
}

let redis: RedisServer;
let bus: RedisBus;
let standbys: Standbys;
let key: ClusterKeyFile;
let folder: string;
let machines: Machine[] = [];
let players: Player[] = [];
beforeEach(async () => {
  redis = await startRedisServer();
  bus = await RedisBus.connect(redis.url);
  standbys = new Standbys(bus, makeRedisNames("doubloon"));
  key = await makeClusterKeyFile();
  folder = await mkdtemp(join(tmpdir(), "doubloon-handover-"));
});
afterEach(async () => {
  for (const player of players) player.close();
  await Promise.all(machines.map((machine) => machine.kill()));
  await bus.close();
  await redis.stop();
  await key.remove();
  await rm(folder, { recursive: true, force: true });
  players = [];
  machines = [];
});

async function start(role: string): Promise<Machine> {
  const data = join(folder, `${role}-${machines.length}`);
  const flags = ["--redis", redis.url, "--role", role, "--cluster-key", key.path, "--data", data];
  const machine = Object.assign(await startServerProcess(...flags), { data });
  machines.push(machine);
  return machine;
}

const stateOf = async ({ url }: Machine): Promise<unknown> =>
  Object(await (await fetch(`${url}healthz`)).json()).status;
/** The machine that leads and the one that stands by. On a busy machine the lease may have passed on by itself. */
const roles = (one: Machine, other: Machine): Promise<readonly [leader: Machine, standby: Machine]> =>
  until(async () => {
    const states = await Promise.all([one, other].map(stateOf));
    expect(states.toSorted()).toEqual(["ok", "standby"]);
    return states[0] === "ok" ? [one, other] : [other, one];
  });
/** How often a machine has said what came of a handover. */
const outcomes = (machine: Machine): number =>
  machine.printed().split(/the world has been handed over|the world is not handed over/).length - 1;
const handOver = ({ data }: Machine): Promise<Record<string, unknown>> => callServer(data, "/handover", {});
/** Resolves when that many machines could take the world over at once. */
const warm = (count: number): Promise<void> =>
  until(async () => {
    expect((await standbys.list()).filter(({ cold }) => cold === "").length).toBe(count);
  });
const metric = async ({ opsUrl }: Machine, line: RegExp): Promise<void> =>
  until(async () => expect(await (await fetch(`${opsUrl}metrics`)).text()).toMatch(line));

async function play(gateway: Machine, count: number): Promise<void> {
  players = Array.from({ length: count }, (_, i) => openPlayer(gateway.url, `Player ${i}`));
  await until(() => {
    for (const player of players) expect(player.frames).toBeGreaterThan(0);
  });
}

/** Resolves when every player has at least that many welcomes and sees frames, on the connection they had from the start. */
async function welcomed(count: number): Promise<void> {
  await until(() => {
    for (const player of players) {
      expect(player.welcomes.length).toBeGreaterThanOrEqual(count);
      expect(player.frames).toBeGreaterThan(0);
    }
  });
  for (const { connected, losses, refusals, welcomes } of players) {
    expect([connected, losses, refusals]).toEqual([true, 0, []]);
    expect(new Set(welcomes.map(({ playerId }) => playerId)).size).toBe(1);
    for (const [before, after] of welcomes.slice(1).map((next, i) => [welcomes[i].tick, next.tick]))
      expect(isAfter(after, before)).toBe(true);
  }
}

/** Hands the world over once, whatever a busy machine lets go wrong before. Resolves to the machines that led before and after. */
const handedOver = (one: Machine, other: Machine): Promise<readonly [from: Machine, to: Machine]> =>
  until(async () => {
    const [from, to] = await roles(one, other);
    const [report, again] = await Promise.allSettled([handOver(from), handOver(from)]);
    expect(report).toMatchObject({ status: "fulfilled", value: { ms: expect.any(Number) } });
    expect(again).toMatchObject({
      status: "rejected",
      reason: { message: expect.stringMatching(/under way|stands by/) },
    });
    return [from, to];
  });

it("the world is handed to the standby and back, and no player loses the connection", async () => {
  const first = await start("world");
  // Until its world is open it says that it stands by.
  await until(() => expect(handOver(first)).rejects.toThrow("no machine stands by"));
  await until(async () => {
    await standbys.report("!", { name: "newer", versions: VERSIONS.replace(/\d+$/, "9999"), cold: "" });
    await expect(handOver(first)).rejects.toThrow("stop this machine instead");
  });
  await standbys.withdraw("!");
  const [second, gateway] = await Promise.all([start("world"), start("gateway")]);
  await play(gateway, 6);
  for (const [index, player] of players.entries()) player.walk(index * 8);
  await warm(1);
  await until(async () => {
    const [, standby] = await roles(first, second);
    await expect(handOver(standby)).rejects.toThrow("does not run the world");
    // A standby can be recorded on its own machine.
    const ownProcess = { processes: [{ id: "world", logLevel: "info", recordings: [] }] };
    expect(await callServer(standby.data, "/processes", {})).toMatchObject(ownProcess);
  });

  // A standby that is named and then does nothing: the first in order, so it is the one that is chosen.
  const ghost = { name: "ghost", versions: VERSIONS, cold: "" };
  const haunting = setInterval(() => void standbys.report("!", ghost), 200);
  await until(async () => {
    await warm(2);
    const [leader] = await roles(first, second);
    await expect(handOver(leader)).rejects.toThrow("did not take the world over, so this machine goes on");
  });
  clearInterval(haunting);
  await standbys.withdraw("!");
  await welcomed(2);

  const console = openConsole(gateway.url, await signIn(gateway.url, gateway.gameMaster));
  const shown: unknown[] = [];
  console.socket.on("sample", ({ standbys }) => shown.push(standbys));
  const [from, to] = await handedOver(first, second);
  await welcomed(3);
  await metric(from, /^doubloon_handovers_total\{result="done"\} [1-9]/m);
  await metric(from, /^doubloon_handover_milliseconds [1-9]/m);
  await metric(to, /^doubloon_world_leading 1$/m);

  // A game master does it in the console, which shows who stands by and what the handover took.
  const handedTo = expect.objectContaining({
    handedOver: { to: expect.any(String), ms: expect.any(Number) },
  });
  await until(() => expect(shown).toContainEqual([handedTo]));
  await until(() => expect(console.seen.sample?.standbys).toMatchObject([{ cold: "" }]));
  // Refused while the standby of a busy machine has not reported for two seconds.
  await until(async () => expect(await console.socket.emitWithAck("handOver")).toEqual({ ok: true }));
  await welcomed(4);
  console.socket.disconnect();

  // As an operator stops a machine.
  await warm(1);
  const [last, successor] = await roles(first, second);
  const before = outcomes(last);
  // Ends with 1 where a busy machine needs longer than a supervisor waits.
  await last.stop();
  expect(last.log()).not.toContain("closing failed");
  await welcomed(5);
  await until(async () => expect(await stateOf(successor)).toBe("ok"));
  expect(outcomes(last)).toBeGreaterThan(before);
});
