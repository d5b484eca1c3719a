// One message of each kind, and what a recording contains of them.
import type { InputSeq, MoverId, PlayerId, RoomId, Tick, WorldTimeMs } from "@doubloon/shared/ids";
import { feedIdOf } from "../feedId.ts";
import type { Entered, GatewayId, GatewayPort, WorldPort } from "../port.ts";
import type { RecordedCall } from "./recordingPorts.ts";

const mover = 0xa1a2 as MoverId;
const session = 0xc1c2c3c4;
const room = 0x0304 as RoomId;
const feed = feedIdOf(room, 0xf2);
const tick = 0xfffffff0 as Tick;
const playerId = "AAAAAAAAAAAAAAAAAAAAAA" as PlayerId;
const standing = { score: 12_345_678_901, rank: 3, of: 70_000 };
const self = { motion: 0x51, mover, tick, ack: 65_535 as InputSeq, room, x: 1_000_000, y: 7 };
const entered: Entered = {
  session: 0xfffffffe,
  playerId,
  mover,
  feed,
  name: "Zoë 🏴‍☠️",
  returning: true,
  tick,
  timeMs: 4_000_000_000 as WorldTimeMs,
  standing,
  self,
};
const award = { kind: 7, value: 250, tileX: 511, tileY: 0, standing };
const board = { top: [{ rank: 1, name: "Zoë", score: 9, playerId }], online: 2 };
const delta = Uint8Array.from([1, 2, 3]);
const keyframe = Uint8Array.from([2, 9]);

/** Sends a gateway one message of each kind. */
export function sendGatewaySamples(gateway: GatewayPort): void {
  gateway.entered(entered);
  gateway.refused(1, "serverFull");
  gateway.takenOver(session);
  gateway.crossed(session, feed);
  gateway.frame(feed, tick, delta, undefined);
  gateway.frame(feed, tick, delta, keyframe);
  gateway.self(session, self);
  gateway.award(session, award);
  gateway.standing(session, standing);
  gateway.board(board);
  gateway.named(mover, "Zoë 🏴‍☠️");
  gateway.unnamed(mover);
}

export const gatewaySampleCalls: readonly RecordedCall[] = [
  ["entered", entered],
  ["refused", 1, "serverFull"],
  ["takenOver", session],
  ["crossed", session, feed],
  ["frame", feed, tick, [1, 2, 3], undefined],
  ["frame", feed, tick, [1, 2, 3], [2, 9]],
  ["self", session, self],
  ["award", session, award],
  ["standing", session, standing],
  ["board", board],
  ["named", mover, "Zoë 🏴‍☠️"],
  ["unnamed", mover],
];

/** Sends the world one message of each kind. */
export function sendWorldSamples(world: WorldPort, id: GatewayId): void {
  world.enter(id, 0xfffffffe, playerId, "Zoë");
  world.enter(id, 2, playerId, undefined);
  world.input(id, session, mover, 65_535, 2, 63, 1_000_000, 2_000_000);
  world.wantKeyframe(id, feed);
  world.leave(id, session, mover);
  world.health(id, { connections: 12, lagMs: 0.5, busy: 0.25, droppedFrames: 3 });
}

export function worldSampleCalls(id: GatewayId): readonly RecordedCall[] {
  return [
    ["enter", id, 0xfffffffe, playerId, "Zoë"],
    ["enter", id, 2, playerId, undefined],
    ["input", id, session, mover, 65_535, 2, 63, 1_000_000, 2_000_000],
    ["wantKeyframe", id, feed],
    ["leave", id, session, mover],
    ["health", id, { connections: 12, lagMs: 0.5, busy: 0.25, droppedFrames: 3 }],
  ];
}
