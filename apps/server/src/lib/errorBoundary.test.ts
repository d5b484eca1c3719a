import { describe, expect, test } from "vitest";
import { type BoundaryFailure, ErrorBoundary } from "./errorBoundary.ts";

function makeBoundary(log: (failure: BoundaryFailure) => void = () => {}) {
  const clock = { ms: 0, nowMs: () => clock.ms };
  return { clock, boundary: new ErrorBoundary({ log, clock }) };
}
function fail(): never {
  throw new Error("broken");
}

describe("an entry point that fails", () => {
  test("is counted by kind, and its connection is closed", () => {
    const { boundary } = makeBoundary();
    const closed: unknown[] = [];
    const listener = boundary.listener(
      "packet",
      function (this: { name: string }, _n: number) {
        fail();
      },
      function (n) {
        closed.push(this.name, n);
      },
    );
    listener.call({ name: "one" }, 7);
    boundary.run("timer", fail, () => closed.push("timer"));
    expect(closed).toEqual(["one", 7, "timer"]);
    expect([...boundary.counts()]).toEqual([
      ["packet", 1],
      ["timer", 1],
    ]);
  });

  test("is counted when the promise it returns is rejected", async () => {
    const { boundary } = makeBoundary();
    const closed = new Promise((resolve) => {
      boundary.listener(
        "handshake",
        async () => fail(),
        () => resolve("closed"),
      )();
    });
    expect(await closed).toBe("closed");
    expect([...boundary.counts()]).toEqual([["handshake", 1]]);
  });

  test("is logged once a minute per kind, with the number suppressed", () => {
    const lines: string[] = [];
    const { boundary, clock } = makeBoundary(({ kind, error, suppressed }) =>
      lines.push(`${kind} ${(error as Error).message} ${suppressed}`),
    );
    for (let i = 0; i < 5; i++) boundary.run("packet", fail);
    boundary.run("upgrade", fail);
    clock.ms += 59_999;
    boundary.run("packet", fail);
    expect(lines).toEqual(["packet broken 0", "upgrade broken 0"]);
    clock.ms += 1;
    boundary.run("packet", fail);
    expect(lines.at(-1)).toBe("packet broken 5");
  });

  test("stays confined even if closing and logging fail too", () => {
    const { boundary } = makeBoundary(fail);
    expect(boundary.run("packet", fail, fail)).toBe(false);
    boundary.listener("packet", fail, fail)();
    expect([...boundary.counts()]).toEqual([["packet", 2]]);
  });
});

test("an entry point that does not fail works as before and is not counted", () => {
  const { boundary } = makeBoundary();
  const heard: number[] = [];
  boundary.listener("packet", (n: number) => heard.push(n), fail)(3);
  expect(boundary.run("packet", () => {}, fail)).toBe(true);
  expect(heard).toEqual([3]);
  expect([...boundary.counts()]).toEqual([]);
});

test("the number of kinds is bounded", () => {
  const { boundary } = makeBoundary();
  for (let i = 0; i < 1_000; i++) boundary.failed(`kind ${i}`, undefined);
  const counts = [...boundary.counts()];
  expect(counts).toHaveLength(65);
  expect(counts.at(-1)).toEqual(["other", 936]);
});
