import { describe, expect, it } from "vitest";
import { Pose } from "../hunt/pose.ts";
import type { MoverId, RoomId, Tick, WorldTimeMs } from "../ids.ts";
import { Gait, packMotion } from "../movement.ts";
import { CHUNK_SUB, makeChunkGrid } from "../space.ts";
import { addTicks } from "../time.ts";
import { decodeFrame, type Frame } from "../wire/frameReader.ts";
import { FrameWriter } from "../wire/frameWriter.ts";
import { WireKind } from "../wire/kinds.ts";
import { RoomView } from "./roomView.ts";

const GRID = makeChunkGrid(160, 160);
const ROOM = 55 as RoomId;
const ANNE = 7 as MoverId;
const EAST = packMotion(Gait.walking, 0);
const SOUTH = packMotion(Gait.walking, 16);
const STANDING = packMotion(Gait.stopped, 16);
const ORIGIN = 4 * CHUNK_SUB;

function frame(
  kind: typeof WireKind.delta | typeof WireKind.keyframe,
  tick: number,
  sinceTicks: number,
  write: (writer: FrameWriter) => void = () => {},
  room: RoomId = ROOM,
): Frame {
  const writer = new FrameWriter();
  writer.begin(kind, room, (tick >>> 0) as Tick, 0 as WorldTimeMs, sinceTicks, 0);
  write(writer);
  return decodeFrame(writer.bytes.subarray(0, writer.end()));
}

const keyframe = (tick: number, write?: (writer: FrameWriter) => void) =>
  frame(WireKind.keyframe, tick, 0, write);
const delta = (tick: number, sinceTicks: number, write?: (writer: FrameWriter) => void) =>
  frame(WireKind.delta, tick, sinceTicks, write);

function viewAt(tick: number): RoomView {
  const view = new RoomView(GRID);
  view.apply(keyframe(tick, (w) => w.state(ANNE, EAST, 5000, 6000, 3)));
  return view;
}

describe("I3 which frames apply", () => {
  it("I4 nothing applies before a keyframe", () => {
    const view = new RoomView(GRID);
    expect(view.apply(delta(10, 2))).toBe("gap");
    expect(view.apply(keyframe(10))).toBe("applied");
    expect(view.apply(delta(12, 2))).toBe("applied");
  });

  it.each([100, 0xffffffff, 0xfffffffe, 0])(
    "I3 S4 a delta applies on the frame before it, at tick %d too",
    (tick) => {
      const view = viewAt(tick);
      expect(view.apply(delta(tick + 4, 2))).toBe("gap");
      expect(view.tick).toBe(tick);
      expect(view.apply(delta(tick, 2))).toBe("stale");
      expect(view.apply(delta(tick + 2, 2))).toBe("applied");
      expect(view.apply(delta(tick + 2, 2))).toBe("stale");
      expect(view.apply(delta(tick + 3, 4))).toBe("applied");
    },
  );

  it("I3 a delta of another room is a gap, a keyframe of it is not", () => {
    const view = viewAt(100);
    const other = 56 as RoomId;
    expect(view.apply(frame(WireKind.delta, 102, 2, undefined, other))).toBe("gap");
    expect(view.apply(frame(WireKind.keyframe, 102, 0, undefined, other))).toBe("applied");
    expect(view.room).toBe(other);
    expect(view.movers.size).toBe(0);
  });

  it("I3 a keyframe older than the held frame is ignored", () => {
    const view = viewAt(100);
    expect(view.apply(keyframe(99))).toBe("stale");
    expect(view.movers.has(ANNE)).toBe(true);
  });
});

