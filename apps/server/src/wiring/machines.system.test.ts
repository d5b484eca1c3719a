// World, standby, two gateways and Redis on machines of their own (network namespaces), which are cut off, slowed down and
// healed while people play: nobody plays in two worlds, nothing that was told is lost, and leadership moves once for each cut,
// or once more where a busy machine has stalled the leader for longer than its lease.
//
// Delay is made by a relay on the slowed machine, because not every kernel has netem. Cuts are the kernel's own.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type RedisServer, startRedisServer } from "../link/testing/redisServer.ts";
import { type ClusterKeyFile, makeClusterKeyFile } from "./testing/clusterKeyFile.ts";
import { type Machine, MachineNetwork, noMachines } from "./testing/machineNetwork.ts";
import { type RedisWrites, watchRedisWrites } from "./testing/redisWrites.ts";
import { openSeeker, type Seeker } from "./testing/seeker.ts";
import { type ServerProcess, startServerWithin } from "./testing/serverProcess.ts";
import { openSlowPath, type SlowPath } from "./testing/slowPath.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });
const until = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: 90_000, interval: 50 });

const PLAYERS_PER_GATEWAY = 3;
/** Delay in each direction, in ms: a renewal of the lease takes as long as two of them. */
const DELAY_MS = 200;

/** A machine that can run the world. */
type World = "one" | "two";

const reason = noMachines();
if (reason !== undefined) console.log(`doubloon: several machines are not tested, which ${reason}`);

