import { expect, test } from "vitest";
import { ABANDON_TIMEOUT_MS, CLOSE_TIMEOUT_MS, makeShutdown } from "./shutdown.ts";

function makeProcess(
  close: () => Promise<void>,
  abandon: () => Promise<void> = async () => {},
  drain: () => Promise<void> = async () => {},
) {
  const done: string[] = [];
  const timers: { readonly delayMs: number; readonly run: () => void }[] = [];
  const shutdown = makeShutdown({
    close: () => {
      done.push("close");
      return close();
    },
    drain,
    abandon: () => {
      done.push("abandon");
      return abandon();
    },
    exit: (code) => void done.push(`exit ${code}`),
    after: (delayMs, run) => void timers.push({ delayMs, run }),
    log: (_, what) => void done.push(what),
  });
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return { shutdown, done, timers, settle };
}
const never = (): Promise<void> => new Promise(() => {});

test("an orderly shutdown runs once and exits with 0, or with 1 if closing fails", async () => {
  const good = makeProcess(async () => {});
  good.shutdown.close();
  good.shutdown.close();
  await good.settle();
  expect(good.done).toEqual(["close", "exit 0"]);
  const bad = makeProcess(() => Promise.reject(new Error("the last save failed")));
  bad.shutdown.close();
  await bad.settle();
  expect(bad.done).toEqual(["close", "closing failed", "exit 1"]);
});

test("a fault saves nothing, stops the world in the same turn and exits with 1", async () => {
  const { shutdown, done, settle } = makeProcess(async () => {});
  shutdown.fault(new Error("half a step"));
  expect(done).toEqual(["uncaught error", "abandon"]);
  shutdown.fault(new Error("another"));
  shutdown.close();
  await settle();
  expect(done.filter((what) => what === "close")).toEqual([]);
  expect(done.at(-1)).toBe("exit 1");
});

test("a fault during an orderly shutdown stops the saving too and exits with 1, never 0", async () => {
  let closed = (): void => {};
  const { shutdown, done, settle } = makeProcess(
    () =>
      new Promise((resolve) => {
        closed = resolve;
      }),
    never,
  );
  shutdown.close();
  shutdown.fault(new Error("half a step"));
  closed();
  await settle();
  expect(done).toEqual(["close", "uncaught error", "abandon"]);
});

test("a shutdown that hangs exits with 1 at its time limit", () => {
  for (const [how, limitMs] of [
    ["close", CLOSE_TIMEOUT_MS],
    ["fault", ABANDON_TIMEOUT_MS],
  ] as const) {
    const { shutdown, done, timers } = makeProcess(never, never);
    if (how === "close") shutdown.close();
    else shutdown.fault(new Error("half a step"));
    expect(timers.map(({ delayMs }) => delayMs)).toEqual([limitMs]);
    timers[0].run();
    expect(done.at(-1)).toBe("exit 1");
  }
});

test("a supervisor's request drains first; the second one closes at once, and the drain's end closes nothing more", async () => {
  let drained = (): void => {};
  const { shutdown, done, settle } = makeProcess(
    async () => {},
    undefined,
    () =>
      new Promise((resolve) => {
        drained = resolve;
      }),
  );
  shutdown.terminate();
  await settle();
  expect(done).toEqual([]);
  shutdown.terminate();
  await settle();
  expect(done).toEqual(["close", "exit 0"]);
  drained();
  await settle();
  expect(done).toEqual(["close", "exit 0"]);
});

test("a drain that fails still closes in order", async () => {
  const { shutdown, done, settle } = makeProcess(
    async () => {},
    undefined,
    () => Promise.reject(new Error("no pace")),
  );
  shutdown.terminate();
  await settle();
  await settle();
  expect(done).toEqual(["draining failed", "close", "exit 0"]);
});
