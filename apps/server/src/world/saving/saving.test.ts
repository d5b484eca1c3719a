// What the host saves, when it announces it, and what it never saves.
import { copyFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PickedFact } from "@doubloon/engine/facts";
import { stepWorld } from "@doubloon/engine/stepWorld";
import { makeMap, playerId, testLoot } from "@doubloon/engine/testing/testWorld";
import type { World } from "@doubloon/engine/world";
import type { PlayerId } from "@doubloon/shared/ids";
import type { Award } from "@doubloon/shared/protocol/events";
import { expect, test } from "vitest";
import type { Ledger } from "../../ledger/port.ts";
import { createSqliteLedger, WORLD_FILE } from "../../ledger/sqliteLedger.ts";
import { createMemoryLedger } from "../../ledger/testing/memoryLedger.ts";
import type { Entered } from "../../link/port.ts";
import { nullGateway } from "../../link/session/nullGateway.ts";
import { createHandFlushedLink } from "../../link/testing/handFlushedLink.ts";
import type { WorldHostOptions } from "../hostedWorld.ts";
import { makeHandClock } from "../testing/handClock.ts";
import { createWorldHost } from "../worldHost.ts";
import { nullWorldObserver } from "../worldObserver.ts";
import { openSavedWorld } from "./openSavedWorld.ts";
import { SAVE_PROBLEM_MS } from "./worldSaver.ts";

const map = makeMap(64, 64, 0);
const worldOptions = { map, loot: testLoot, seed: 7 };
const FIXTURES = fileURLToPath(
  new URL("../../ledger/testing/fixtures/world-whole-snapshots", import.meta.url),
);

/** A host with a ledger, a gateway that records awards, and players who win points when the test says so. */
async function makeHost(ledger: Ledger, more: Partial<WorldHostOptions> = {}) {
  const link = createHandFlushedLink();
  const clock = makeHandClock();
  const awards: Award[] = [];
  const entered: Entered[] = [];
  link.gateway.serve({
    ...nullGateway,
    entered: (entry) => void entered.push(entry),
    award: (_, award) => void awards.push(award),
  });
  const won: { readonly player: PlayerId; readonly value: number }[] = [];
  let world: World | undefined;
  const host = await createWorldHost({
    ...worldOptions,
    ledger,
    link: link.world,
    clock,
    observer: nullWorldObserver,
    /** Awards points as picked loot does. */
    step(stepped, input) {
      world = stepped;
      const facts = stepWorld(stepped, input);
      const picked = won.splice(0).map(({ player, value }): PickedFact => {
        const row = stepped.accounts.find(player) ?? -1;
        stepped.board.setScore(row, stepped.accounts.score[row] + value);
        const mover = (stepped.accounts.mover[row] - 1) as PickedFact["mover"];
        return { type: "picked", playerId: player, mover, kind: 1, value, tileX: 0, tileY: 0 };
      });
      return [...facts, ...picked];
    },
    ...more,
  });
  host.start();
  const run = async (ms: number): Promise<void> => {
    for (let at = 0; at < ms; at += 5) {
      link.flushToWorld();
      clock.turn(5);
      await new Promise((resolve) => setImmediate(resolve));
      link.flushToGateway();
    }
  };
  return {
    host,
    clock,
    awards,
    entered,
    run,
    enter: (n: number) => link.gateway.world.enter(link.gateway.id, n, playerId(n), `P${n}`),
    win: (n: number, value: number) => void won.push({ player: playerId(n), value }),
    get world(): World {
      if (world === undefined) throw new Error("no step yet");
      return world;
    },
  };
}

async function savedScores(ledger: Ledger): Promise<Record<string, number>> {
  const { world } = openSavedWorld(await ledger.load(), worldOptions, "");
  return Object.fromEntries(
    Array.from(world.board.order.subarray(0, world.board.count), (row) => [
      world.accounts.nameOf(row),
      world.accounts.score[row],
    ]),
  );
}

test("a step that throws is never saved: the ledger keeps the last good world, whatever is called after", async () => {
  const ledger = createMemoryLedger();
  let fault = false;
  const game = await makeHost(ledger, {
    step(world, input) {
      const facts = stepWorld(world, input);
      if (!fault) return facts;
      for (let row = 0; row < world.accounts.high; row++) world.board.setScore(row, 1_000_000);
      throw new Error("half a step");
    },
  });
  game.enter(1);
  game.enter(2);
  await game.run(2000);
  const before = await ledger.load();
  expect(await savedScores(ledger)).toEqual({ P1: 0, P2: 0 });
  fault = true;
  await expect(game.run(200)).rejects.toThrow("half a step");
  await game.host.close();
  expect(await ledger.load()).toEqual(before);
  expect(await savedScores(ledger)).toEqual({ P1: 0, P2: 0 });
});

test("an abandoned world saves nothing more, not even pending changes", async () => {
  const ledger = createMemoryLedger();
  const game = await makeHost(ledger);
  game.enter(1);
  await game.run(1000);
  const before = await ledger.load();
  game.win(1, 5);
  await game.run(60);
  game.host.abandon();
  await game.run(2000);
  await game.host.close();
  expect(await ledger.load()).toEqual(before);
  expect(game.awards).toEqual([]);
});

