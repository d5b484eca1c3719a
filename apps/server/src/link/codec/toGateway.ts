// The bytes of messages from the world to a gateway, little-endian. A batch is a sequence of messages.
//
//   frame      u8 1, u8 number of the feed, u16 room, u32 tick, u16 deltaBytes, u16 keyframeBytes, delta, keyframe
//              deltaBytes 0: the keyframe is for all viewers; keyframeBytes 0: there is none
//   self       u8 2, u8 motion, u16 mover, u32 session, u32 tick, u16 ack, u16 room, u32 x, u32 y
//   crossed    u8 3, u8 number of the feed, u16 room, u32 session
//   refused    u8 4, u8 refusal's number, u32 session
//   takenOver  u8 5, u8 0, u16 0, u32 session
//   named      u8 6, u8 nameBytes, u16 mover, name in UTF-8
//   unnamed    u8 7, u8 0, u16 mover
//   standing   u8 8, u8 0, u16 0, u32 session, u32 rank, u32 of, f64 score
//   entered    u8 9, u16 jsonBytes, JSON of Entered
//   award      u8 10, u16 jsonBytes, JSON of { session, award }
//   board      u8 11, u16 jsonBytes, JSON of Board
import type { InputSeq, MoverId, RoomId, Tick } from "@doubloon/shared/ids";
import type { Award, Board, Standing } from "@doubloon/shared/protocol/events";
import { type RefusalCode, refusals } from "@doubloon/shared/protocol/refusals";
import type { SelfState } from "@doubloon/shared/wire/self";
import { type FeedId, feedIdOf, numberOfFeed, roomOfFeed } from "../feedId.ts";
import { LinkError } from "../linkError.ts";
import type { Entered, GatewayPort, SessionKey } from "../port.ts";
import { ByteReader } from "./byteReader.ts";
import type { ByteWriter } from "./byteWriter.ts";
import { awardShape, boardShape, enteredShape, readJson, writeJson } from "./jsonMessage.ts";
import { readSideChannel, SIDE_CHANNEL_KIND } from "./sideChannel.ts";

const Kind = {
  frame: 1,
  self: 2,
  crossed: 3,
  refused: 4,
  takenOver: 5,
  named: 6,
  unnamed: 7,
  standing: 8,
  entered: 9,
  award: 10,
  board: 11,
} as const;

const EMPTY = new Uint8Array(0);
const MAX_NAME_BYTES = 255;

const codeOfNumber = new Map(
  Object.entries(refusals).map(([code, { number }]) => [number as number, code as RefusalCode]),
);

/** Writes messages to a gateway into a batch; `onWritten` is called after each message. */
export class GatewayMessageWriter implements GatewayPort {
  readonly #out: ByteWriter;
  readonly #onWritten: () => void;

  constructor(out: ByteWriter, onWritten: () => void) {
    this.#out = out;
    this.#onWritten = onWritten;
  }

  frame(feed: FeedId, tick: Tick, delta: Uint8Array, keyframe: Uint8Array | undefined): void {
    this.#frame(feed, tick, delta, keyframe ?? EMPTY);
  }

  /** A keyframe for all viewers of the feed, because earlier frames were dropped. */
  recoveryFrame(feed: FeedId, tick: Tick, keyframe: Uint8Array): void {
    this.#frame(feed, tick, EMPTY, keyframe);
  }

  self(session: SessionKey, self: SelfState): void {
    const out = this.#out;
    out.u8(Kind.self);
    out.u8(self.motion);
    out.u16(self.mover);
    out.u32(session);
    out.u32(self.tick);
    out.u16(self.ack);
    out.u16(self.room);
    out.u32(self.x);
    out.u32(self.y);
    this.#onWritten();
  }

  crossed(session: SessionKey, feed: FeedId): void {
    this.#head(Kind.crossed, numberOfFeed(feed), roomOfFeed(feed));
    this.#out.u32(session);
    this.#onWritten();
  }

  refused(session: SessionKey, code: RefusalCode): void {
    this.#out.u8(Kind.refused);
    this.#out.u8(refusals[code].number);
    this.#out.u32(session);
    this.#onWritten();
  }

  takenOver(session: SessionKey): void {
    this.#head(Kind.takenOver, 0, 0);
    this.#out.u32(session);
    this.#onWritten();
  }

  named(mover: MoverId, name: string): void {
    const bytes = Buffer.from(name);
    if (bytes.length > MAX_NAME_BYTES) throw new RangeError(`name of ${bytes.length} bytes`);
    this.#head(Kind.named, bytes.length, mover);
    this.#out.raw(bytes);
    this.#onWritten();
  }

  unnamed(mover: MoverId): void {
    this.#head(Kind.unnamed, 0, mover);
    this.#onWritten();
  }

  standing(session: SessionKey, standing: Standing): void {
    this.#head(Kind.standing, 0, 0);
    this.#out.u32(session);
    this.#out.u32(standing.rank);
    this.#out.u32(standing.of);
    this.#out.f64(standing.score);
    this.#onWritten();
  }

  entered(entry: Entered): void {
    this.#json(Kind.entered, entry);
  }

  award(session: SessionKey, award: Award): void {
    this.#json(Kind.award, { session, award });
  }

  board(board: Board): void {
    this.#json(Kind.board, board);
  }

  #frame(feed: FeedId, tick: Tick, delta: Uint8Array, keyframe: Uint8Array): void {
    const out = this.#out;
    this.#head(Kind.frame, numberOfFeed(feed), roomOfFeed(feed));
    out.u32(tick);
    out.u16(delta.length);
    out.u16(keyframe.length);
    out.raw(delta);
    out.raw(keyframe);
    this.#onWritten();
  }

  #head(kind: number, second: number, id: number): void {
    this.#out.u8(kind);
    this.#out.u8(second);
    this.#out.u16(id);
  }

  #json(kind: number, value: unknown): void {
    writeJson(this.#out, kind, value);
    this.#onWritten();
  }
}

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
    default:
      throw new LinkError(`world message kind ${kind}, expected 1 to 11 or ${SIDE_CHANNEL_KIND}`);
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
