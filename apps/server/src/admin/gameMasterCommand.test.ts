// `npm run gamemaster` beside a running server: output, effects and refusals.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runGameMasterCommand } from "./gameMasterCommand.ts";
import { next, startAdmin } from "./testing/startAdmin.ts";

let server: Awaited<ReturnType<typeof startAdmin>>;
beforeEach(async () => {
  server = await startAdmin();
});
afterEach(() => server.stop());

const command = (...args: string[]) => runGameMasterCommand(args, server.folder);
const passwordIn = (text: string) => /^The game master is \S+, the password (\S+) /.exec(text)?.[1] ?? "";

test("reset gives a new password, and ends the sessions and consoles of a running server", async () => {
  const cookie = await server.signIn();
  const client = server.client({ cookie });
  const closed = new Promise((resolve) => client.once("disconnect", resolve));
  const history = next(client, "history");
  client.connect();
  await history;
  const { code, text } = await command("reset", server.master.name);
  expect(code).toBe(0);
  server.clock.tick();
  expect(await closed).toBe("io server disconnect");
  expect((await fetch(`${server.url}/admin/api/me`, { headers: { cookie } })).status).toBe(401);
  expect((await server.logIn(server.master.name, server.master.password)).status).toBe(401);
  expect((await server.logIn(server.master.name, passwordIn(text))).status).toBe(200);
});

test("add, list and remove", async () => {
  const { text } = await command("add", "anne");
  expect((await server.logIn("anne", passwordIn(text))).status).toBe(200);
  expect(await command("list")).toEqual({ code: 0, text: `anne\n${server.master.name}\n` });
  expect(await command("add", "anne")).toMatchObject({ code: 2, text: expect.stringContaining("already") });
  expect((await command("remove", "anne")).code).toBe(0);
  expect((await server.logIn("anne", passwordIn(text))).status).toBe(401);
  expect(await command("list")).toEqual({ code: 0, text: `${server.master.name}\n` });
});

test("places grants and takes the right to open the places of caches", async () => {
  await command("add", "anne");
  expect(await server.store.mayOpenPlaces(server.master.name)).toBe(true);
  expect(await server.store.mayOpenPlaces("anne")).toBe(false);
  expect((await command("places", "anne", "on")).code).toBe(0);
  expect(await server.store.mayOpenPlaces("anne")).toBe(true);
  expect((await command("places", "anne", "off")).code).toBe(0);
  expect(await server.store.mayOpenPlaces("anne")).toBe(false);
});

test("operate grants and takes the right to operate the server, which the first game master has", async () => {
  await command("add", "anne");
  expect(await server.store.mayOperate(server.master.name)).toBe(true);
  expect(await server.store.mayOperate("anne")).toBe(false);
  expect((await command("operate", "anne", "on")).code).toBe(0);
  expect(await server.store.mayOperate("anne")).toBe(true);
  expect(await server.store.mayOpenPlaces("anne")).toBe(false);
  expect((await command("operate", "anne", "off")).code).toBe(0);
  expect(await server.store.mayOperate("anne")).toBe(false);
});

describe("problems that the operator can fix are one line and exit code 2", () => {
  test.each([
    ["no command", [], "expected a command (list, add, reset, remove, places or operate), got none"],
    ["an unknown command", ["rest", "anne"], 'got "rest"'],
    ["a missing name", ["reset"], "reset takes exactly one name"],
    ["a right that is neither on nor off", ["places", "anne", "maybe"], "places takes a name and on or off"],
    ["a right for nobody", ["places", "anne", "on"], "there is no game master anne"],
    ["two names", ["reset", "anne", "mary"], "reset takes exactly one name"],
    ["an unknown name", ["reset", "anne"], "there is no game master anne"],
    ["a name to remove that is unknown", ["remove", "anne"], "there is no game master anne"],
    ["spaces around a name", ["add", " anne"], "no spaces around it"],
    ["an endless name", ["add", "x".repeat(65)], "1 to 64 characters"],
    ["an unknown flag", ["list", "--all"], "--all"],
    ["a name after list", ["list", "anne"], 'list takes no name, got "anne"'],
  ])("%s", async (_what, args, reason) => {
    const { code, text } = await command(...args);
    expect(code).toBe(2);
    expect(text).toMatch(/^doubloon: [^\n]*\n$/);
    expect(text).toContain(reason);
  });

  test("a folder without game masters", async () => {
    const folder = mkdtempSync(join(tmpdir(), "doubloon-command-"));
    const { code, text } = await runGameMasterCommand(["list", "--data", folder], "elsewhere");
    expect({ code, text }).toEqual({ code: 2, text: `doubloon: ${join(folder, "admin.db")} is missing\n` });
    rmSync(folder, { recursive: true });
  });
});
