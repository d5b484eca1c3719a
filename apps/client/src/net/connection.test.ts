// What the line says to a player who is not let in. Nothing listens at the address, so every attempt is refused, and of
// that a page learns as little as of a busy server's refusal.
import type { QueueStatus } from "@doubloon/shared/protocol/queue";
import { afterEach, describe, expect, it } from "vitest";
import { Connection, type LineState } from "./connection.ts";

/** A port that needs rights to listen at, and that nothing uses. */
const NOBODY = "http://127.0.0.1:1";

let connection: Connection | undefined;
afterEach(() => connection?.close());

/** Begins to connect; the answer holds every state that is told. */
function connect(askQueue: () => Promise<QueueStatus | undefined>): LineState[] {
  const states: LineState[] = [];
  const ignore = () => {};
  connection = new Connection({
    url: NOBODY,
    hello: () => ({ version: 1 }),
    askQueue,
    nowMs: () => 1_000,
    random: () => 0.5,
    handlers: {
      changed: (state) => void states.push(state),
      bytes: ignore,
      welcome: ignore,
      award: ignore,
      standing: ignore,
      board: ignore,
      notice: ignore,
      roundTrip: ignore,
    },
  });
  return states;
}

describe("one who is not let in", () => {
  it("waits for as long as the server says by HTTP, and tells why", async () => {
    const queue = { waiting: 500, waitSeconds: 12, retryAfterSeconds: 12 };
    const states = connect(async () => queue);
    await expect
      .poll(() => states.at(-1))
      .toEqual({ state: "waiting", retryAtMs: 13_500, refusal: undefined, queue });
  });

  it("tries again as usual if the server does not say, or would take it at once", async () => {
    const answers = [undefined, { waiting: 0, waitSeconds: 0, retryAfterSeconds: 0 }];
    const states = connect(async () => answers.shift());
    await expect
      .poll(() => states.filter(({ state }) => state === "connecting").length, { timeout: 20_000 })
      .toBe(3);
    expect(states.every((state) => state.state !== "waiting" || state.queue === undefined)).toBe(true);
  });

  it("is not put off any more once it has tried again", async () => {
    let answer: ((queue: QueueStatus) => void) | undefined;
    const states = connect(() => new Promise((resolve) => (answer = resolve)));
    await expect.poll(() => states.at(-1)?.state).toBe("waiting");
    const late = answer;
    connection?.retryNow();
    late?.({ waiting: 500, waitSeconds: 12, retryAfterSeconds: 12 });
    await expect.poll(() => states.filter(({ state }) => state === "waiting").length).toBe(2);
    expect(states.every((state) => state.state !== "waiting" || state.queue === undefined)).toBe(true);
  });
});
