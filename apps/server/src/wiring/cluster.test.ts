// A world and two gateways in real processes, with real Socket.IO players.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { openConsole, signIn } from "./testing/console.ts";
import { openPlayer, type Player } from "./testing/player.ts";
import { type ServerProcess, startServerProcess } from "./testing/serverProcess.ts";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });
const until = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: 120_000, interval: 20 });

let server: ServerProcess;
let players: Player[] = [];
beforeEach(async () => {
  server = await startServerProcess("--gateways", "2");
});
afterEach(async () => {
  for (const player of players) player.close();
  players = [];
  await server.stop();
});

function open(count: number): Player[] {
  players = Array.from({ length: count }, (_, i) => openPlayer(server.url, `Player ${i}`));
  return players;
}

it("a killed gateway is replaced, and its players return as the same players", async () => {
  open(12);
  await until(() => {
    for (const player of players) expect(player.frames).toBeGreaterThan(0);
  });
  const before = await server.children();
  expect(before.length).toBe(2);
  process.kill(before[0], "SIGKILL");
  await until(async () => {
    const now = await server.children();
    expect(now.length).toBe(2);
    expect(now).not.toContain(before[0]);
  });
  await until(() => {
    for (const player of players) {
      expect(player.connected).toBe(true);
      expect(player.welcomes.length).toBe(player.losses + 1);
      expect(player.frames).toBeGreaterThan(0);
    }
  });
  for (const { welcomes } of players) {
    expect(new Set(welcomes.map(({ playerId }) => playerId)).size).toBe(1);
    expect(new Set(welcomes.map(({ name }) => name)).size).toBe(1);
    expect(welcomes.slice(1).every(({ returning }) => returning)).toBe(true);
  }
  // Players at the other gateway are not affected. The kernel decides who was where.
  expect(players.every(({ losses }) => losses <= 1)).toBe(true);
  await until(() => expect(players[0].board?.online).toBe(12));
});

it("health at any gateway covers all gateways, and the ops port sums the metrics of every process", async () => {
  open(6);
  await until(() => {
    for (const player of players) expect(player.frames).toBeGreaterThan(0);
  });
  await until(async () => {
    const health = await (await fetch(`${server.url}healthz`)).json();
    expect(health).toMatchObject({ status: "ok", players: 6 });
  });
  await until(async () => {
    const metrics = await (await fetch(`${server.opsUrl}metrics`)).text();
    expect(metrics).toMatch(/^doubloon_players 6$/m);
    expect(metrics).toMatch(/^doubloon_gateways 2$/m);
    expect(metrics).toMatch(/^doubloon_link_world_bytes_sent_total [1-9]/m);
    expect(metrics).toMatch(/^doubloon_tick_seconds_count [1-9]/m);
    const ready = await fetch(`${server.opsUrl}readyz`);
    expect(await ready.json()).toEqual({ ready: true, checks: { server: "ok", gateways: "ok", save: "ok" } });
  });
});

it("a console at any gateway shows the players of all", async () => {
  open(6);
  const { gameMaster, url } = server;
  const cookie = await signIn(url, gameMaster);
  // Several consoles, so that some are at another gateway than the one that signed in. The kernel decides which.
  const consoles = Array.from({ length: 4 }, () => openConsole(url, cookie, "player"));
  await until(() => {
    for (const { seen } of consoles) {
      expect(seen.sample?.online).toBe(6);
      expect(seen.sample?.tick).toBeGreaterThan(0);
      expect(seen.worst?.length).toBe(6);
      expect(seen.board?.total).toBe(6);
    }
  });
  for (const { socket } of consoles) socket.disconnect();
});

it("a server that is stopped sends a farewell and ends every process in order", async () => {
  open(4);
  await until(() => {
    for (const player of players) expect(player.welcomes.length).toBe(1);
  });
  const children = await server.children();
  expect(await server.stop()).toBe(0);
  await until(() => {
    for (const player of players) expect(player.refusals[0]).toMatchObject({ code: "shuttingDown" });
  });
  await until(() => {
    for (const pid of children) expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
  });
});
