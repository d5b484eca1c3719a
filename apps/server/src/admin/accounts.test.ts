// Game masters on disk: what is written, who can read it, what is refused.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AccountsBusyError, openAccounts } from "./accounts.ts";
import { systemClock } from "./adminClock.ts";
import { AccountsError, ADMIN_FILE } from "./adminDatabase.ts";
import { createSessions } from "./sessions.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "doubloon-accounts-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("the first game master", () => {
  test("is made once, and the password holds after a restart", async () => {
    const accounts = openAccounts(folder);
    const master = accounts.ensureFirst();
    expect(master?.password).toMatch(/^([a-km-np-z2-9]{5}-){3}[a-km-np-z2-9]{5}$/);
    expect(accounts.ensureFirst()).toBeUndefined();
    accounts.close();
    const again = openAccounts(folder);
    expect(again.ensureFirst()).toBeUndefined();
    expect(await again.verify("gamemaster", master?.password ?? "")).toBe(true);
    expect(await again.verify("gamemaster", "wrong")).toBe(false);
    expect(await again.verify("nobody", master?.password ?? "")).toBe(false);
    again.close();
  });

  test("is stored as a hash, in files that only the server's user can read", () => {
    const accounts = openAccounts(folder);
    const password = accounts.ensureFirst()?.password ?? "";
    const sessionId = createSessions(accounts.sessionRows, systemClock).open("gamemaster");
    for (const file of readdirSync(folder)) {
      expect(statSync(join(folder, file)).mode & 0o077, file).toBe(0);
      const content = readFileSync(join(folder, file)).toString("latin1");
      expect(content).not.toContain(password);
      expect(content).not.toContain(sessionId);
    }
    accounts.close();
    expect(readFileSync(join(folder, ADMIN_FILE)).toString("latin1")).toContain(
      "$argon2id$v=19$m=19456,t=2,p=1$",
    );
  });
});

test("a session outlives a restart of the server", () => {
  const accounts = openAccounts(folder);
  const id = createSessions(accounts.sessionRows, systemClock).open("gamemaster");
  accounts.close();
  const again = openAccounts(folder);
  expect(createSessions(again.sessionRows, systemClock).find(id)).toBe("gamemaster");
  again.close();
});

test("checks at once are bounded, and each that is let in gets its own answer", async () => {
  const accounts = openAccounts(folder);
  const password = accounts.ensureFirst()?.password ?? "";
  const checks = await Promise.allSettled(
    Array.from({ length: 40 }, (_, i) => accounts.verify("gamemaster", i % 2 === 0 ? password : "wrong")),
  );
  const refused = checks.filter((check) => check.status === "rejected");
  expect(refused.length).toBe(40 - 17);
  for (const check of refused) expect(check.reason).toBeInstanceOf(AccountsBusyError);
  checks.slice(0, 17).forEach((check, i) => {
    expect(check).toEqual({ status: "fulfilled", value: i % 2 === 0 });
  });
  expect(await accounts.verify("gamemaster", password)).toBe(true);
  accounts.close();
});

describe("a file that cannot be used is told in one line", () => {
  test("when it is no database", () => {
    writeFileSync(
      join(folder, ADMIN_FILE),
      "not a database, but some text that is long enough to be one".repeat(9),
    );
    expect(() => openAccounts(folder)).toThrow(AccountsError);
    expect(() => openAccounts(folder)).toThrow(
      /^[^\n]*admin\.db is not a readable file of game masters[^\n]*$/,
    );
  });

  test("when its place is taken by a file", () => {
    writeFileSync(join(folder, "data"), "");
    expect(() => openAccounts(join(folder, "data"))).toThrow(/^cannot write [^\n]*admin\.db[^\n]*$/);
  });

  test("when the file's own place is taken by a folder", () => {
    mkdirSync(join(folder, ADMIN_FILE));
    expect(() => openAccounts(folder)).toThrow(/^cannot write [^\n]*admin\.db[^\n]*$/);
  });
});