describe("I5 where movers are", () => {
  it("I5 a mover that walks straight on is where the movement rule takes it", () => {
    const anne = viewAt(0xfffffffe).movers.get(ANNE);
    expect(anne?.xAt(2 as Tick)).toBe(ORIGIN + 5000 + 4 * 64);
    expect(anne?.xAt(0 as Tick, 0.5)).toBe(ORIGIN + 5000 + 2.5 * 64);
    expect(anne?.yAt(2 as Tick)).toBe(ORIGIN + 6000);
    expect(anne?.xAt(0xfffffff0 as Tick)).toBe(ORIGIN + 5000);
  });

  it("I5 a motion change starts where the previous motion ended, one tick before it", () => {
    const view = viewAt(100);
    view.apply(delta(104, 4, (w) => w.motionChange(ANNE, SOUTH, 2, 4)));
    const anne = view.movers.get(ANNE);
    // East until tick 101, south from 102 on.
    expect([anne?.xAt(104 as Tick), anne?.yAt(104 as Tick)]).toEqual([ORIGIN + 5064, ORIGIN + 6000 + 3 * 64]);
    expect([anne?.xAt(101 as Tick), anne?.yAt(101 as Tick)]).toEqual([ORIGIN + 5064, ORIGIN + 6000]);
    expect(anne?.xAt(100 as Tick, 0.5)).toBe(ORIGIN + 5032);
    expect(anne?.ack).toBe(4);
  });

  it("I3 a motion change that the held keyframe already contains is not applied twice", () => {
    const view = viewAt(100);
    view.apply(delta(101, 4, (w) => w.motionChange(ANNE, SOUTH, 2, 4)));
    expect(view.movers.get(ANNE)?.xAt(101 as Tick)).toBe(ORIGIN + 5064);
    expect(view.movers.get(ANNE)?.ack).toBe(3);
  });

  it("I5 two motion changes in one frame are applied in order", () => {
    const view = viewAt(100);
    view.apply(
      delta(104, 4, (w) => {
        w.motionChange(ANNE, SOUTH, 3, 4);
        w.motionChange(ANNE, STANDING, 1, 5);
      }),
    );
    const anne = view.movers.get(ANNE);
    expect([anne?.xAt(104 as Tick), anne?.yAt(104 as Tick)]).toEqual([ORIGIN + 5000, ORIGIN + 6000 + 2 * 64]);
  });

  it("M8 a mover faces where it last walked while it shows a pose, and where its facing says", () => {
    const view = viewAt(100);
    const anne = view.movers.get(ANNE);
    view.apply(delta(104, 4, (w) => w.motionChange(ANNE, SOUTH, 2, 4)));
    view.apply(delta(108, 4, (w) => w.motionChange(ANNE, Pose.probing, 2, 4)));
    expect(anne?.facingAt(108 as Tick)).toBe(16);
    expect(anne?.facingAt(100 as Tick, 0.5)).toBe(0);
    view.apply(delta(112, 4, (w) => w.motionChange(ANNE, 6, 0, 4)));
    expect(anne?.facingAt(112 as Tick)).toBe(48);
    view.apply(keyframe(120, (w) => w.state(8 as MoverId, Pose.held, 0, 0, 0)));
    expect(view.movers.get(8 as MoverId)?.facingAt(120 as Tick)).toBe(16);
  });

  it("M5 M7 steps in boots are drawn evenly between state records, and a plain walk as it was", () => {
    const view = viewAt(100);
    const anne = view.movers.get(ANNE);
    for (let i = 1; i <= 5; i++)
      view.apply(delta(100 + 2 * i, 2, (w) => w.state(ANNE, EAST, 5000 + 2 * i * 77, 6000, 3)));
    for (let tick = 0; tick <= 9; tick += 0.5)
      expect(anne?.shownXAt(100 as Tick, tick)).toBe(ORIGIN + 5000 + tick * 77);
    expect(anne?.xAt(110 as Tick)).toBe(ORIGIN + 5000 + 10 * 77);
    view.apply(delta(114, 4, (w) => w.motionChange(ANNE, SOUTH, 1, 4)));
    for (let tick = 110; tick < 118; tick += 0.5) {
      expect(anne?.shownXAt(0 as Tick, tick)).toBe(anne?.xAt(0 as Tick, tick));
      expect(anne?.shownYAt(0 as Tick, tick)).toBe(anne?.yAt(0 as Tick, tick));
    }
  });

  it("I2 a removed mover is forgotten, a mover without a record stays", () => {
    const view = viewAt(100);
    view.apply(delta(102, 2));
    expect(view.movers.has(ANNE)).toBe(true);
    view.apply(delta(104, 2, (w) => w.removal(ANNE)));
    expect(view.movers.has(ANNE)).toBe(false);
  });

  it("I5 a track keeps a bounded number of legs, the newest ones", () => {
    const view = viewAt(0);
    for (let i = 1; i < 40; i++)
      view.apply(delta(i, 1, (w) => w.motionChange(ANNE, i % 2 ? SOUTH : EAST, 0, 0)));
    const anne = view.movers.get(ANNE);
    expect(anne?.legAt(addTicks(0 as Tick, 1)).tick).toBe(31);
    expect(anne?.xAt(39 as Tick)).toBe(ORIGIN + 5000 + 19 * 64);
    expect(anne?.yAt(39 as Tick)).toBe(ORIGIN + 6000 + 20 * 64);
  });
});

it("L1 L2 loot appears and disappears by tile", () => {
  const view = viewAt(100);
  view.apply(delta(102, 2, (w) => w.loot(3, 2 * 48 + 1)));
  expect([...view.loot.values()]).toEqual([{ tileX: 64 + 1, tileY: 64 + 2, kind: 3 }]);
  view.apply(delta(104, 2, (w) => w.loot(0, 2 * 48 + 1)));
  expect(view.loot.size).toBe(0);
});
