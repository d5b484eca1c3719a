// Automatic captures on disk.
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MAX_CAPTURES } from "@doubloon/shared/protocol/adminProcesses";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openCaptureFiles } from "./captureFiles.ts";

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "doubloon-captures-")), "captures");
});
afterEach(() => rmSync(join(folder, ".."), { recursive: true }));

const AT = Date.parse("2026-11-25T20:01:02.345Z");

test("the newest five are kept, newest first, also after a restart, readable by the server's user only", async () => {
  const files = openCaptureFiles(folder);
  expect(await files.list()).toEqual([]);
  for (let at = 0; at < 7; at++) {
    const capture = { startedAt: AT + at * 60_000, lateMs: 600 + at, seconds: 10 };
    await files.keep(capture, Buffer.from(`capture ${at}`));
  }
  const list = await openCaptureFiles(folder).list();
  expect(list).toHaveLength(MAX_CAPTURES);
  expect(list[0]).toEqual({
    id: "2026-11-25T20-07-02-345Z.late-606ms.10s.cpuprofile.gz",
    kind: "cpu",
    seconds: 10,
    startedAt: AT + 6 * 60_000,
    by: "the event loop was 606 ms late",
    automatic: true,
    state: "ready",
    bytes: 9,
  });
  expect(Buffer.from((await files.read(list[4].id)) ?? []).toString()).toBe("capture 2");
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
});

test("what a process that died while writing left is removed, other files are left alone and not read", async () => {
  const files = openCaptureFiles(folder);
  await files.keep({ startedAt: AT, lateMs: 500, seconds: 10 }, Buffer.from("whole"));
  const half = "2026-11-25T19-00-00-000Z.late-900ms.10s.cpuprofile.gz.writing";
  for (const name of [half, "notes.txt"]) writeFileSync(join(folder, name), "half");
  expect(await files.list()).toHaveLength(1);
  expect(await files.read("notes.txt")).toBeUndefined();
  expect(await files.read("../admin.db")).toBeUndefined();
  await files.keep({ startedAt: AT + 1, lateMs: 500, seconds: 10 }, Buffer.from("whole"));
  expect(readdirSync(folder).sort()).toEqual(
    [...(await files.list()).map(({ id }) => id), "notes.txt"].sort(),
  );
});
