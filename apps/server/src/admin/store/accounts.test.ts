// Game masters on disk: stored data, file permissions, refusals.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "../adminClock.ts";
import { ChecksBusyError } from "../signIn/passwordChecks.ts";
import { createConsoleSessions } from "../signIn/sessions.ts";
import { createGameMasterAccounts } from "./accounts.ts";
import { AccountsError, ADMIN_FILE, openAdminDatabase } from "./adminDatabase.ts";
import type { AdminStore } from "./adminStore.ts";
import { openAdminStore } from "./openAdminStore.ts";

let folder: string;
let stores: AdminStore[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "doubloon-accounts-"));
  stores = [];
});
afterEach(async () => {
  for (const store of stores) await store.close();
  rmSync(folder, { recursive: true });
});

function open(): AdminStore {
  const store = openAdminStore(folder);
  stores.push(store);
  return store;
}
function unexpected(error: unknown): never {
  throw error;
}

describe("the first game master", () => {
  test("is created once, and the password still works after a restart", async () => {
    const store = open();
    const accounts = createGameMasterAccounts(store);
    const master = await accounts.ensureFirst();
    expect(master?.password).toMatch(/^([a-km-np-z2-9]{5}-){3}[a-km-np-z2-9]{5}$/);
    expect(await accounts.ensureFirst()).toBeUndefined();
    await store.close();
    const again = createGameMasterAccounts(open());
    expect(await again.ensureFirst()).toBeUndefined();
    expect(await again.verify("gamemaster", master?.password ?? "")).toMatch(/^\$argon2id\$/);
    expect(await again.verify("gamemaster", "wrong")).toBeUndefined();
    expect(await again.verify("nobody", master?.password ?? "")).toBeUndefined();
  });

  test("is stored as a hash, in files readable only by the server's user", async () => {
    const store = open();
    const accounts = createGameMasterAccounts(store);
    const password = (await accounts.ensureFirst())?.password ?? "";
    const hash = await accounts.verify("gamemaster", password);
    const sessions = createConsoleSessions(store, systemClock, unexpected);
    const sessionId = await sessions.open("gamemaster", hash ?? "");
    expect(sessionId).toHaveLength(43);
    for (const file of readdirSync(folder)) {
      expect(statSync(join(folder, file)).mode & 0o077, file).toBe(0);
      const content = readFileSync(join(folder, file)).toString("latin1");
      expect(content).not.toContain(password);
      expect(content).not.toContain(sessionId);
    }
    await sessions.stop();
    await store.close();
    expect(readFileSync(join(folder, ADMIN_FILE)).toString("latin1")).toContain(
      "$argon2id$v=19$m=19456,t=2,p=1$",
    );
  });
});

test("a session and its last-seen time survive a restart of the server", async () => {
  let nowMs = 1_800_000_000_000;
  const clock = { nowMs: () => nowMs, every: () => () => {} };
  const store = open();
  const accounts = createGameMasterAccounts(store);
  const hash = await accounts.verify("gamemaster", (await accounts.ensureFirst())?.password ?? "");
  const sessions = createConsoleSessions(store, clock, unexpected);
  const id = await sessions.open("gamemaster", hash ?? "");
  nowMs += 11 * 3_600_000;
  expect(await sessions.find(id)).toBe("gamemaster");
  await sessions.stop();
  await store.close();
  nowMs += 11 * 3_600_000;
  expect(await createConsoleSessions(open(), clock, unexpected).find(id)).toBe("gamemaster");
});

test("no session is opened for a password that has been changed meanwhile", async () => {
  const store = open();
  const accounts = createGameMasterAccounts(store);
  const hash = (await accounts.verify("gamemaster", (await accounts.ensureFirst())?.password ?? "")) ?? "";
  expect(await accounts.changePassword("gamemaster", hash, "another password", new Uint8Array(32))).toBe(
    true,
  );
  const sessions = createConsoleSessions(store, systemClock, unexpected);
  expect(await sessions.open("gamemaster", hash)).toBeUndefined();
  expect(await accounts.changePassword("gamemaster", hash, "a third password", new Uint8Array(32))).toBe(
    false,
  );
  await sessions.stop();
});

test("concurrent checks are bounded, known devices have their own queue, and each gets its own answer", async () => {
  const store = open();
  const accounts = createGameMasterAccounts(store);
  const password = (await accounts.ensureFirst())?.password ?? "";
  const finished: string[] = [];
  const check = (known: boolean, tried: string) =>
    accounts.verify("gamemaster", tried, known).finally(() => finished.push(known ? "known" : "unknown"));
  const unknown = Array.from({ length: 40 }, (_, i) => check(false, i % 2 === 0 ? password : "wrong"));
  const known = check(true, password);
  const checks = await Promise.allSettled(unknown);
  expect(await known).toMatch(/^\$argon2id\$/);
  const refused = checks.filter((one) => one.status === "rejected");
  expect(refused.length).toBe(40 - 17);
  for (const one of refused) expect(one.reason).toBeInstanceOf(ChecksBusyError);
  checks.slice(0, 17).forEach((one, i) => {
    const value = i % 2 === 0 ? expect.stringMatching(/^\$argon2id\$/) : undefined;
    expect(one).toEqual({ status: "fulfilled", value });
  });
  // The refused come first of all, then the one check that had begun, then the known device.
  expect(finished.slice(0, 25).indexOf("known")).toBe(24);
});

describe("an unusable file is reported in one line", () => {
  test("when it is not a database", () => {
    writeFileSync(
      join(folder, ADMIN_FILE),
      "not a database, but some text that is long enough to be one".repeat(9),
    );
    expect(() => openAdminDatabase(folder, true)).toThrow(AccountsError);
    expect(() => openAdminDatabase(folder, true)).toThrow(
      /^[^\n]*admin\.db is not a usable database of game masters[^\n]*$/,
    );
  });

  test("when the data folder is a file", () => {
    writeFileSync(join(folder, "data"), "");
    expect(() => openAdminDatabase(join(folder, "data"), true)).toThrow(
      /^cannot write [^\n]*admin\.db[^\n]*$/,
    );
  });

  test("when the database is a folder", () => {
    mkdirSync(join(folder, ADMIN_FILE));
    expect(() => openAdminDatabase(folder, true)).toThrow(/^[^\n]*admin\.db is not a usable database[^\n]*$/);
  });
});
