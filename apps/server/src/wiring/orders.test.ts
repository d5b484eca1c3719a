// Announcements and kicks from one console to the players of every gateway, with real processes: over Socket.IO's cluster
// adapter on one machine, over its Redis adapter on several.
import { afterEach, expect, it, vi } from "vitest";
import { type RedisServer, startRedisServer } from "../link/testing/redisServer.ts";
import { makeClusterKeyFile } from "./testing/clusterKeyFile.ts";
import { openConsole, signIn, type TestConsole } from "./testing/console.ts";
import { openPlayer, type Player } from "./testing/player.ts";
import { type ServerProcess, startServerProcess } from "./testing/serverProcess.ts";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });
const until = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: 60_000, interval: 20 });

/** Enough for the kernel to give some to each of two gateways. */
const MAX_PLAYERS = 64;

let redis: RedisServer | undefined;
let servers: ServerProcess[] = [];
let players: Player[] = [];
let watch: TestConsole | undefined;
afterEach(async () => {
  watch?.socket.disconnect();
  for (const player of players) player.close();
  await Promise.all(servers.map((server) => server.stop()));
  await redis?.stop();
  redis = undefined;
  servers = [];
  players = [];
});

async function start(...flags: string[]): Promise<ServerProcess> {
  const server = await startServerProcess(...flags);
  servers.push(server);
  return server;
}

/** Opens players at these addresses until each of two gateways has some. */
async function fillBoth(urls: readonly string[], watch: TestConsole): Promise<void> {
  const perGateway = () => watch.seen.gateways?.map((gateway) => gateway.players) ?? [];
  while (players.length < 2 || perGateway().some((count) => count === 0)) {
    expect(players.length).toBeLessThan(MAX_PLAYERS);
    for (const url of urls) players.push(openPlayer(url, `Player ${players.length}`));
    await until(() => {
      for (const player of players) expect(player.frames).toBeGreaterThan(0);
      expect(perGateway().length).toBe(2);
      expect(perGateway().reduce((sum, count) => sum + count, 0)).toBe(players.length);
    });
  }
}

/** Checks that the console's orders reach the players of every gateway. */
async function expectOrdersToReach({ socket }: TestConsole): Promise<void> {
  const notice = { kind: "info", text: "The tide is out." } as const;
  expect(await socket.emitWithAck("announce", notice)).toEqual({ ok: true, reached: players.length });
  await until(() => {
    for (const player of players) expect(player.notices).toContainEqual(notice);
  });
  for (const player of players) {
    const { playerId } = player.welcomes[0];
    expect(await socket.emitWithAck("kick", playerId)).toEqual({ ok: true, reached: 1 });
    await until(() => expect(player.refusals.map(({ code }) => code)).toEqual(["kicked"]));
    await until(() => expect(player.losses).toBe(1));
  }
}

it("a notice and kicks reach the other gateway of one machine and are logged", async () => {
  const server = await start("--gateways", "2");
  const cookie = await signIn(server.url, server.gameMaster);
  watch = openConsole(server.url, cookie);
  await fillBoth([server.url], watch);
  await expectOrdersToReach(watch);
  await until(() => {
    expect(server.log()).toContain("a game master announces");
    expect(server.log()).toContain(`"playerId":"${players[0].welcomes[0].playerId}"`);
  });
});

it("a notice and kicks reach another machine through Redis", async () => {
  redis = await startRedisServer();
  const key = await makeClusterKeyFile();
  const machines = await Promise.all(
    ["all", "gateway"].map((role) => start("--redis", redis!.url, "--role", role, "--cluster-key", key.path)),
  );
  await key.remove();
  const [one] = machines;
  watch = openConsole(one.url, await signIn(one.url, one.gameMaster));
  await fillBoth(
    machines.map(({ url }) => url),
    watch,
  );
  await expectOrdersToReach(watch);
});

it("a console at a cluster shows each gateway, the link and how rooms are served", async () => {
  const server = await start("--gateways", "2", "--stale-ms", "4500");
  watch = openConsole(server.url, await signIn(server.url, server.gameMaster));
  const { seen } = watch;
  await fillBoth([server.url], watch);
  await until(() => {
    expect(seen.gateways?.length).toBe(2);
    for (const gateway of seen.gateways ?? []) {
      expect(gateway.staleMs).toBe(4_500);
      expect(gateway.connections).toBeGreaterThanOrEqual(gateway.players);
      expect(gateway.linkBytes).toBeGreaterThan(0);
      expect(gateway.framesPerSecond).toBeGreaterThan(0);
    }
    expect(seen.sample?.linkBytes).toBeGreaterThan(0);
    expect(seen.sample?.rooms.map(({ roomClass }) => roomClass)).toEqual(["quiet", "busy", "crowded"]);
    const viewers = seen.sample?.rooms.reduce((sum, rooms) => sum + rooms.viewers, 0);
    expect(viewers).toBe(players.length);
  });
  await until(async () => {
    const metrics = await (await fetch(`${server.opsUrl}metrics`)).text();
    expect(metrics).toMatch(/^doubloon_room_rate_hz\{class="quiet"\} [1-9]/m);
    expect(metrics).toMatch(/^doubloon_room_viewers\{class="\w+"\} [1-9]/m);
    expect(metrics.match(/^doubloon_gateway_players\{gateway="[\w-]+"\} [1-9]/gm)?.length).toBe(2);
  });
});
