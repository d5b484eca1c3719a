// Gateways that are drained in real processes: one of three of a cluster, with real Socket.IO players.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { callServer } from "../ops/controlCall.ts";
import { runOps } from "./testing/opsProgram.ts";
import { openPlayer, type Player } from "./testing/player.ts";
import { type ServerProcess, startServerProcess } from "./testing/serverProcess.ts";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });
const until = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: 120_000, interval: 20 });

const PLAYERS = 30;
let data: string;
let server: ServerProcess;
let players: Player[];
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), "doubloon-drain-"));
  server = await startServerProcess("--gateways", "3", "--data", data);
  players = Array.from({ length: PLAYERS }, (_, i) => openPlayer(server.url, `Player ${i}`));
});
afterAll(async () => {
  for (const player of players) player.close();
  await server.stop();
  rmSync(data, { recursive: true, force: true });
});

const ops = (...args: string[]) => runOps("drain", ...args, "--data", data);

/** Asks over the control socket, as `ops drain` does. */
async function ask(body: object): Promise<Gateways> {
  const answer = await callServer(data, "/drain", body);
  const rows = answer["gateways"] as { id: string; players: number; drain?: { state: string } }[];
  return new Map(rows.map((row) => [row.id, row]));
}
type Gateways = ReadonlyMap<
  string,
  { readonly players: number; readonly drain?: { readonly state: string } }
>;

/** Resolves to the gateways once all three have reported every player. */
async function allReported(): Promise<Gateways> {
  return until(async () => {
    const rows = await ask({ act: "status" });
    expect(rows.size).toBe(3);
    expect([...rows.values()].reduce((sum, { players }) => sum + players, 0)).toBe(players.length);
    return rows;
  });
}

async function allPlay(): Promise<void> {
  await until(() => {
    for (const player of players) expect(player.frames).toBeGreaterThan(0);
  });
}

it("an order that cannot be carried out is refused with the reason", async () => {
  await allPlay();
  const [[id]] = await allReported();
  await expect(ask({ act: "start" })).rejects.toThrow(`Name one by --gateway: ${id}, `);
  await expect(ask({ act: "start", gateway: "nobody" })).rejects.toThrow('there is no gateway "nobody"');
  await expect(ask({ act: "pause" })).rejects.toThrow("no gateway drains");
  await expect(ask({ act: "abort", gateway: id })).rejects.toThrow("the gateway does not drain");
  await expect(ask({ act: "melt" })).rejects.toThrow("malformed");
});

it("N11 a drained gateway moves every player to the others as themselves, and a fresh one takes its place", async () => {
  const [drained, { players: here }] = [...(await allReported())].sort(
    ([, a], [, b]) => b.players - a.players,
  )[0];
  // Each gateway hears of the others up to a second after the world does; until then it refuses, and nothing has changed.
  const { code, text } = await until(async () => {
    const ended = await ops("--gateway", drained);
    expect(ended.text).not.toContain("no other gateway");
    return ended;
  });
  expect(text).toContain(`${drained} has ended.`);
  expect(code).toBe(0);
  await until(() => {
    for (const player of players) {
      expect(player.connected).toBe(true);
      expect(player.welcomes.length).toBe(player.losses + 1);
      expect(player.frames).toBeGreaterThan(0);
    }
  });
  const moved = players.filter(({ losses }) => losses > 0);
  expect(moved.length).toBe(here);
  for (const { welcomes, refusals } of moved) {
    // Nobody's connection ended without a word.
    expect(refusals[0]).toMatchObject({ code: "moving", retryAfterMs: expect.any(Number) });
    expect(refusals.every(({ code }) => code === "moving")).toBe(true);
    expect(welcomes.length).toBe(2);
    const [before, after] = welcomes;
    expect(after).toMatchObject({ playerId: before.playerId, name: before.name, returning: true });
    expect(after.standing.score).toBeGreaterThanOrEqual(before.standing.score);
  }
  // The world counts each of them once.
  await until(async () => {
    const health = (await (await fetch(`${server.url}healthz`)).json()) as { players: number };
    expect(health.players).toBe(players.length);
  });
  // A fresh process has taken its place.
  expect((await allReported()).has(drained)).toBe(false);
  expect(server.log()).not.toContain("one connection failed");
});
