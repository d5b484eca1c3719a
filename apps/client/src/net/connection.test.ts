// The connection's states for a player who is not let in. Nothing listens at the address, so every attempt fails, and the
// page learns as little about the reason as when a busy server refuses it.
import type { QueueStatus } from "@doubloon/shared/protocol/queue";
import { afterEach, describe, expect, it } from "vitest";
import { Connection, type ConnectionState } from "./connection.ts";

/** A privileged port on which nothing listens. */
const UNUSED_ADDRESS = "http://127.0.0.1:1";

let connection: Connection | undefined;
afterEach(() => connection?.close());

/** Starts connecting. The returned array receives every state that is reported. */
function connect(fetchQueueStatus: () => Promise<QueueStatus | undefined>): ConnectionState[] {
  const states: ConnectionState[] = [];
  const ignore = () => {};
  connection = new Connection({
    url: UNUSED_ADDRESS,
    hello: () => ({ version: 1 }),
    fetchQueueStatus,
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
      hunts: ignore,
      finds: ignore,
      hunter: ignore,
      clue: ignore,
      team: ignore,
      ranking: ignore,
      podium: ignore,
      roundTrip: ignore,
    },
  });
  return states;
}

describe("a player who is not let in", () => {
  it("waits as long as the queue status says, and reports the queue", async () => {
    const queue = { waiting: 500, waitSeconds: 12, retryAfterSeconds: 12 };
    const states = connect(async () => queue);
    await expect
      .poll(() => states.at(-1))
      .toEqual({ state: "waiting", retryAtMs: 13_500, refusal: undefined, queue });
  });

  it("retries with the usual delay if there is no queue status or no need to wait", async () => {
    const answers = [undefined, { waiting: 0, waitSeconds: 0, retryAfterSeconds: 0 }];
    const states = connect(async () => answers.shift());
    await expect
      .poll(() => states.filter(({ state }) => state === "connecting").length, { timeout: 20_000 })
      .toBeGreaterThanOrEqual(3);
    expect(states.every((state) => state.state !== "waiting" || state.queue === undefined)).toBe(true);
  });

  it("tries again at once when the page wakes, but not before the time that the server has said", async () => {
    const free = connect(async () => undefined);
    await expect.poll(() => free.at(-1)?.state).toBe("waiting");
    connection?.wake();
    expect(free.at(-1)?.state).toBe("connecting");
    connection?.close();
    const queue = { waiting: 500, waitSeconds: 12, retryAfterSeconds: 12 };
    const queued = connect(async () => queue);
    await expect.poll(() => queued.at(-1)).toMatchObject({ state: "waiting", queue });
    connection?.wake();
    expect(queued.at(-1)?.state).toBe("waiting");
  });

  it("ignores a queue status that arrives after the next attempt has started", async () => {
    let answer: ((queue: QueueStatus) => void) | undefined;
    const states = connect(() => new Promise((resolve) => (answer = resolve)));
    await expect.poll(() => states.at(-1)?.state).toBe("waiting");
    const late = answer;
    connection?.retryNow();
    late?.({ waiting: 500, waitSeconds: 12, retryAfterSeconds: 12 });
    await expect
      .poll(() => states.filter(({ state }) => state === "waiting").length)
      .toBeGreaterThanOrEqual(2);
    expect(states.every((state) => state.state !== "waiting" || state.queue === undefined)).toBe(true);
  });
});
