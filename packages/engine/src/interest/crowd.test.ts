import { FACINGS, Pose } from "@doubloon/shared/hunt/pose";
import { PROBE_TICKS } from "@doubloon/shared/hunt/rules";
import type { InputSeq, MoverId, RoomId, WorldTimeMs } from "@doubloon/shared/ids";
import { Intent } from "@doubloon/shared/movement";
import { RoomView } from "@doubloon/shared/view/roomView";
import { ACK_MASK } from "@doubloon/shared/wire/frameLayout";
import { decodeFrame } from "@doubloon/shared/wire/frameReader";
import { Action } from "@doubloon/shared/wire/input";
import { expect, test } from "vitest";
import { makeInputBatch, pushInput } from "../commands.ts";
import { stepWorld } from "../stepWorld.ts";
import { enter, makeMap, noInputs, testLoot } from "../testing/testWorld.ts";
import { createWorld } from "../world.ts";
import { MAX_DELTA_BYTES, MAX_VISIBLE } from "./bounds.ts";
import { RoomFrames, RoomStream } from "./roomFrames.ts";

/** A walled yard of 9x9 tiles in the middle of a chunk, where every player starts and stays. */
const map = { ...makeMap(64, 64, 0), spawns: [{ tileX: 24, tileY: 24 }] };
for (let i = 19; i <= 29; i++) {
  for (const [x, y] of [
    [i, 19],
    [i, 29],
    [19, i],
    [29, i],
  ]) {
    map.blocked[y * 64 + x] = 1;
  }
}
const room = 5 as RoomId;
const timeMs = 0 as WorldTimeMs;

function crowd(players: number) {
  const world = createWorld({ map, loot: testLoot, seed: 1 });
  stepWorld(world, { commands: Array.from({ length: players }, (_, n) => enter(n)), inputs: noInputs() });
  const inputs = makeInputBatch(players);
  let seq = 0;
  /** Every mover turns by a quarter at once. */
  const turnAll = (): void => {
    inputs.count = 0;
    seq++;
    for (let mover = 0; mover < players; mover++) {
      const heading = (mover + seq * 16) & 63;
      pushInput(inputs, mover as MoverId, seq as InputSeq, Intent.heading, heading, 0, 0);
    }
    stepWorld(world, { commands: [], inputs });
  };
  const rest = (): void => void stepWorld(world, { commands: [], inputs: noInputs() });
  return { world, frames: new RoomFrames(world), stream: new RoomStream(room), turnAll, rest };
}

test("I6, I7 in a crowd that turns on every tick, every delta is bounded and answers every input or lists it as unanswered", () => {
  const { frames, stream, turnAll, world } = crowd(3000);
  const view = new RoomView(world.grid);
  for (let i = 0; i < 60; i++) {
    turnAll();
    const { delta, unanswered, unansweredCount } = frames.encode(stream, timeMs, false);
    const frame = decodeFrame(delta);
    expect(view.apply(frame)).toBe("applied");
    if (i > 0) expect(delta.length).toBeLessThanOrEqual(MAX_DELTA_BYTES);
    expect(view.movers.size).toBeLessThanOrEqual(MAX_VISIBLE);
    expect(view.omitted).toBe(3000 - view.movers.size);
    const answered = new Set([...frame.states, ...frame.motionChanges].map(({ mover }) => mover));
    const listed = new Set(unanswered.subarray(0, unansweredCount));
    expect(listed.size).toBe(unansweredCount);
    expect(answered.size + listed.size).toBe(3000);
    for (const mover of listed) expect(answered.has(mover as MoverId)).toBe(false);
  }
});

test("I7 in a crowd, every probe that ends has a record or is listed as unanswered", () => {
  const { frames, stream, rest, world } = crowd(3000);
  const inputs = makeInputBatch(3000);
  for (let mover = 0; mover < 3000; mover++)
    pushInput(inputs, mover as MoverId, 1 as InputSeq, Action.dig, 0, 0, 0);
  stepWorld(world, { commands: [], inputs });
  const told = (): number => {
    const { delta, unansweredCount } = frames.encode(stream, timeMs, false);
    const { states, motionChanges } = decodeFrame(delta);
    return states.length + motionChanges.length + unansweredCount;
  };
  expect(told()).toBe(3000);
  expect([...world.movers.pose.subarray(0, 3000)].every((pose) => pose === Pose.probing)).toBe(true);
  for (let i = 1; i < PROBE_TICKS; i++) {
    rest();
    expect(frames.encode(stream, timeMs, false).unansweredCount).toBe(0);
  }
  rest();
  expect([...world.movers.pose.subarray(0, 3000)].every((pose) => pose < FACINGS)).toBe(true);
  expect(told()).toBe(3000);
});

test("I6 every shown mover is updated regularly, and a crowd that stops turning is shown exactly", () => {
  const { frames, stream, turnAll, rest, world } = crowd(400);
  const view = new RoomView(world.grid);
  const lastRecord = new Map<MoverId, number>();
  for (let i = 0; i < 60; i++) {
    turnAll();
    const frame = decodeFrame(frames.encode(stream, timeMs, false).delta);
    view.apply(frame);
    for (const { mover } of [...frame.states, ...frame.motionChanges]) lastRecord.set(mover, i);
  }
  for (const mover of view.movers.keys()) expect(60 - (lastRecord.get(mover) ?? 0)).toBeLessThan(10);
  const { movers } = world;
  for (let i = 0; i < 10; i++) {
    rest();
    view.apply(decodeFrame(frames.encode(stream, timeMs, false).delta));
  }
  for (const [mover, track] of view.movers) {
    expect([track.xAt(view.tick), track.yAt(view.tick)]).toEqual([movers.x[mover], movers.y[mover]]);
    expect(track.ack).toBe(movers.lastSeq[mover] & ACK_MASK);
  }
});

test("I6 a room that is no longer crowded shows every mover again without a keyframe", () => {
  const { frames, stream, turnAll, world } = crowd(400);
  const view = new RoomView(world.grid);
  const show = (): void => {
    const frame = decodeFrame(frames.encode(stream, timeMs, false).delta);
    expect(view.apply(frame)).toBe("applied");
  };
  turnAll();
  show();
  const leaves = Array.from(
    { length: 350 },
    (_, mover) => ({ type: "leave", mover: mover as MoverId }) as const,
  );
  for (let i = 0; i < 20; i++) {
    stepWorld(world, { commands: i === 0 ? leaves : [], inputs: noInputs() });
    show();
  }
  expect(view.omitted).toBe(0);
  expect([...view.movers.keys()].sort()).toEqual(Array.from({ length: 50 }, (_, i) => 350 + i));
  turnAll();
  expect(frames.encode(stream, timeMs, false).deferred).toBe(0);
});
