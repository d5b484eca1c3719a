// Backups whose hashes are right and whose content is not: what only the game's own invariants can find.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeInputBatch } from "@doubloon/engine/commands";
import { firstSaveState } from "@doubloon/engine/saved/saveState";
import { SaveWriter } from "@doubloon/engine/saved/saveWriter";
import { stepWorld } from "@doubloon/engine/stepWorld";
import { createWorld, type World } from "@doubloon/engine/world";
import { hashOf } from "@doubloon/shared/fair/canonical";
import { NO_ENTRY, nextEntry, revealedBody } from "@doubloon/shared/fair/log";
import type { PlayerId } from "@doubloon/shared/ids";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Config, readConfig } from "../../config/config.ts";
import { createSqliteLedger } from "../../ledger/sqliteLedger.ts";
import { type Content, loadContent } from "../../startup/content.ts";
import { hashes, MANIFEST_FILE } from "../../startup/makeBackup.ts";
import { repositoryPath } from "../../startup/repository.ts";
import type { ArchivedHunt } from "../../world/hunts/records/huntArchive.ts";
import { resultProblems } from "./resultProblems.ts";
import { verifyBackup } from "./verifyBackup.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let folder: string;
let content: Content;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "doubloon-verify-test-"));
  const given = { args: [], env: {}, workingFolder: folder, readFile: () => "" };
  content = await loadContent(readConfig({ ...given, repository: repositoryPath(".") }) as Config);
});
afterEach(() => rm(folder, { recursive: true }));

/** A world in which Anne has won 40 points. */
function makeWorld(): World {
  const world = createWorld({ map: content.map.world, loot: content.loot, seed: 1 });
  const enter = { type: "enter", playerId: "anne".padEnd(22, "_") as PlayerId, name: "Anne" } as const;
  stepWorld(world, { commands: [enter], inputs: makeInputBatch(0) });
  world.board.setScore(0, world.accounts.score[0] + 40);
  world.awards.treasure += 40;
  return world;
}

/** Saves the world as a backup, with a manifest that fits. */
async function backUp(world: World): Promise<void> {
  const ledger = await createSqliteLedger(folder);
  const makeBuffer = (bytes: number): Uint8Array => new Uint8Array(bytes);
  const writer = new SaveWriter(world, { state: firstSaveState("L"), whole: true, makeBuffer });
  await ledger.save(writer.take());
  await ledger.close();
  const manifest = { format: 1, atMs: 0, files: await hashes(folder) };
  await writeFile(join(folder, MANIFEST_FILE), JSON.stringify(manifest));
}

it("a world in which the scores add up to what was won is good", async () => {
  await backUp(makeWorld());
  expect(await verifyBackup(folder, content, 1)).toMatchObject({ players: 1, problems: [] });
});

it("points that nobody won are found, with the sums", async () => {
  const world = makeWorld();
  world.board.setScore(0, world.accounts.score[0] + 5);
  const won = world.awards.sum;
  await backUp(world);
  const { problems } = await verifyBackup(folder, content, 1);
  expect(problems).toEqual([
    expect.stringContaining(
      `saved accounts: ${won + 5} points in all, expected the ${won} that were won (treasure `,
    ),
  ]);
});

it("results of a hunt that differ from the published ones are found", () => {
  const results = { hunt: 3, title: "T", startsAt: 1, endsAt: 2, rows: [], caches: [] };
  const entry = nextEntry({ entries: 0, hash: NO_ENTRY }, revealedBody(3, new Uint8Array(32), results, 5));
  const archived = (changed: object): ArchivedHunt[] => [
    { results: { ...results, ...changed }, listed: {} as ArchivedHunt["listed"] },
  ];
  expect(resultProblems([entry], archived({}))).toEqual([]);
  expect(resultProblems([], archived({ title: "other" }))).toEqual([]);
  expect(resultProblems([entry], archived({ title: "other" }))).toEqual([
    `the results of hunt 3 have the hash ${hashOf({ ...results, title: "other" })}, expected ${hashOf(results)} by the log`,
  ]);
});
