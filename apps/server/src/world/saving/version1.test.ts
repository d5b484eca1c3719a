// A data folder that a server of version 1 wrote: it is read unchanged, nothing is written before the first save, and the
// first save is of the current version. The fixture is of the default map as it was then, with twelve players.
import { copyFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeMap } from "@doubloon/engine/testing/testWorld";
import type { World } from "@doubloon/engine/world";
import type { LootRow } from "@doubloon/shared/loot";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadLoot } from "../../content/loadLoot.ts";
import { createSqliteLedger, WORLD_FILE } from "../../ledger/sqliteLedger.ts";
import { createHandFlushedLink } from "../../link/testing/handFlushedLink.ts";
import { repositoryPath } from "../../startup/repository.ts";
import { makeHandClock } from "../testing/handClock.ts";
import { createWorldHost } from "../worldHost.ts";
import { nullWorldObserver } from "../worldObserver.ts";
import { openSavedWorld } from "./openSavedWorld.ts";

const FIXTURE = fileURLToPath(new URL("../../ledger/testing/fixtures/world-version-1", import.meta.url));
const expected = JSON.parse(await readFile(`${FIXTURE}.json`, "utf8"));
// Version and size of the map that was saved. Without terrain every piece of loot may lie where it lay.
const ground = makeMap(expected.widthTiles, expected.heightTiles, 0, expected.mapVersion);
const map = { ...ground, terrain: ground.terrain.fill(0), terrains: [""] };
const loot: LootRow[] = [...(await loadLoot(repositoryPath("content/loot.json")))];

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "doubloon-version-1-"));
  await copyFile(`${FIXTURE}.sqlite`, join(folder, WORLD_FILE));
});
afterEach(() => rm(folder, { recursive: true }));

function playersOf({ accounts, board }: World): unknown[] {
  return Array.from(board.order.subarray(0, board.count), (row) => ({
    id: accounts.idOf(row),
    name: accounts.nameOf(row),
    score: accounts.score[row],
    x: accounts.x[row],
    y: accounts.y[row],
  }));
}

function lootSum(world: World): number {
  let sum = 0;
  for (const [tile, kind] of world.loot.at.entries()) {
    if (kind !== 0) sum = (sum * 31 + tile * 7 + kind) >>> 0;
  }
  return sum;
}

test("players with their scores, ranks and places, and all loot, are as that server left them", async () => {
  const ledger = await createSqliteLedger(folder);
  const records = await ledger.load();
  const { world, state, notes } = openSavedWorld(records, { map, loot, seed: 1 }, "other");
  expect(notes).toEqual([]);
  expect(playersOf(world)).toEqual(expected.players);
  expect(world.loot.total).toBe(expected.loot);
  expect(lootSum(world)).toBe(expected.lootSum);
  expect([world.tick, state.save, state.lineage]).toEqual([expected.tick, expected.save, expected.lineage]);
  // Reading has written nothing.
  expect(await ledger.load()).toEqual(records);
  await ledger.close();
});

test("the first save writes it in the current version, and it is read back the same", async () => {
  const first = await createSqliteLedger(folder);
  const host = await createWorldHost({
    map,
    loot,
    seed: 1,
    ledger: first,
    link: createHandFlushedLink().world,
    clock: makeHandClock(),
    observer: nullWorldObserver,
  });
  expect(host.playersRanked).toBe(expected.players.length);
  await host.close();
  await first.close();
  const second = await createSqliteLedger(folder);
  const { world, state, notes } = openSavedWorld(await second.load(), { map, loot, seed: 1 }, "");
  expect(notes).toEqual([]);
  expect(playersOf(world)).toEqual(expected.players);
  expect(lootSum(world)).toBe(expected.lootSum);
  expect(state.lineage).toBe(expected.lineage);
  await second.close();
});
