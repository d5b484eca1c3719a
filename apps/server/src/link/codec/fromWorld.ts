// Reads the messages of a batch from the world, as toGateway.ts lays them out. Malformed bytes are a LinkError.
import type { InputSeq, MoverId, RoomId, Tick } from "@doubloon/shared/ids";
import { type RefusalCode, refusals } from "@doubloon/shared/protocol/refusals";
import { feedIdOf, roomOfFeed } from "../feedId.ts";
import { LinkError } from "../linkError.ts";
import type { BroadcastMessage, GatewayPort, SessionKey, TellMessage } from "../port.ts";
import { ByteReader } from "./byteReader.ts";
import { broadcastShape, entriesShape, tellShape } from "./huntMessages.ts";
import { awardShape, boardShape, enteredShape, readJson } from "./jsonMessage.ts";
import { readSideChannel, SIDE_CHANNEL_KIND } from "./sideChannel.ts";
import { Kind } from "./toGateway.ts";

const codeOfNumber = new Map(
  Object.entries(refusals).map(([code, { number }]) => [number as number, code as RefusalCode]),
);

/**
 * Delivers every message of a batch to `port`, in order, and side-channel texts to `onSideMessage`. Byte arrays are views
 * into the batch.
 * @throws LinkError at the first malformed message; the messages before it have been delivered
 */
export function readGatewayMessages(
  bytes: Uint8Array,
  offset: number,
  port: GatewayPort,
  onSideMessage: (text: string) => void,
): void {
  const reader = new ByteReader(bytes, offset);
  while (!reader.atEnd) readMessage(reader, port, onSideMessage);
}

function readMessage(reader: ByteReader, port: GatewayPort, onSideMessage: (text: string) => void): void {
  const kind = reader.u8();
  switch (kind) {
    case SIDE_CHANNEL_KIND:
      onSideMessage(readSideChannel(reader));
      break;
    case Kind.frame:
      readFrame(reader, port);
      break;
    case Kind.self:
      readSelf(reader, port);
      break;
    case Kind.crossed: {
      const number = reader.u8();
      const feed = feedIdOf(reader.u16() as RoomId, number);
      port.crossed(reader.u32(), feed);
      break;
    }
    case Kind.refused: {
      const number = reader.u8();
      const code = codeOfNumber.get(number);
      if (code === undefined)
        throw new LinkError(`refusal number ${number}, expected one from the table of refusals`);
      port.refused(reader.u32(), code);
      break;
    }
    case Kind.takenOver:
      port.takenOver(readSession(reader));
      break;
    case Kind.named: {
      const nameBytes = reader.u8();
      port.named(reader.u16() as MoverId, reader.raw(nameBytes).toString());
      break;
    }
    case Kind.unnamed:
      port.unnamed(readMover(reader));
      break;
    case Kind.standing: {
      const session = readSession(reader);
      const rank = reader.u32();
      const of = reader.u32();
      port.standing(session, { score: reader.f64(), rank, of });
      break;
    }
    case Kind.entered:
      port.entered(readJson(reader, enteredShape));
      break;
    case Kind.award: {
      const { session, award } = readJson(reader, awardShape);
      port.award(session, award);
      break;
    }
    case Kind.board:
      port.board(readJson(reader, boardShape));
      break;
    case Kind.tell: {
      const { session, event, payload } = readJson(reader, tellShape);
      port.tell(session, ...([event, payload] as TellMessage));
      break;
    }
    case Kind.reading:
      readReading(reader, port);
      break;
    case Kind.broadcast: {
      const { event, payload } = readJson(reader, broadcastShape);
      port.broadcast(...([event, payload] as BroadcastMessage));
      break;
    }
    case Kind.entries: {
      const { from, entries } = readJson(reader, entriesShape);
      port.fairEntries(from, entries);
      break;
    }
    default:
      throw new LinkError(`world message kind ${kind}, expected 1 to 15 or ${SIDE_CHANNEL_KIND}`);
  }
}

function readFrame(reader: ByteReader, port: GatewayPort): void {
  const number = reader.u8();
  const feed = feedIdOf(reader.u16() as RoomId, number);
  const tick = reader.u32() as Tick;
  const deltaBytes = reader.u16();
  const keyframeBytes = reader.u16();
  if (deltaBytes === 0 && keyframeBytes === 0)
    throw new LinkError(`frame of room ${roomOfFeed(feed)} without bytes`);
  const delta = reader.raw(deltaBytes);
  const keyframe = keyframeBytes === 0 ? undefined : reader.raw(keyframeBytes);
  if (deltaBytes === 0 && keyframe !== undefined) port.frame(feed, tick, keyframe, keyframe);
  else port.frame(feed, tick, delta, keyframe);
}

function readSelf(reader: ByteReader, port: GatewayPort): void {
  const motion = reader.u8();
  const mover = reader.u16() as MoverId;
  const session = reader.u32();
  const tick = reader.u32() as Tick;
  const ack = reader.u16() as InputSeq;
  const room = reader.u16() as RoomId;
  const x = reader.u32();
  port.self(session, { motion, mover, tick, ack, room, x, y: reader.u32() });
}

function readReading(reader: ByteReader, port: GatewayPort): void {
  const band = reader.u8();
  const cellX = reader.u16();
  const session = reader.u32();
  const thread = reader.u32();
  const tick = reader.u32() as Tick;
  const cellY = reader.u16();
  reader.u16();
  port.reading(session, { thread, tick, cellX, cellY, band });
}

/** Reads the session after three unused bytes. */
function readSession(reader: ByteReader): SessionKey {
  reader.u8();
  reader.u16();
  return reader.u32();
}

/** Reads the mover after an unused byte. */
function readMover(reader: ByteReader): MoverId {
  reader.u8();
  return reader.u16() as MoverId;
}
