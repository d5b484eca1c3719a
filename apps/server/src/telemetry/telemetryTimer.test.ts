import { expect, test, vi } from "vitest";
import { COLLECT_INTERVAL_MS, COLLECTOR_TIMEOUT_MS, TelemetryTimer } from "./telemetryTimer.ts";

/** A timer whose seconds are stepped by the test. */
function makeTimer() {
  let nowMs = 0;
  let turn: (() => void) | undefined;
  const onFailure = vi.fn<(name: string, error: unknown, failures: number) => void>();
  const timer = new TelemetryTimer({
    onFailure,
    nowMs: () => nowMs,
    every(everyMs, run) {
      expect(everyMs).toBe(COLLECT_INTERVAL_MS);
      turn = run;
      return () => {
        turn = undefined;
      };
    },
  });
  return {
    timer,
    onFailure,
    /** Steps through seconds and lets promises settle after each. */
    async seconds(count: number): Promise<void> {
      for (let i = 0; i < count; i++) {
        nowMs += COLLECT_INTERVAL_MS;
        turn?.();
        await new Promise(setImmediate);
      }
    },
  };
}

test("runs every collector once a second, in the order in which they were added", async () => {
  const { timer, seconds } = makeTimer();
  const seen: string[] = [];
  timer.add("first", () => void seen.push("first"));
  const remove = timer.add("second", async () => void seen.push("second"));
  await seconds(2);
  expect(seen).toEqual(["first", "second", "first", "second"]);
  remove();
  await seconds(1);
  expect(seen.slice(4)).toEqual(["first"]);
  timer.close();
  await seconds(3);
  expect(seen.length).toBe(5);
});

test.each([
  [
    "throws",
    () => {
      throw new Error("broken");
    },
  ],
  ["rejects", () => Promise.reject(new Error("broken"))],
])("a collector that %s runs again the next second and does not affect the others", async (_what, fail) => {
  const { timer, onFailure, seconds } = makeTimer();
  let broken = true;
  let runs = 0;
  let others = 0;
  timer.add("gather", () => {
    runs++;
    return broken ? fail() : undefined;
  });
  timer.add("other", () => void others++);
  await seconds(3);
  broken = false;
  await seconds(2);
  expect([runs, others, timer.failures]).toEqual([5, 5, 3]);
  // One line a minute, not one a second.
  expect(onFailure.mock.calls).toEqual([["gather", new Error("broken"), 1]]);
  broken = true;
  await seconds(60);
  expect(onFailure).toHaveBeenCalledTimes(2);
  expect(timer.failures).toBe(63);
});

test("a collector never runs twice at once; one that hangs times out and is started again", async () => {
  const { timer, onFailure, seconds } = makeTimer();
  const runs: (() => void)[] = [];
  timer.add("slow", () => new Promise<void>((resolve) => void runs.push(resolve)));
  await seconds(3);
  expect(runs.length).toBe(1);
  runs[0]();
  await seconds(1);
  expect(runs.length).toBe(1);
  await seconds(1);
  expect([runs.length, timer.failures]).toEqual([2, 0]);
  await seconds(COLLECTOR_TIMEOUT_MS / COLLECT_INTERVAL_MS);
  expect([runs.length, timer.failures]).toEqual([3, 1]);
  expect(onFailure).toHaveBeenCalledWith("slow", new Error("not finished after 5000 ms"), 1);
  // The timed-out run ends late; the run after it is still the current one.
  runs[1]();
  await seconds(1);
  expect(runs.length).toBe(3);
});
