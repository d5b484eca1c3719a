import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openControlSocket } from "../startup/controlSocket.ts";
import { runOpsIn } from "./testing/runOpsIn.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "doubloon-drain-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const drain = (...args: readonly string[]) => runOpsIn(folder, "drain", "--data", folder, ...args);

test("what cannot be ordered is refused in one line", async () => {
  expect(await drain("--pause", "--abort")).toMatchObject({
    code: 2,
    error: "doubloon: drain takes one of --pause and --abort\n",
  });
  expect(await drain("--halt")).toMatchObject({ code: 2, error: expect.stringContaining("--halt") });
  expect(await drain("--status")).toMatchObject({
    code: 1,
    error: expect.stringContaining("no server runs on"),
  });
});

test("it follows a drain to the end of its gateway, or says that it was aborted", async () => {
  const on = { state: "moving", total: 9, moved: 4, perSecond: 50, endsInMs: 41_200, bySignal: false };
  const idle = { id: "one", players: 5 };
  const other = { id: "two", players: 1 };
  let answers: object[] = [];
  const control = await openControlSocket(folder, {
    "/drain": async () => ({
      gateways: answers.length > 1 ? [answers.shift(), other] : answers,
      gateway: "one",
    }),
  });
  try {
    answers = [{ ...idle, drain: on }, other];
    expect(await drain("--status")).toMatchObject({
      code: 0,
      out: "one: moving, 4 of 9 moved, 5 left, 50 a second; ends in 42 s at the latest\ntwo: 1 players\n",
    });
    answers = [idle, { ...idle, drain: on }, other];
    expect(await drain()).toMatchObject({
      code: 0,
      out: expect.stringMatching(/moving, 4 of 9[\s\S]*one has ended/),
    });
    answers = [idle, { ...idle, drain: on }, idle, other];
    expect(await drain()).toMatchObject({ code: 1, out: expect.stringContaining("was aborted") });
  } finally {
    await control.close();
  }
});
