// How long the disk takes to make a small write durable: awards are told to players only after that. Removes what it writes.
import { mkdtemp, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Finding, grade, p95, reasonOf } from "../finding.ts";

const WRITES = 40;
/** A page of SQLite. */
const WRITE_BYTES = 4_096;
/** In ms. A save takes a few flushes, and a player waits for it after each find. */
export const FLUSH_LIMITS_MS = { warn: 20, problem: 100 };

export async function checkDiskFlush(data: string, limits = FLUSH_LIMITS_MS): Promise<Finding> {
  const check = "disk flush";
  const expected = `95 % of flushes within ${limits.warn} ms`;
  const advice = `Put ${data} on a local disk with a write cache that survives a power cut; network disks and busy neighbours are slow.`;
  try {
    const times = await measure(data);
    const found = `95 % of ${WRITES} small writes are on the disk within ${p95(times).toFixed(1)} ms`;
    return { check, result: grade(p95(times), limits), found, expected, advice };
  } catch (error) {
    const found = `nothing can be written in ${data}: ${reasonOf(error)}`;
    return {
      check,
      result: "problem",
      found,
      expected,
      advice: "Run the doctor as the server's user, or correct --data.",
    };
  }
}

/** Times of the writes, in ms. Rejects with the file system's error. */
async function measure(data: string): Promise<number[]> {
  const folder = await mkdtemp(join(data, ".doctor-"));
  try {
    const file = await open(join(folder, "flush"), "w", 0o600);
    try {
      const times: number[] = [];
      for (let i = 0; i < WRITES; i++) {
        const startedMs = performance.now();
        await file.write(Buffer.alloc(WRITE_BYTES, i), 0, WRITE_BYTES, i * WRITE_BYTES);
        await file.sync();
        times.push(performance.now() - startedMs);
      }
      return times;
    } finally {
      await file.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
