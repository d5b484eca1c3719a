import { expect, test } from "vitest";
import { ABANDON_TIMEOUT_MS, CLOSE_TIMEOUT_MS, makeEnding } from "./ending.ts";

function makeProcess(close: () => Promise<void>, abandon: () => Promise<void> = async () => {}) {
  const done: string[] = [];
  const timers: { readonly delayMs: number; readonly run: () => void }[] = [];
  const ending = makeEnding({
    close: () => {
      done.push("close");
      return close();
    },
    abandon: () => {
      done.push("abandon");
      return abandon();
    },
    exit: (code) => void done.push(`exit ${code}`),
    after: (delayMs, run) => void timers.push({ delayMs, run }),
    log: (_, what) => void done.push(what),
  });
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return { ending, done, timers, settle };
}
const never = (): Promise<void> => new Promise(() => {});

test("ends in order once, with 0, or 1 if closing fails", async () => {
  const good = makeProcess(async () => {});
  good.ending.close();
  good.ending.close();
  await good.settle();
  expect(good.done).toEqual(["close", "exit 0"]);
  const bad = makeProcess(() => Promise.reject(new Error("the last save failed")));
  bad.ending.close();
  await bad.settle();
  expect(bad.done).toEqual(["close", "closing failed", "exit 1"]);
});

test("a fault saves nothing, stops the world in the same turn and ends with 1", async () => {
  const { ending, done, settle } = makeProcess(async () => {});
  ending.fault(new Error("half a step"));
  expect(done).toEqual(["an error that nobody has caught", "abandon"]);
  ending.fault(new Error("another"));
  ending.close();
  await settle();
  expect(done.filter((what) => what === "close")).toEqual([]);
  expect(done.at(-1)).toBe("exit 1");
});

test("a fault while closing stops the saving too and ends with 1, never 0", async () => {
  let closed = (): void => {};
  const { ending, done, settle } = makeProcess(
    () =>
      new Promise((resolve) => {
        closed = resolve;
      }),
    never,
  );
  ending.close();
  ending.fault(new Error("half a step"));
  closed();
  await settle();
  expect(done).toEqual(["close", "an error that nobody has caught", "abandon"]);
});

test("what hangs is left: after a bounded time the process ends with 1", () => {
  for (const [how, limitMs] of [
    ["close", CLOSE_TIMEOUT_MS],
    ["fault", ABANDON_TIMEOUT_MS],
  ] as const) {
    const { ending, done, timers } = makeProcess(never, never);
    if (how === "close") ending.close();
    else ending.fault(new Error("half a step"));
    expect(timers.map(({ delayMs }) => delayMs)).toEqual([limitMs]);
    timers[0].run();
    expect(done.at(-1)).toBe("exit 1");
  }
});