describe.skipIf(reason !== undefined)("several machines", () => {
  let network: MachineNetwork;
  let machines: Record<"redis" | "one" | "two" | "west" | "east", Machine>;
  let folder: string;
  let key: ClusterKeyFile;
  let redis: RedisServer;
  let writes: RedisWrites;
  let paths: Record<"two" | "west", SlowPath>;
  let worlds: Record<World, ServerProcess>;
  let west: ServerProcess;
  let east: ServerProcess;
  const servers: ServerProcess[] = [];
  const seekers: Seeker[] = [];

  async function start(machine: Machine, url: string, role: "world" | "gateway"): Promise<ServerProcess> {
    const { within, publicAddress } = machine;
    const server = await startServerWithin(
      within,
      ...["--redis", url, "--role", role, "--cluster-key", key.path, "--data", join(folder, machine.name)],
      ...["--host", publicAddress, "--ops-host", publicAddress],
    );
    servers.push(server);
    return server;
  }

  /** The world that holds the lease. */
  const leader = (): World => (writes.terms.at(-1)?.address === machines.one.privateAddress ? "one" : "two");
  const otherThan = (world: World): World => (world === "one" ? "two" : "one");

  /** Checks how often leadership has moved since there were `before` terms. */
  function expectMoves(before: number, moves: number): void {
    const moved = writes.terms.length - before;
    expect([moves, moves + 1], JSON.stringify(writes.terms)).toContain(moved);
  }

  /** Whether a machine believes that the world runs there. */
  async function leads({ opsUrl }: ServerProcess): Promise<boolean> {
    const text = await (await fetch(`${opsUrl}metrics`)).text();
    return text.includes("doubloon_world_leading 1\n");
  }

  /** Resolves when the holder of the lease believes that it leads, and the other one does not. */
  async function oneLeads(): Promise<void> {
    await until(async () => {
      const holder = leader();
      const [leading, standingBy] = [worlds[holder], worlds[otherThan(holder)]];
      expect([await leads(leading), await leads(standingBy)]).toEqual([true, false]);
    });
  }

  async function playersIn({ url }: ServerProcess): Promise<unknown> {
    return Object(await (await fetch(`${url}healthz`)).json()).players;
  }

  async function readiness({ opsUrl }: ServerProcess): Promise<unknown> {
    return (await fetch(`${opsUrl}readyz`)).json();
  }

  const awardsOf = (): number => seekers.reduce((sum, { player }) => sum + player.awards.length, 0);

  /**
   * Resolves when the world has answered everybody's inputs, and has told of more awards, which it does once they are saved
   * and published. Nobody has lost a connection so far.
   */
  async function allPlay(): Promise<void> {
    const answers = seekers.map(({ answered }) => answered);
    const awards = awardsOf();
    await until(() => {
      for (const [i, { player, answered }] of seekers.entries()) {
        expect(answered, `answers to seeker ${i}`).toBeGreaterThan(answers[i] + 1);
        expect(player.board?.online).toBe(seekers.length);
      }
      expect(awardsOf()).toBeGreaterThan(awards);
    });
    expect(seekers.flatMap(({ missing }) => missing)).toEqual([]);
    for (const { player } of seekers) expect([player.connected, player.losses]).toEqual([true, 0]);
  }

  beforeAll(async () => {
    network = new MachineNetwork();
    const [one, two] = [network.add("one"), network.add("two")];
    machines = {
      redis: network.add("redis"),
      one,
      two,
      west: network.add("west"),
      east: network.add("east"),
    };
    folder = await mkdtemp(join(tmpdir(), "doubloon-machines-"));
    key = await makeClusterKeyFile();
    const socket = join(folder, "redis.sock");
    const host = machines.redis.privateAddress;
    redis = await startRedisServer({
      host,
      within: machines.redis.within,
      settings: ["--unixsocket", socket],
    });
    writes = await watchRedisWrites(socket);
    paths = {
      two: await openSlowPath(machines.two, host, redis.port),
      west: await openSlowPath(machines.west, host, redis.port),
    };
    const first = await start(machines.one, redis.url, "world");
    await until(() => expect(writes.terms.length).toBe(1));
    [west, east, worlds] = await Promise.all([
      start(machines.west, paths.west.url, "gateway"),
      start(machines.east, redis.url, "gateway"),
      start(machines.two, paths.two.url, "world").then((second) => ({ one: first, two: second })),
    ]);
    for (const gateway of [west, east]) {
      await until(async () => expect(await readiness(gateway)).toMatchObject({ ready: true }));
      for (let i = 0; i < PLAYERS_PER_GATEWAY; i++) {
        seekers.push(openSeeker(gateway.url, `Seeker ${seekers.length}`));
      }
    }
  });
  afterAll(async () => {
    for (const seeker of seekers) seeker.close();
    await Promise.all(servers.map((server) => server.kill()));
    for (const path of Object.values(paths ?? {})) path.stop();
    writes?.close();
    await redis?.stop();
    network?.close();
    await key?.remove();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  it("play one world", async () => {
    await allPlay();
    expectMoves(0, 1);
    await oneLeads();
  });

  it("replace a leader whose packets vanish, and its late writes count for nothing", async () => {
    const terms = writes.terms.length;
    const old = leader();
    network.cut(machines[old], "silent");
    await until(() => expect(leader()).toBe(otherThan(old)));
    // At once: what it has sent into the void meanwhile is still under way, and arrives now.
    network.heal(machines[old]);
    await allPlay();
    await oneLeads();
    expectMoves(terms, 1);
  });

  it("keep the players of a gateway that is cut off, and let them go on at another one", async () => {
    const terms = writes.terms.length;
    const held = seekers.slice(0, PLAYERS_PER_GATEWAY);
    const told = held.map(({ player }) => player.takeovers.length);
    network.cut(machines.west, "silent");
    await until(() => {
      for (const [i, { player }] of held.entries()) expect(player.takeovers.length).toBeGreaterThan(told[i]);
    });
    for (const { player } of held) expect([player.connected, player.losses]).toEqual([true, 0]);
    await until(async () =>
      expect(await readiness(west)).toMatchObject({
        ready: true,
        checks: { redis: "degraded: cannot be reached" },
      }),
    );
    // One opens the page again, and a balancer sends them to the other gateway.
    const [moved] = held;
    moved.close();
    seekers[0] = openSeeker(east.url, "Seeker 0", moved);
    const { player } = seekers[0];
    await until(() => expect(player.awards.length).toBeGreaterThan(0));
    network.heal(machines.west);
    await allPlay();
    expectMoves(terms, 0);
  });

  it("go on when the network of a world is slow, and when that of a gateway is", async () => {
    const terms = writes.terms.length;
    for (const path of [paths.two, paths.west]) {
      await path.delay(DELAY_MS);
      await allPlay();
      await path.delay(0);
    }
    expectMoves(terms, 0);
  });

  it("hold everybody while Redis is cut off, and go on when it is back", async () => {
    const terms = writes.terms.length;
    const told = seekers.map(({ player }) => player.takeovers.length);
    network.cut(machines.redis, "silent");
    await until(() => {
      for (const [i, { player }] of seekers.entries())
        expect(player.takeovers.length).toBeGreaterThan(told[i]);
    });
    for (const { player } of seekers) expect([player.connected, player.losses]).toEqual([true, 0]);
    expect(await readiness(west)).toMatchObject({ ready: true });
    network.heal(machines.redis);
    await allPlay();
    // The standby may be the first that is back.
    expectMoves(terms, 0);
  });

  it("replace a leader whose cable is pulled", async () => {
    const terms = writes.terms.length;
    const old = leader();
    network.cut(machines[old], "unplugged");
    await until(() => expect(leader()).toBe(otherThan(old)));
    await allPlay();
    // It does not know of its successor, but it has nobody left in its own world.
    await until(async () => expect(await playersIn(worlds[old])).toBe(0));
    network.heal(machines[old]);
    await oneLeads();
    await allPlay();
    expectMoves(terms, 1);
  });

  it("have let only the holder of the lease write, ever", () => {
    expect(writes.published).toBeGreaterThan(0);
    expect(writes.foreign).toEqual([]);
    expect(writes.terms.map(({ token }) => Number(token))).toEqual(
      [...new Set(writes.terms.map(({ token }) => Number(token)))].sort((a, b) => a - b),
    );
  });

  it("have on the last leader's disk everything that anybody was told", async () => {
    const last = leader();
    writes.close();
    await Promise.all([worlds.one.kill(), worlds.two.kill()]);
    await redis.stop();
    await redis.start();
    const welcomes = seekers.map(({ player }) => player.welcomes.length);
    await start(machines[last], last === "two" ? paths.two.url : redis.url, "world");
    await allPlay();
    for (const [i, { player }] of seekers.entries())
      expect(player.welcomes.length).toBeGreaterThan(welcomes[i]);
  });
});
