// Recordings of this very process.
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { makeRecorder, type RecordedFile, RecordingError } from "./recorder.ts";

const ROOT = new URL("../", import.meta.url).href;
const read = ({ file }: RecordedFile): string => gunzipSync(file).toString();

/** Works until the recording is over, a little at a time. */
async function burnUntil(recording: Promise<unknown>): Promise<void> {
  let over = false;
  recording.finally(() => {
    over = true;
  });
  while (!over) {
    const made: object[] = [];
    for (let at = 0; at < 20_000; at++) made.push({ at });
    await new Promise(setImmediate);
  }
}

test.each(["cpu", "allocations"] as const)("a recording of %s names what this process does", async (kind) => {
  const recording = makeRecorder(ROOT).record(kind, 1);
  await burnUntil(recording);
  const text = read(await recording);
  // Not as a text to contain: the message of a failure would be many megabytes.
  expect(text.includes('"functionName":"burnUntil"')).toBe(true);
  expect(Object.keys(JSON.parse(text) as object)).toContain(kind === "cpu" ? "nodes" : "head");
});

test("one recording at a time; one that is ended early has its file, and the next one may begin", async () => {
  const recorder = makeRecorder(ROOT);
  const long = recorder.record("cpu", 30);
  await expect(recorder.record("allocations", 1)).rejects.toThrow("is running already");
  recorder.stop();
  expect(read(await long)).toMatch(/^{"nodes":/);
  const next = recorder.record("cpu", 30);
  recorder.stop();
  expect(read(await next)).toMatch(/^{"nodes":/);
});

test.each([
  ["as JSON", { maxJsonBytes: 100, maxFileBytes: 1_000_000 }],
  ["compressed", { maxJsonBytes: 100_000_000, maxFileBytes: 100 }],
])("a recording that is too large %s is an error that says so", async (_what, limits) => {
  const recorder = makeRecorder(ROOT, limits);
  const recording = recorder.record("cpu", 30);
  recorder.stop();
  await expect(recording).rejects.toThrow(/too large: \d+\.\d MiB, expected at most 0\.0 MiB/);
  await expect(recording).rejects.toBeInstanceOf(RecordingError);
});
