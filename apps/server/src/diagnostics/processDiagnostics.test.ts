import type { AdminRecording } from "@doubloon/shared/protocol/adminProcesses";
import { expect, test, vi } from "vitest";
import type { CaptureFiles } from "./captureFiles.ts";
import { RecordingError } from "./recorder.ts";
import { makeTestDiagnostics } from "./testing/testDiagnostics.ts";

const CPU = { act: "record", kind: "cpu", seconds: 30 } as const;

/** A settled promise has run its reactions. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("a second recording during one is refused with whose it is and for how long it runs", async () => {
  const { diagnostics, begun, finish, advance } = makeTestDiagnostics();
  expect(diagnostics.carryOut(CPU, "anne")).toEqual({ ok: true, text: "Recording for 30 s." });
  advance(10_000);
  expect(diagnostics.carryOut({ ...CPU, kind: "allocations" }, "cora")).toEqual({
    ok: false,
    text: "This process is being recorded already (by anne), for about 20 s more.",
  });
  expect(diagnostics.status().recordings).toMatchObject([{ by: "anne", state: "running", kind: "cpu" }]);
  finish(Buffer.from("file"));
  await settled();
  expect(diagnostics.status().recordings).toMatchObject([{ by: "anne", state: "ready", bytes: 4 }]);
  expect(diagnostics.carryOut(CPU, "cora")).toMatchObject({ ok: true });
  expect(begun).toEqual(["cpu 30", "cpu 30"]);
});

test("a recording that fails says why; the log says it too, with who began it", async () => {
  const { diagnostics, finish, lines } = makeTestDiagnostics();
  diagnostics.carryOut(CPU, "anne");
  finish(new RecordingError("The recording is too large: 5.0 MiB, expected at most 4.0 MiB."));
  await settled();
  const [recording] = diagnostics.status().recordings;
  expect(recording).toMatchObject({ state: "failed", why: expect.stringContaining("too large") });
  expect(await diagnostics.part(recording.id, 0)).toMatchObject({ ok: false });
  expect(lines[0]).toContain('"by":"anne"');
  expect(lines[1]).toContain("has failed");
});

test("a file is divided into parts that together are the file; a newer recording takes its place", async () => {
  const { diagnostics, finish } = makeTestDiagnostics();
  const file = Buffer.from(Uint8Array.from({ length: 500_000 }, (_, at) => at % 251));
  diagnostics.carryOut(CPU, "anne");
  finish(file);
  await settled();
  const [{ id }] = diagnostics.status().recordings;
  const parts = await Promise.all([0, 1, 2].map((part) => diagnostics.part(id, part)));
  const pieces = parts.map((part) => Buffer.from(part.ok ? part.base64 : "", "base64"));
  expect(Buffer.concat(pieces).equals(file)).toBe(true);
  for (const part of parts) expect(JSON.stringify(part).length).toBeLessThan(512 * 1024);
  expect(await diagnostics.part(id, 3)).toMatchObject({ ok: false });
  diagnostics.carryOut(CPU, "cora");
  expect(await diagnostics.part(id, 0)).toEqual({ ok: false, text: "That recording is not there any more." });
});

test("a recording is ended early on an order; without one, the order is refused", async () => {
  const { diagnostics } = makeTestDiagnostics();
  expect(diagnostics.carryOut({ act: "stopRecording" }, "anne")).toMatchObject({ ok: false });
  diagnostics.carryOut(CPU, "anne");
  expect(diagnostics.carryOut({ act: "stopRecording" }, "cora")).toMatchObject({ ok: true });
  await settled();
  expect(diagnostics.status().recordings).toMatchObject([{ state: "ready" }]);
});

test("the log level goes back by itself; a later change takes the place of an earlier one", () => {
  const { diagnostics, advance, lines } = makeTestDiagnostics();
  const level = () => diagnostics.status().logLevel;
  diagnostics.carryOut({ act: "logLevel", level: "debug", minutes: 10 }, "anne");
  expect(diagnostics.status()).toMatchObject({ logLevel: "debug", levelUntil: 1_800_000_600_000 });
  advance(5 * 60_000);
  diagnostics.carryOut({ act: "logLevel", level: "error", minutes: 10 }, "cora");
  advance(6 * 60_000);
  expect(level()).toBe("error");
  advance(4 * 60_000);
  expect(level()).toBe("info");
  expect(diagnostics.status()).not.toHaveProperty("levelUntil");
  expect(lines).toEqual([
    'the log level is changed for a time {"level":"debug","minutes":10,"by":"anne"}',
    'the log level is changed for a time {"level":"error","minutes":10,"by":"cora"}',
    'the log level is the configured one again {"level":"info"}',
  ]);
});

test("an automatic capture is kept; none is taken during a recording and just after one", async () => {
  const kept: AdminRecording[] = [];
  const files: CaptureFiles = {
    list: async () => kept,
    keep: vi.fn(async ({ lateMs }: { readonly lateMs: number }) => {
      const about = { id: `late ${lateMs}`, kind: "cpu", seconds: 10, startedAt: 1, by: "late" } as const;
      kept.unshift({ ...about, automatic: true, state: "ready", bytes: 3 });
    }),
    read: async (id) => Buffer.from(id),
  };
  const { diagnostics, finish, advance } = makeTestDiagnostics(files);
  expect(diagnostics.capture(700)).toBe(true);
  expect(diagnostics.capture(900)).toBe(false);
  expect(diagnostics.status().recordings).toMatchObject([{ automatic: true, state: "running" }]);
  expect(diagnostics.carryOut(CPU, "anne")).toMatchObject({
    ok: false,
    text: expect.stringContaining("an automatic capture"),
  });
  finish(Buffer.from("abc"));
  await vi.waitFor(() => expect(diagnostics.status().recordings).toMatchObject([{ id: "late 700" }]));
  expect(await diagnostics.part("late 700", 0)).toMatchObject({ ok: true, parts: 1 });
  expect(await diagnostics.part("another", 0)).toMatchObject({ ok: false });
  expect(diagnostics.capture(900)).toBe(false);
  advance(2_000);
  expect(diagnostics.capture(900)).toBe(true);
});

test("a process without captures takes none", () => {
  expect(makeTestDiagnostics().diagnostics.capture(9_000)).toBe(false);
});
