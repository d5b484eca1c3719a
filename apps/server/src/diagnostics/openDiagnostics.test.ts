// A real overrun of this very process, captured to a file.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CAPTURES_FOLDER } from "./captureFiles.ts";
import { openDiagnostics } from "./openDiagnostics.ts";

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "doubloon-overrun-"));
});
afterEach(() => rmSync(data, { recursive: true }));

const log = { level: "info", info: () => {}, error: () => {} };

/** Blocks the event loop. */
function block(ms: number): void {
  const untilMs = performance.now() + ms;
  while (performance.now() < untilMs);
}

test("a badly late event loop is captured once, and the file is there after a restart", async () => {
  const options = {
    log,
    logLevel: "info",
    root: "file:///",
    captures: { data, fromMs: 200, seconds: 1, graceMs: 0 },
  } as const;
  const diagnostics = await openDiagnostics(options);
  await vi.waitFor(
    () => {
      // Again until it is noticed: the watch looks every 50 ms, and this may run just before its first look.
      if (diagnostics.status().recordings.length === 0) block(300);
      expect(diagnostics.status().recordings).toMatchObject([{ automatic: true, state: "ready" }]);
    },
    { timeout: 30_000, interval: 60 },
  );
  const [{ id, by, bytes = 0 }] = diagnostics.status().recordings;
  expect(by).toMatch(/^the event loop was \d{3,} ms late$/);
  diagnostics.close();
  expect(readdirSync(join(data, CAPTURES_FOLDER))).toEqual([id]);

  const again = await openDiagnostics(options);
  expect(again.status().recordings).toMatchObject([{ id, bytes }]);
  const part = await again.part(id, 0);
  const file = Buffer.from(part.ok ? part.base64 : "", "base64");
  expect(gunzipSync(file).toString()).toMatch(/^{"nodes":/);
  again.close();
});

test("with 0 there is no capture", async () => {
  const diagnostics = await openDiagnostics({
    log,
    logLevel: "info",
    root: "file:///",
    captures: { data, fromMs: 0 },
  });
  expect(diagnostics.status().recordings).toEqual([]);
  diagnostics.close();
});
