import { playerId } from "@doubloon/engine/testing/testWorld";
import type { MoverId } from "@doubloon/shared/ids";
import { describe, expect, it } from "vitest";
import type { FeedId } from "../link/feedId.ts";
import { CommandQueue } from "./commandQueue.ts";
import { type Controller, PlayerIndex } from "./playerIndex.ts";

const mover = 5 as MoverId;
const one = playerId(1);
const requester = { gateway: "g", session: 1 };

function controller(session: number): Controller {
  return {
    gateway: "g",
    session,
    playerId: one,
    name: "P",
    feed: 0 as FeedId,
    leaving: true,
    notifiedRank: 0,
  };
}

describe("CommandQueue", () => {
  it("N4 a leave is taken if its player has not entered again", () => {
    const [queue, players] = [new CommandQueue(), new PlayerIndex()];
    const previous = controller(1);
    players.set(mover, previous);
    queue.leave(mover, previous);
    expect(queue.take(players)).toEqual([{ type: "leave", mover }]);
  });

  it("N4 a leave is skipped if another session controls the mover by the step", () => {
    const [queue, players] = [new CommandQueue(), new PlayerIndex()];
    const previous = controller(1);
    players.set(mover, previous);
    queue.leave(mover, previous);
    players.set(mover, controller(2));
    expect(queue.take(players)).toEqual([]);
  });

  it("N4 a leave is skipped after an enter of its player in the same step, and taken if that enter was withdrawn", () => {
    const [queue, players] = [new CommandQueue(), new PlayerIndex()];
    const previous = controller(1);
    players.set(mover, previous);
    queue.enter(requester, one, undefined);
    queue.leave(mover, previous);
    expect(queue.take(players).map(({ type }) => type)).toEqual(["enter"]);
    expect([...queue.takenOverMovers]).toEqual([mover]);
    queue.enter(requester, one, undefined);
    queue.leave(mover, previous);
    queue.withdraw("g");
    expect(queue.take(players)).toEqual([{ type: "leave", mover }]);
  });

  it("matches answers to requesters in order, without the withdrawn ones, over several steps", () => {
    const [queue, players] = [new CommandQueue(), new PlayerIndex()];
    for (let session = 0; session < 1500; session++) {
      queue.enter({ gateway: session % 3 === 0 ? "gone" : "g", session }, playerId(session), undefined);
    }
    queue.withdraw("gone");
    const answered: number[] = [];
    const steps: number[] = [];
    for (let taken = queue.take(players); taken.length > 0; taken = queue.take(players)) {
      steps.push(taken.length);
      for (const command of taken) {
        const { session } = queue.nextRequester();
        expect(command).toMatchObject({ playerId: playerId(session) });
        answered.push(session);
      }
    }
    expect(steps).toEqual([512, 488]);
    expect(answered).toEqual(Array.from({ length: 1500 }, (_, i) => i).filter((i) => i % 3 !== 0));
  });

  it("refuses enters when full, and withdrawing makes room again", () => {
    const [queue, players] = [new CommandQueue(), new PlayerIndex()];
    for (let i = 0; i < 65_536; i++) expect(queue.enter(requester, one, undefined)).toBe(true);
    expect(queue.enter(requester, one, undefined)).toBe(false);
    queue.withdraw("g");
    expect(queue.enter(requester, one, undefined)).toBe(true);
    expect(queue.take(players).length).toBe(1);
  });
});
