import { expect, it } from "vitest";
import type { Session } from "../session.ts";
import { PacedNotices } from "./pacedNotices.ts";

/** The parts of a session that paced notices use. */
function makeSession(clear = true) {
  const written: Buffer[] = [];
  const emitted: unknown[] = [];
  const session = {
    state: "playing",
    connection: { lane: { clear, write: (bytes: Buffer) => void written.push(bytes) } },
    socket: { emit: (...args: unknown[]) => emitted.push(args) },
  };
  return { session: session as unknown as Session, written, emitted };
}

function makePaced(fail: (error: unknown, session: Session) => void = (error) => expect.fail(String(error))) {
  const turns: (() => void)[] = [];
  return { turns, paced: new PacedNotices({ fail, schedule: (task) => turns.push(task) }) };
}

const notice = { kind: "info", text: "The tide comes in." } as const;

it("sends to a slice of the sessions per turn, the same bytes to all", () => {
  const { turns, paced } = makePaced();
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

it("uses Socket.IO for a session with a pending write, and skips a session that is over", () => {
  const { turns, paced } = makePaced();
  const busy = makeSession(false);
  const gone = makeSession();
  paced.send([busy.session, gone.session], notice);
  gone.session.state = "over";
  for (const turn of turns) turn();
  expect(busy.emitted).toEqual([["notice", notice]]);
  expect(busy.written).toEqual([]);
  expect(gone.written).toEqual([]);
});

it("bounds the queue by sending the oldest at once", () => {
  const { paced } = makePaced();
  const one = makeSession();
  for (let i = 0; i < 65_536 + 3; i++) paced.send([one.session], notice);
  expect(one.written.length).toBe(3);
});

it("a write that fails costs its own session only", () => {
  const failed: Session[] = [];
  const { turns, paced } = makePaced((_error, session) => failed.push(session));
  const [broken, other] = [makeSession(), makeSession()];
  broken.session.connection.lane.write = () => {
    throw new Error("broken");
  };
  paced.send([broken.session, other.session], notice);
  for (const turn of turns) turn();
  expect(failed).toEqual([broken.session]);
  expect(other.written.length).toBe(1);
});
