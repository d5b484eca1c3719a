// One contract for every ledger, and what only the one on disk promises.
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { LedgerError } from "./ledgerError.ts";
import { createMemoryLedger } from "./memoryLedger.ts";
import type { Ledger } from "./port.ts";
import { createSqliteLedger, WORLD_FILE } from "./sqliteLedger.ts";
import { SqliteStore } from "./sqliteStore.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "doubloon-ledger-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function world(byte: number, length = 1000): Uint8Array<ArrayBuffer> {
  return new Uint8Array(length).fill(byte);
}

const ledgers: [string, () => Promise<Ledger>][] = [
  ["in memory", async () => createMemoryLedger()],
  ["in SQLite", () => createSqliteLedger(folder)],
];

describe.each(ledgers)("a ledger %s", (_, open) => {
  test("has nothing at first", async () => {
    const ledger = await open();
    expect(await ledger.load()).toBeUndefined();
    await ledger.close();
  });

  test("gives back the newest world, whatever its length", async () => {
    const ledger = await open();
    for (const [byte, length] of [
      [1, 10],
      [2, 3_000_000],
      [3, 0],
      [4, 77],
    ]) {
      await ledger.save(world(byte, length));
      expect(await ledger.load()).toEqual(world(byte, length));
    }
    await ledger.close();
  });

  test("keeps what was saved, not what the bytes become afterwards", async () => {
    const ledger = await open();
    const bytes = world(1);
    const saving = ledger.save(bytes);
    await saving;
    bytes.fill(9);
    expect(await ledger.load()).toEqual(world(1));
    await ledger.close();
  });

  test("refuses a second save at a time and goes on", async () => {
    const ledger = await open();
    const first = ledger.save(world(1));
    await expect(ledger.save(world(2))).rejects.toThrow("one save at a time");
    await first;
    await ledger.save(world(3));
    expect(await ledger.load()).toEqual(world(3));
    await ledger.close();
  });
});

test("a world in SQLite is there after closing and opening again", async () => {
  for (const byte of [1, 2, 3]) {
    const ledger = await createSqliteLedger(folder);
    if (byte > 1) expect(await ledger.load()).toEqual(world(byte - 1));
    await ledger.save(world(byte));
    await ledger.close();
    await expect(ledger.save(world(9))).rejects.toThrow(LedgerError);
  }
});

test("a damaged newest world in SQLite gives the former one, two damaged ones a LedgerError", async () => {
  const ledger = await createSqliteLedger(folder);
  await ledger.save(world(1));
  await ledger.save(world(2));
  await ledger.close();
  const damage = (generation: number): void => {
    const database = new DatabaseSync(join(folder, WORLD_FILE));
    database.prepare("UPDATE world SET snapshot = zeroblob(1000) WHERE generation = ?").run(generation);
    database.close();
  };
  damage(2);
  const second = await createSqliteLedger(folder);
  expect(await second.load()).toEqual(world(1));
  await second.close();
  damage(1);
  const third = await createSqliteLedger(folder);
  await expect(third.load()).rejects.toThrow(/world\.sqlite: damaged/);
  await third.close();
});

test("a file that is no database is a LedgerError and stays as it is", async () => {
  const file = join(folder, WORLD_FILE);
  await writeFile(file, "My treasure map, not a database at all.".repeat(100));
  await expect(createSqliteLedger(folder)).rejects.toThrow(/world\.sqlite: damaged/);
  expect((await readFile(file, "utf8")).startsWith("My treasure map")).toBe(true);
});

test("a second server on the same folder is a LedgerError", async () => {
  const ledger = await createSqliteLedger(folder);
  await expect(createSqliteLedger(folder)).rejects.toThrow(/in use by another server/);
  await ledger.close();
});

test("a folder that can't be made or written is a LedgerError", async () => {
  await writeFile(join(folder, "file"), "");
  await expect(createSqliteLedger(join(folder, "file", "data"))).rejects.toThrow(/cannot be made/);
  if (process.getuid?.() === 0) return;
  await chmod(folder, 0o500);
  await expect(createSqliteLedger(folder)).rejects.toThrow(/cannot be written/);
  await chmod(folder, 0o700);
});

test("saving keeps no worlds in memory but the last", () => {
  const store = new SqliteStore(join(folder, WORLD_FILE));
  const snapshot = world(1, 2_000_000);
  for (let i = 0; i < 10; i++) store.save(snapshot);
  const before = process.memoryUsage().rss;
  for (let i = 0; i < 100; i++) store.save(snapshot);
  expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  store.close();
});
