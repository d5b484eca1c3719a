import type { MoverId, RoomId, Tick } from "@doubloon/shared/ids";
import { Gait, Intent, packMotion } from "@doubloon/shared/movement";
import { makeChunkGrid } from "@doubloon/shared/space";
import { MoverTrack } from "@doubloon/shared/view/moverTrack";
import { RoomView } from "@doubloon/shared/view/roomView";
import { describe, expect, it } from "vitest";
import { Hunter } from "./hunter.ts";

const ME = 1 as MoverId;

/** A view in which the bot is at (1000, 1000), with treasure on the given tiles. */
function makeView(gait: Gait, ...tiles: readonly (readonly [number, number])[]): RoomView {
  const view = new RoomView(makeChunkGrid(64, 64));
  view.room = 0 as RoomId;
  view.tick = 50 as Tick;
  const track = new MoverTrack();
  track.push({ tick: view.tick, x: 1000, y: 1000, motion: packMotion(gait, 0) });
  view.movers.set(ME, track);
  for (const [tileX, tileY] of tiles) view.loot.set(tileY * 64 + tileX, { tileX, tileY, kind: 1 });
  return view;
}

const neverResting = () => 0.5;

describe("a bot", () => {
  it("walks to the nearest treasure and keeps to it", () => {
    const hunter = new Hunter(neverResting);
    const view = makeView(Gait.walking, [10, 10], [5, 4]);
    expect(hunter.decide(view, ME)).toMatchObject({ intent: Intent.point, x: 5.5 * 256, y: 4.5 * 256 });
    view.loot.set(3 * 64 + 4, { tileX: 4, tileY: 3, kind: 1 });
    expect(hunter.decide(view, ME).intent).toBe("same");
  });

  it("gives up a treasure it cannot reach and takes the next", () => {
    const hunter = new Hunter(neverResting);
    const view = makeView(Gait.stopped, [10, 10], [5, 4]);
    hunter.decide(view, ME);
    expect(hunter.decide(view, ME).intent).toBe(Intent.heading);
    expect(hunter.decide(view, ME)).toMatchObject({ intent: Intent.point, x: 10.5 * 256 });
  });

  it("leaves treasure to another mover who is nearer to it and near it, and to nobody else", () => {
    const view = makeView(Gait.walking, [10, 10], [5, 4]);
    const other = new MoverTrack();
    other.push({ tick: view.tick, x: 6.5 * 256, y: 4.5 * 256, motion: packMotion(Gait.stopped, 0) });
    view.movers.set(2 as MoverId, other);
    expect(new Hunter(neverResting).decide(view, ME)).toMatchObject({ intent: Intent.point, x: 10.5 * 256 });
    other.push({ tick: view.tick, x: 10 * 256, y: 4.5 * 256, motion: packMotion(Gait.stopped, 0) });
    expect(new Hunter(neverResting).decide(view, ME)).toMatchObject({ intent: Intent.point, x: 5.5 * 256 });
  });

  it("strolls without treasure in view, and waits without itself in view", () => {
    const hunter = new Hunter(neverResting);
    expect(hunter.decide(makeView(Gait.walking), ME).intent).toBe(Intent.heading);
    expect(hunter.decide(makeView(Gait.walking), 9 as MoverId).intent).toBe("same");
  });

  it("rests sometimes", () => {
    const hunter = new Hunter(() => 0.01);
    const goal = hunter.decide(makeView(Gait.walking, [5, 4]), ME);
    expect(goal.intent).toBe(Intent.stop);
    expect(goal.decideAfterMs).toBeGreaterThanOrEqual(1000);
  });
});
