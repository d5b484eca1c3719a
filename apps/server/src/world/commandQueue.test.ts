import { playerId } from "@doubloon/engine/testing/testWorld";
import type { MoverId } from "@doubloon/shared/ids";
import { describe, expect, it } from "vitest";
import type { FeedId } from "../link/feedId.ts";
import { CommandQueue } from "./commandQueue.ts";
import { type Controller, PlayerIndex } from "./playerIndex.ts";

const mover = 5 as MoverId;
const one = playerId(1);
const asker = { gateway: "g", session: 1 };

function lead(session: number): Controller {
  return { gateway: "g", session, playerId: one, name: "P", feed: 0 as FeedId, leaving: true, toldRank: 0 };
}

describe("CommandQueue", () => {
  it("N4 a leave holds while its session's player has not come in anew", () => {
    const [queue, roster] = [new CommandQueue(), new PlayerIndex()];
    const former = lead(1);
    roster.set(mover, former);
    queue.leave(mover, former);
    expect(queue.take(roster)).toEqual([{ type: "leave", mover }]);
  });

  it("N4 a leave is left out if another session controls the body by the step", () => {
    const [queue, roster] = [new CommandQueue(), new PlayerIndex()];
    const former = lead(1);
    roster.set(mover, former);
    queue.leave(mover, former);
    roster.set(mover, lead(2));
    expect(queue.take(roster)).toEqual([]);
  });

  it("N4 a leave is left out behind an enter of its player in the same step, and holds if that was withdrawn", () => {
    const [queue, roster] = [new CommandQueue(), new PlayerIndex()];
    const former = lead(1);
    roster.set(mover, former);
    queue.enter(asker, one, undefined);
    queue.leave(mover, former);
    expect(queue.take(roster).map(({ type }) => type)).toEqual(["enter"]);
    expect([...queue.overtaken]).toEqual([mover]);
    queue.enter(asker, one, undefined);
    queue.leave(mover, former);
    queue.withdraw("g");
    expect(queue.take(roster)).toEqual([{ type: "leave", mover }]);
  });

  it("answers go to those who asked, in order, without the withdrawn, over several steps", () => {
    const [queue, roster] = [new CommandQueue(), new PlayerIndex()];
    for (let session = 0; session < 1500; session++) {
      queue.enter({ gateway: session % 3 === 0 ? "gone" : "g", session }, playerId(session), undefined);
    }
    queue.withdraw("gone");
    const answered: number[] = [];
    const steps: number[] = [];
    for (let taken = queue.take(roster); taken.length > 0; taken = queue.take(roster)) {
      steps.push(taken.length);
      for (const command of taken) {
        const { session } = queue.answer();
        expect(command).toMatchObject({ playerId: playerId(session) });
        answered.push(session);
      }
    }
    expect(steps).toEqual([512, 488]);
    expect(answered).toEqual(Array.from({ length: 1500 }, (_, i) => i).filter((i) => i % 3 !== 0));
  });

  it("takes no more than it can hold, and room that was withdrawn is room again", () => {
    const [queue, roster] = [new CommandQueue(), new PlayerIndex()];
    for (let i = 0; i < 65_536; i++) expect(queue.enter(asker, one, undefined)).toBe(true);
    expect(queue.enter(asker, one, undefined)).toBe(false);
    queue.withdraw("g");
    expect(queue.enter(asker, one, undefined)).toBe(true);
    expect(queue.take(roster).length).toBe(1);
  });
});
