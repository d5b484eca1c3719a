// One message of each kind, and what a recording contains of them.
import type { InputSeq, MoverId, PlayerId, RoomId, Tick, WorldTimeMs } from "@doubloon/shared/ids";
import type { Clue, Find, HuntRequest, Hunts, Reading } from "@doubloon/shared/protocol/huntEvents";
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
const reading: Reading = { thread: 0xfffffffd, tick, cellX: 0x0102, cellY: 0xfffe, band: 5 };
const clue: Clue = { hunt: 7, thread: 9, wave: 1, kind: "piece", turned: true, layers: [[1, 0, 70_000]] };
const hunts: Hunts = {
  hunts: [
    {
      hunt: 7,
      title: "The Governor's Silver",
      kind: "hunt",
      phase: "running",
      paused: false,
      zone: { x: 1, y: 2, width: 192, height: 96 },
      wave: 1,
      waves: 3,
      phaseEnds: tick,
      ends: tick,
      caches: 12,
      cachesLeft: 3,
      hunters: 40,
      commitment: "ab".repeat(32),
      leader: mover,
    },
  ],
  next: { title: "The Grand Hunt", atMs: 1_900_000_000_000 },
};
const finds: Find[] = [
  { hunt: 7, cache: 3, tier: "chest", mimic: false, tileX: 5, tileY: 6, by: [{ name: "Zoë", points: 100 }] },
];
const entries = ['{"number":1,"type":"announced"}', '{"number":2}'];
const join: HuntRequest = { type: "join", hunt: 7, nonce: "00112233445566778899aabbccddeeff" };
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
  gateway.tell(session, "clue", clue);
  gateway.tell(session, "notice", { kind: "info", text: "Too late." });
  gateway.tell(session, "finds", finds);
  gateway.reading(session, reading);
  gateway.broadcast("hunts", hunts);
  gateway.broadcast("finds", finds);
  gateway.fairEntries(1, entries);
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
  ["tell", session, "clue", clue],
  ["tell", session, "notice", { kind: "info", text: "Too late." }],
  ["tell", session, "finds", finds],
  ["reading", session, reading],
  ["broadcast", "hunts", hunts],
  ["broadcast", "finds", finds],
  ["fairEntries", 1, entries],
  ["named", mover, "Zoë 🏴‍☠️"],
  ["unnamed", mover],
];

/** Sends the world one message of each kind. */
export function sendWorldSamples(world: WorldPort, id: GatewayId): void {
  world.enter(id, 0xfffffffe, playerId, "Zoë");
  world.enter(id, 2, playerId, undefined);
  world.enter(id, 3, playerId, "Robot", true);
  world.hunting(id, session, mover, join);
  world.input(id, session, mover, 65_535, 2, 63, 1_000_000, 2_000_000);
  world.undelivered(id, playerId, "award", award);
  world.undelivered(id, playerId, "finds", finds);
  world.wantKeyframe(id, feed);
  world.leave(id, session, mover);
  world.health(id, { connections: 12, lagMs: 0.5, busy: 0.25, droppedFrames: 3 });
}

export function worldSampleCalls(id: GatewayId): readonly RecordedCall[] {
  return [
    ["enter", id, 0xfffffffe, playerId, "Zoë"],
    ["enter", id, 2, playerId, undefined],
    ["enter", id, 3, playerId, "Robot", true],
    ["hunting", id, session, mover, join],
    ["input", id, session, mover, 65_535, 2, 63, 1_000_000, 2_000_000],
    ["undelivered", id, playerId, "award", award],
    ["undelivered", id, playerId, "finds", finds],
    ["wantKeyframe", id, feed],
    ["leave", id, session, mover],
    ["health", id, { connections: 12, lagMs: 0.5, busy: 0.25, droppedFrames: 3 }],
  ];
}
