// One contract suite for all ledgers, and tests of the one on disk.
import { existsSync } from "node:fs";
import { chmod, copyFile, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { LedgerError } from "./ledgerError.ts";
import type { Ledger, LedgerChanges } from "./port.ts";
import { createSqliteLedger, OPEN_TIMEOUT_MS, SAVE_TIMEOUT_MS, WORLD_FILE } from "./sqliteLedger.ts";
import { SqliteStore } from "./sqliteStore.ts";
import { createMemoryLedger } from "./testing/memoryLedger.ts";

const FAULTY = new URL("./testing/faultyWorker.ts", import.meta.url);
const WHOLE = fileURLToPath(new URL("./testing/fixtures/world-whole-snapshots.sqlite", import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "doubloon-ledger-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function bytes(byte: number, length = 1000): Uint8Array<ArrayBuffer> {
  return new Uint8Array(length).fill(byte);
}

/** Changes that put one record per key, filled with a byte. */
function puts(values: Record<string, number>, rest: Partial<LedgerChanges> = {}): LedgerChanges {
  const records = Object.entries(values).map(([key, byte]) => ({ key, bytes: bytes(byte) }));
  return { clear: false, drops: [], puts: records, ...rest };
}

async function contents(ledger: Ledger): Promise<Record<string, number>> {
  const records = await ledger.load();
  return Object.fromEntries([...records].map(([key, value]) => [key, value[0] ?? -1]));
}

const ledgers: [string, () => Promise<Ledger>][] = [
  ["in memory", async () => createMemoryLedger()],
  ["in SQLite", () => createSqliteLedger(folder)],
];

describe.each(ledgers)("a ledger %s", (_, open) => {
  test("is empty at first", async () => {
    const ledger = await open();
    expect((await ledger.load()).size).toBe(0);
    await ledger.close();
  });

  test("clears, drops and puts, in this order", async () => {
    const ledger = await open();
    await ledger.save(puts({ a: 1, b: 2, c: 3 }));
    expect(await contents(ledger)).toEqual({ a: 1, b: 2, c: 3 });
    await ledger.save(puts({ a: 4, c: 5 }, { drops: ["b", "c", "nowhere"] }));
    expect(await contents(ledger)).toEqual({ a: 4, c: 5 });
    await ledger.save(puts({ d: 6 }, { clear: true }));
    expect(await contents(ledger)).toEqual({ d: 6 });
    await ledger.close();
  });

  test("loads records of any length", async () => {
    const ledger = await open();
    const lengths = [10, 3_000_000, 0, 77];
    const records = lengths.map((length, i) => ({ key: `k${i}`, bytes: bytes(i + 1, length) }));
    await ledger.save({ clear: false, drops: [], puts: records });
    const loaded = await ledger.load();
    for (const { key, bytes: expected } of records) expect(loaded.get(key)).toEqual(expected);
    await ledger.close();
  });

  test("keeps the saved bytes when the caller changes them afterwards", async () => {
    const ledger = await open();
    const changes = puts({ a: 1 });
    await ledger.save(changes);
    changes.puts[0].bytes.fill(9);
    expect(await contents(ledger)).toEqual({ a: 1 });
    await ledger.close();
  });

  test("rejects a second save at a time, and keeps working", async () => {
    const ledger = await open();
    const first = ledger.save(puts({ a: 1 }));
    await expect(ledger.save(puts({ a: 2 }))).rejects.toThrow("one save at a time");
    await first;
    await ledger.save(puts({ a: 3 }));
    expect(await contents(ledger)).toEqual({ a: 3 });
    await ledger.close();
  });
});

test("records in SQLite survive closing and reopening", async () => {
  for (const byte of [1, 2, 3]) {
    const ledger = await createSqliteLedger(folder);
    if (byte > 1) expect(await contents(ledger)).toEqual({ a: byte - 1 });
    await ledger.save(puts({ a: byte }));
    await ledger.close();
    await expect(ledger.save(puts({ a: 9 }))).rejects.toThrow(LedgerError);
  }
});

test("a save that fails half way changes nothing", async () => {
  const ledger = await createSqliteLedger(folder);
  await ledger.save(puts({ a: 1, b: 2 }));
  const bad = { key: "c", bytes: undefined as unknown as Uint8Array };
  const changes = puts({ a: 7 }, { drops: ["b"] });
  await expect(ledger.save({ ...changes, puts: [...changes.puts, bad] })).rejects.toThrow(LedgerError);
  expect(await contents(ledger)).toEqual({ a: 1, b: 2 });
  await ledger.save(puts({ a: 3 }));
  expect(await contents(ledger)).toEqual({ a: 3, b: 2 });
  await ledger.close();
});

test("whole worlds of an older version are read, without damaged ones, until the first save with clear", async () => {
  await copyFile(WHOLE, join(folder, WORLD_FILE));
  const ledger = await createSqliteLedger(folder);
  expect([...(await ledger.load()).keys()].sort()).toEqual(["snapshot:2", "snapshot:3"]);
  await ledger.close();
  const damage = (generation: number): void => {
    const database = new DatabaseSync(join(folder, WORLD_FILE));
    database.prepare("UPDATE world SET snapshot = zeroblob(1000) WHERE generation = ?").run(generation);
    database.close();
  };
  damage(3);
  const second = await createSqliteLedger(folder);
  expect([...(await second.load()).keys()]).toEqual(["snapshot:2"]);
  await second.close();
  damage(2);
  const third = await createSqliteLedger(folder);
  await expect(third.load()).rejects.toThrow(/world\.sqlite: damaged/);
  await third.save(puts({ a: 1 }, { clear: true }));
  expect(await contents(third)).toEqual({ a: 1 });
  await third.close();
});

test("a file that is not a database is a LedgerError and stays unchanged", async () => {
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

test("another program reads the last save while the server runs, and its reading keeps no save from the disk", async () => {
  const ledger = await createSqliteLedger(folder);
  await ledger.save(puts({ a: 1 }));
  const reader = new DatabaseSync(join(folder, WORLD_FILE), { readOnly: true });
  const keys = () =>
    reader
      .prepare("SELECT key FROM record ORDER BY key")
      .all()
      .map(({ key }) => key);
  expect(keys()).toEqual(["a"]);
  reader.exec("BEGIN");
  expect(keys()).toEqual(["a"]);
  await ledger.save(puts({ b: 2 }));
  expect(keys()).toEqual(["a"]);
  reader.exec("COMMIT");
  expect(keys()).toEqual(["a", "b"]);
  reader.close();
  await ledger.close();
});

test("a folder that cannot be created or written is a LedgerError", async () => {
  await writeFile(join(folder, "file"), "");
  await expect(createSqliteLedger(join(folder, "file", "data"))).rejects.toThrow(/cannot be created/);
  if (process.getuid?.() === 0) return;
  await chmod(folder, 0o500);
  await expect(createSqliteLedger(folder)).rejects.toThrow(/cannot be written/);
  await chmod(folder, 0o700);
});

test("only the owner can read the world's files, including files that others could read before", async () => {
  const file = join(folder, WORLD_FILE);
  await copyFile(WHOLE, file);
  await chmod(file, 0o644);
  const umask = process.umask(0);
  try {
    const ledger = await createSqliteLedger(folder);
    await ledger.save(puts({ a: 1 }));
    for (const name of [file, `${file}-wal`]) expect((await stat(name)).mode & 0o777).toBe(0o600);
    await ledger.close();
  } finally {
    process.umask(umask);
  }
});

test("a thread that dies fails its save, and another thread runs the next one", async () => {
  const ledger = await createSqliteLedger(folder, { script: FAULTY });
  await ledger.save(puts({ a: 1 }));
  for (const byte of [2, 3]) {
    await writeFile(join(folder, "die"), "");
    await expect(ledger.save(puts({ a: 9 }))).rejects.toThrow(/its thread has ended/);
    await ledger.save(puts({ b: byte }));
    expect(await contents(ledger)).toEqual({ a: 1, b: byte });
  }
  await ledger.close();
});

test("a thread that hangs fails its save at the timeout, and is replaced", async () => {
  const due: (() => void)[] = [];
  const timers = {
    after(delayMs: number, run: () => void) {
      expect([OPEN_TIMEOUT_MS, SAVE_TIMEOUT_MS]).toContain(delayMs);
      due.push(run);
      return { cancel: () => void due.splice(due.indexOf(run), 1) };
    },
  };
  const ledger = await createSqliteLedger(folder, { script: FAULTY, timers });
  await ledger.save(puts({ a: 1 }));
  expect(due).toEqual([]);
  await writeFile(join(folder, "hang"), "");
  const hanging = ledger.save(puts({ a: 2 }));
  const failed = expect(hanging).rejects.toThrow(/no answer from the disk for 10 s/);
  // The thread hangs once the fault's file is gone.
  while (due.length === 0 || existsSync(join(folder, "hang"))) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  due[0]();
  await failed;
  // No other thread may write to the file before the hanging thread has released it.
  for (let saved = false; !saved; ) {
    await new Promise((resolve) => setImmediate(resolve));
    saved = await ledger.save(puts({ b: 3 })).then(
      () => true,
      (error: Error) => {
        expect(error.message).toMatch(/the disk still does not answer/);
        return false;
      },
    );
  }
  expect(await contents(ledger)).toEqual({ a: 1, b: 3 });
  await ledger.close();
});

test("saving keeps only the last world in memory", () => {
  const store = new SqliteStore(join(folder, WORLD_FILE));
  const changes = { clear: false, drops: [], puts: [{ key: "a", bytes: bytes(1, 2_000_000) }] };
  for (let i = 0; i < 10; i++) store.save(changes);
  const before = process.memoryUsage().rss;
  for (let i = 0; i < 100; i++) store.save(changes);
  expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  store.close();
});