test("every announced award is saved, also when changed accounts are copied over many turns", async () => {
  const ledger = createMemoryLedger();
  const game = await makeHost(ledger);
  game.enter(1);
  await game.run(200);
  // More accounts change than one turn copies.
  for (let n = 10; n < 9_010; n++) {
    const row = game.world.accounts.add(playerId(n), `P${n}`);
    game.world.board.insert(row);
    game.world.accounts.addIdle(row, game.world.tick);
  }
  for (let i = 0; i < 40; i++) {
    game.win(1, 1);
    await game.run(50);
    if (i % 5 > 0) continue;
    const told = game.awards.at(-1)?.standing.score ?? 0;
    const saved = (await ledger.load()).size === 0 ? 0 : (await savedScores(ledger))["P1"];
    expect(saved).toBeGreaterThanOrEqual(told);
  }
  await game.run(2000);
  expect(game.awards.length).toBe(40);
  expect(game.awards.at(-1)?.standing.score).toBe(40);
  expect(game.host.saveAgeMs).toBe(0);
  expect((await savedScores(ledger))["P9009"]).toBe(0);
  await game.host.close();
});

test("failed saves: nothing is announced and the age becomes a problem, until the next good save", async () => {
  const memory = createMemoryLedger();
  let broken = false;
  const failures: string[] = [];
  const ledger: Ledger = {
    ...memory,
    save: (changes) => (broken ? Promise.reject(new Error("disk full")) : memory.save(changes)),
  };
  const observer = {
    ...nullWorldObserver,
    saveFailed: (error: Error) => void failures.push(error.message),
  };
  const game = await makeHost(ledger, { observer });
  game.enter(1);
  await game.run(1500);
  expect(game.host.saveProblem()).toBeUndefined();
  broken = true;
  game.win(1, 7);
  await game.run(SAVE_PROBLEM_MS - 600);
  expect(game.host.saveProblem()).toBeUndefined();
  await game.run(1500);
  expect(game.host.saveProblem()).toMatch(/^nothing has been saved for \d s: disk full$/);
  expect(game.host.saveAgeMs).toBeGreaterThan(SAVE_PROBLEM_MS);
  expect(failures.length).toBeGreaterThan(5);
  expect(game.awards).toEqual([]);
  broken = false;
  await game.run(1500);
  expect(game.host.saveProblem()).toBeUndefined();
  expect(game.awards.map(({ value, standing }) => [value, standing.score])).toEqual([[7, 7]]);
  expect((await savedScores(memory))["P1"]).toBe(7);
  await game.host.close();
});

test("a save that never finishes is a problem too", async () => {
  const ledger: Ledger = { ...createMemoryLedger(), save: () => new Promise(() => {}) };
  const game = await makeHost(ledger);
  game.enter(1);
  await game.run(SAVE_PROBLEM_MS + 1000);
  expect(game.host.saveProblem()).toMatch(/^nothing has been saved for \d s$/);
  game.host.abandon();
});

test("closing throws if the last save fails", async () => {
  const ledger: Ledger = { ...createMemoryLedger(), save: () => Promise.reject(new Error("disk full")) };
  const game = await makeHost(ledger);
  game.enter(1);
  await game.run(100);
  await expect(game.host.close()).rejects.toThrow("disk full");
});

test("a data folder with whole snapshots is read unchanged, and saved in parts from then on", async () => {
  const folder = await mkdtemp(join(tmpdir(), "doubloon-saving-"));
  await copyFile(`${FIXTURES}.sqlite`, join(folder, WORLD_FILE));
  const [expected] = JSON.parse(await readFile(`${FIXTURES}.json`, "utf8"));
  const first = await createSqliteLedger(folder);
  const game = await makeHost(first, { lineage: "lineage" });
  expect(game.host.playersRanked).toBe(expected.players.length);
  await game.host.close();
  await first.close();
  const second = await createSqliteLedger(folder);
  const records = await second.load();
  expect([...records.keys()].filter((key) => key.startsWith("snapshot:"))).toEqual([]);
  const { world, state, notes } = openSavedWorld(records, worldOptions, "");
  expect(notes).toEqual([]);
  expect(state.lineage).toBe("lineage");
  expect(world.loot.total).toBe(expected.pieces);
  for (const { playerId: id, name, score, rank, x, y } of expected.players) {
    const row = world.accounts.find(id) ?? -1;
    expect(world.accounts.nameOf(row)).toBe(name);
    expect(world.accounts.score[row]).toBe(score);
    expect(world.board.indexOf(row) + 1).toBe(rank);
    expect([world.accounts.x[row], world.accounts.y[row]]).toEqual([x, y]);
  }
  await second.close();
  await rm(folder, { recursive: true });
});

test("damage is reported and repaired from the older record; if that is damaged too, it is an error and nothing is written", async () => {
  const ledger = createMemoryLedger();
  const game = await makeHost(ledger);
  game.enter(1);
  game.win(1, 3);
  for (let i = 0; i < 10; i++) {
    game.enter(10 + i);
    await game.run(600);
  }
  await game.host.close();
  const records = new Map(await ledger.load());
  const heard: string[] = [];
  const newest = openSavedWorld(records, worldOptions, "").state.save % 2;
  records.set(`base:${newest}`, new Uint8Array(100));
  const saves: unknown[] = [];
  const damaged: Ledger = {
    ...ledger,
    load: async () => records,
    save: async (changes) => void saves.push(changes),
  };
  const again = await makeHost(damaged, { onDamage: (line) => void heard.push(line) });
  expect(heard).toEqual([
    expect.stringMatching(`^saved record base:${newest}: other bytes, expected a record`),
    expect.stringMatching(/^the base record of save \d+ is used$/),
  ]);
  expect(again.host.playersRanked).toBe(11);
  again.host.abandon();
  saves.length = 0;
  records.set(`base:${1 - newest}`, new Uint8Array(3));
  await expect(makeHost(damaged)).rejects.toThrow(/no saved base record is intact/);
  expect(saves).toEqual([]);
});
