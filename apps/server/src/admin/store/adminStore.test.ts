// The console while its database is locked, full, read-only, damaged or missing: requests are answered with 503, nothing
// throws, updates continue, and everything works again once the database does.
import { randomBytes } from "node:crypto";
import { copyFileSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runGameMasterCommand } from "../gameMasterCommand.ts";
import { type ConsoleClient, next, startAdmin } from "../testing/startAdmin.ts";
import { ADMIN_FILE } from "./adminDatabase.ts";

let server: Awaited<ReturnType<typeof startAdmin>>;
let other: DatabaseSync | undefined;
beforeEach(async () => {
  server = await startAdmin();
});
afterEach(async () => {
  if (other?.isOpen === true) other.close();
  other = undefined;
  await server.stop();
});

const fileOf = () => join(server.folder, ADMIN_FILE);
/** Puts a changed copy in the file's place. */
function replaceFile(change: (file: string) => void): void {
  const checkpoint = new DatabaseSync(fileOf());
  checkpoint.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  checkpoint.close();
  const copy = `${fileOf()}.copy`;
  copyFileSync(fileOf(), copy);
  change(copy);
  for (const end of ["-wal", "-shm"]) rmSync(fileOf() + end, { force: true });
  renameSync(copy, fileOf());
}
const me = (cookie: string) => fetch(`${server.url}/admin/api/me`, { headers: { cookie } });

async function openConsole(cookie: string): Promise<ConsoleClient> {
  const client = server.client({ cookie });
  const history = next(client, "history");
  client.connect();
  await history;
  return client;
}

async function expectBeats(client: ConsoleClient): Promise<void> {
  for (let i = 0; i < 3; i++) {
    const sample = next(client, "sample");
    server.clock.tick();
    await sample;
  }
}

async function expectUnavailable(response: Promise<Response>): Promise<void> {
  const answer = await response;
  expect(await answer.json()).toMatchObject({
    code: "unavailable",
    text: expect.stringContaining("not affected"),
  });
  expect(answer.status).toBe(503);
  expect(answer.headers.get("retry-after")).toBe("2");
}

const logIn = () => server.logIn(server.master.name, server.master.password);
const storeFailures = () => server.logged.filter(({ kind }) => kind === "admin store");

test("another process locks the file: writes are refused, reads continue", async () => {
  const cookie = await server.signIn();
  const client = await openConsole(cookie);
  other = new DatabaseSync(fileOf());
  other.exec("BEGIN EXCLUSIVE");
  server.clock.advance(3_600_000);
  expect((await me(cookie)).status).toBe(200);
  await expectUnavailable(logIn());
  // Seen-times are to be stored now, on a timer.
  await expectBeats(client);
  await expect.poll(() => storeFailures().length).toBe(1);
  await expectUnavailable(server.post("/admin/api/logout", {}, { cookie }));
  expect(await client.emitWithAck("kick", "player-1" as never)).toMatchObject({ ok: true });
  other.exec("ROLLBACK");
  await expect.poll(async () => (await logIn()).status).toBe(200);
  expect((await me(cookie)).status).toBe(200);
});

test("a lock that blocks readers too: requests and consoles are refused, updates continue", async () => {
  const cookie = await server.signIn();
  const client = await openConsole(cookie);
  // Outside of write-ahead logging an exclusive lock keeps readers out too.
  replaceFile((file) => {
    other = new DatabaseSync(file);
    other.exec("PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE");
  });
  await expectUnavailable(me(cookie));
  const kick = await client.emitWithAck("kick", "player-1" as never);
  expect(kick).toMatchObject({ ok: false, refusal: { code: "unavailable" } });
  expect(server.orders).toEqual([]);
  const refused = server.client({ cookie });
  const refusal = new Promise((resolve) =>
    refused.once("connect_error", (error) => resolve((error as Error & { data?: unknown }).data)),
  );
  refused.connect();
  expect(await refusal).toMatchObject({ code: "unavailable" });
  await expectBeats(client);
  expect(client.connected).toBe(true);
  other?.exec("ROLLBACK");
  await expect.poll(async () => (await me(cookie)).status).toBe(200);
});

test("the file is read-only: sign-ins are refused, sessions stay valid", async () => {
  const cookie = await server.signIn();
  const client = await openConsole(cookie);
  // SQLite never writes a file whose write version is one it does not know. File modes would not bind root.
  replaceFile((file) => {
    const bytes = readFileSync(file);
    bytes[18] = 3;
    writeFileSync(file, bytes);
  });
  expect((await me(cookie)).status).toBe(200);
  await expectUnavailable(logIn());
  await expectBeats(client);
  expect(storeFailures()[0]["err"]).toMatchObject({ message: expect.stringContaining("readonly") });
});

test("the disk is full: sign-ins are refused, sessions stay valid", async () => {
  await server.stop();
  // As many pages as the empty tables need.
  server = await startAdmin(3, 11);
  const cookie = await server.signIn();
  const client = await openConsole(cookie);
  const hash = (await server.store.passwordOf(server.master.name)) ?? "";
  const row = { name: server.master.name, openedAtMs: server.clock.nowMs(), seenAtMs: server.clock.nowMs() };
  const fill = async () => {
    for (;;) await server.store.addSession(randomBytes(32), row, hash);
  };
  await expect(fill()).rejects.toThrow("full");
  await expectUnavailable(logIn());
  expect((await me(cookie)).status).toBe(200);
  await expectBeats(client);
  expect(storeFailures().length).toBe(1);
});

describe("the file", () => {
  test("is deleted: the console is unavailable until the operator has added a game master", async () => {
    const cookie = await server.signIn();
    const client = await openConsole(cookie);
    for (const end of ["", "-wal", "-shm"]) rmSync(fileOf() + end, { force: true });
    await expectUnavailable(me(cookie));
    await expectUnavailable(logIn());
    await expectBeats(client);
    expect(storeFailures()[0]["err"]).toMatchObject({ message: expect.stringContaining("is missing") });
    const added = await runGameMasterCommand(["add", "anne"], server.folder);
    const password = /the password (\S+)/.exec(added.text)?.[1] ?? "";
    expect((await server.logIn("anne", password)).status).toBe(200);
    expect((await me(cookie)).status).toBe(401);
  });

  test("is damaged: the console is unavailable, and each kind of failure is logged once a minute", async () => {
    const cookie = await server.signIn();
    for (const end of ["", "-wal", "-shm"]) rmSync(fileOf() + end, { force: true });
    writeFileSync(fileOf(), "no database at all, whatever it says".repeat(50));
    for (let i = 0; i < 10; i++) await expectUnavailable(me(cookie));
    expect(storeFailures().length).toBe(1);
    server.clock.advance(60_000);
    await expectUnavailable(me(cookie));
    expect(storeFailures().length).toBe(2);
    expect(storeFailures()[1]).toMatchObject({ suppressed: 9 });
  });
});
