import { expect, it } from "vitest";
import type { Session } from "../session.ts";
import { PacedNotices } from "./pacedNotices.ts";

/** As much of a session as paced events touch. */
function makeSession(clear = true) {
  const written: Buffer[] = [];
  const emitted: unknown[] = [];
  const session = {
    state: "playing",
    connection: { lane: { clear, write: (bytes: Buffer) => written.push(bytes) } },
    socket: { emit: (...args: unknown[]) => emitted.push(args) },
  };
  return { session: session as unknown as Session, written, emitted };
}

const notice = { kind: "info", text: "The tide comes in." } as const;

it("sends to a slice of the sessions in each turn, the same bytes to all", () => {
  const turns: (() => void)[] = [];
  const paced = new PacedNotices((task) => turns.push(task));
  const sessions = Array.from({ length: 250 }, () => makeSession());
  paced.send(
    sessions.map(({ session }) => session),
    notice,
  );
  const progress = [];
  for (let turn = turns.shift(); turn !== undefined; turn = turns.shift()) {
    turn();
    progress.push(sessions.filter(({ written }) => written.length === 1).length);
  }
  expect(progress).toEqual([100, 200, 250]);
  expect(new Set(sessions.map(({ written }) => written[0])).size).toBe(1);
});

it("leaves to Socket.IO whom a write still waits for, and leaves out who has gone meanwhile", () => {
  const turns: (() => void)[] = [];
  const paced = new PacedNotices((task) => turns.push(task));
  const busy = makeSession(false);
  const gone = makeSession();
  paced.send([busy.session, gone.session], notice);
  gone.session.state = "over";
  for (const turn of turns) turn();
  expect(busy.emitted).toEqual([["notice", notice]]);
  expect(busy.written).toEqual([]);
  expect(gone.written).toEqual([]);
});

it("bounds what waits by sending the oldest at once", () => {
  const paced = new PacedNotices(() => {});
  const one = makeSession();
  for (let i = 0; i < 65_536 + 3; i++) paced.send([one.session], notice);
  expect(one.written.length).toBe(3);
});
