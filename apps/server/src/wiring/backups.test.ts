// Backups of a real server that is being played on: made, verified, damaged, restored.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { runOps } from "./testing/opsProgram.ts";
import { openPlayer, type Player } from "./testing/player.ts";
import { type ServerProcess, startServerProcess } from "./testing/serverProcess.ts";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });
const until = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: 60_000, interval: 20 });

let folder: string;
let server: ServerProcess | undefined;
let players: Player[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "doubloon-backup-"));
});
afterEach(async () => {
  for (const player of players) player.close();
  players = [];
  await server?.stop();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const data = (): string => join(folder, "data");

const ops = (...args: string[]) => runOps(...args, "--data", data());

async function play(name: string): Promise<Player> {
  const player = openPlayer(server?.url ?? "", name);
  players.push(player);
  await until(() => expect(player.frames).toBeGreaterThan(2));
  await until(() => expect(player.board?.top.some((row) => row.name === name)).toBe(true));
  return player;
}

it("backs up while people play, finds damage, and restores the players as they were", async () => {
  server = await startServerProcess("--data", data());
  const anne = await play("Anne");
  const made = await ops("backup");
  expect(made).toMatchObject({ code: 0, text: expect.stringMatching(/Verified: .* with 1 players/) });
  const backup = /The backup is (.*)/.exec(made.text)?.[1] ?? "";
  for (const name of readdirSync(backup)) expect(statSync(join(backup, name)).mode & 0o077).toBe(0);
  await until(async () => {
    const metrics = await (await fetch(`${server?.opsUrl}metrics`)).text();
    expect(metrics).toMatch(/^doubloon_backup_verified_timestamp_seconds 1\d{9}/m);
  });
  // Somebody who joined after the backup is not in it.
  const mary = await play("Mary");

  expect(await ops("restore", backup)).toMatchObject({
    code: 2,
    text: expect.stringContaining("stop it first"),
  });
  for (const player of players) player.close();
  await server.stop();
  expect(await ops("backup")).toMatchObject({ code: 1, text: expect.stringContaining("no server runs on") });

  expect(await ops("restore", backup)).toMatchObject({
    code: 0,
    text: expect.stringContaining("What was there is in"),
  });
  server = await startServerProcess("--data", data());
  const again = openPlayer(server.url, "", {}, anne.welcomes[0].token);
  players.push(again);
  await until(() => expect(again.welcomes[0]).toMatchObject({ name: "Anne", returning: true }));
  const other = openPlayer(server.url, "Mary", {}, mary.welcomes[0].token);
  players.push(other);
  await until(() => expect(other.welcomes[0]).toMatchObject({ returning: false }));
});

it.each([
  ["a changed byte", (bytes: Buffer) => bytes.fill(bytes[5_000] ^ 1, 5_000, 5_001), "has the hash"],
  ["a truncated file", (bytes: Buffer) => bytes.subarray(0, 4_096), "has the hash"],
])("verify refuses %s and restore changes nothing then", async (_, damage, problem) => {
  server = await startServerProcess("--data", data());
  await play("Anne");
  const made = await ops("backup");
  expect(made).toMatchObject({ code: 0 });
  const backup = /The backup is (.*)/.exec(made.text)?.[1] ?? "";
  await server.stop();
  const file = join(backup, "world.sqlite");
  writeFileSync(file, damage(readFileSync(file)));
  const before = readFileSync(join(data(), "world.sqlite"));
  expect(await ops("verify")).toMatchObject({ code: 1, text: expect.stringContaining(problem) });
  expect(await ops("restore", backup)).toMatchObject({ code: 1 });
  expect(readFileSync(join(data(), "world.sqlite")).equals(before)).toBe(true);
  expect(await ops("verify", folder)).toMatchObject({
    code: 2,
    text: expect.stringContaining("is no backup"),
  });
});
