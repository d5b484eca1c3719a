// The bytes of messages from a gateway to the world, little-endian. A batch is a sequence of messages.
// The gateway's id is not in them: the link session that a batch belongs to gives it.
//
//   input         u8 16, u8 intent, u16 mover, u16 seq, u8 heading, u8 0, u32 session, i32 x, i32 y
//   wantKeyframe  u8 17, u8 number of the feed, u16 room
//   leave         u8 18, u8 0, u16 mover, u32 session
//   enter         u8 19, u16 jsonBytes, JSON of { session, playerId, name, bot }
//   health        u8 20, u16 jsonBytes, JSON of GatewayHealth
//   hunting       u8 21, u16 jsonBytes, JSON of { session, mover, request }
//   undelivered   u8 22, u16 jsonBytes, JSON of { playerId, event, payload }
import type { MoverId, PlayerId, RoomId } from "@doubloon/shared/ids";
import type { HuntRequest } from "@doubloon/shared/protocol/huntEvents";
import { type FeedId, feedIdOf, numberOfFeed, roomOfFeed } from "../feedId.ts";
import { LinkError } from "../linkError.ts";
import type { GatewayHealth, GatewayId, SessionKey, UndeliveredMessage, WorldPort } from "../port.ts";
import { ByteReader } from "./byteReader.ts";
import type { ByteWriter } from "./byteWriter.ts";
import { huntingShape, undeliveredShape } from "./huntMessages.ts";
import { type EnterMessage, enterShape, healthShape, readJson, writeJson } from "./jsonMessage.ts";
import { readSideChannel, SIDE_CHANNEL_KIND } from "./sideChannel.ts";

const Kind = {
  input: 16,
  wantKeyframe: 17,
  leave: 18,
  enter: 19,
  health: 20,
  hunting: 21,
  undelivered: 22,
} as const;

/** Writes messages to the world into a batch; `onWritten` is called after each message. */
export class WorldMessageWriter implements WorldPort {
  readonly #out: ByteWriter;
  readonly #onWritten: () => void;

  constructor(out: ByteWriter, onWritten: () => void) {
    this.#out = out;
    this.#onWritten = onWritten;
  }

  enter(
    _gateway: GatewayId,
    session: SessionKey,
    playerId: PlayerId,
    name: string | undefined,
    bot?: boolean,
  ): void {
    const message: EnterMessage = { session, playerId, name, bot };
    this.#json(Kind.enter, message);
  }

  leave(_gateway: GatewayId, session: SessionKey, mover: MoverId): void {
    this.#head(Kind.leave, 0, mover);
    this.#out.u32(session);
    this.#onWritten();
  }

  input(
    _gateway: GatewayId,
    session: SessionKey,
    mover: MoverId,
    seq: number,
    intent: number,
    heading: number,
    x: number,
    y: number,
  ): void {
    const out = this.#out;
    out.u8(Kind.input);
    out.u8(intent);
    out.u16(mover);
    out.u16(seq);
    out.u8(heading);
    out.u8(0);
    out.u32(session);
    out.i32(x);
    out.i32(y);
    this.#onWritten();
  }

  hunting(_gateway: GatewayId, session: SessionKey, mover: MoverId, request: HuntRequest): void {
    this.#json(Kind.hunting, { session, mover, request });
  }

  undelivered(_gateway: GatewayId, playerId: PlayerId, ...[event, payload]: UndeliveredMessage): void {
    this.#json(Kind.undelivered, { playerId, event, payload });
  }

  wantKeyframe(_gateway: GatewayId, feed: FeedId): void {
    this.#head(Kind.wantKeyframe, numberOfFeed(feed), roomOfFeed(feed));
    this.#onWritten();
  }

  health(_gateway: GatewayId, health: GatewayHealth): void {
    this.#json(Kind.health, health);
  }

  #head(kind: number, second: number, id: MoverId | RoomId): void {
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
 * Delivers every message of a gateway's batch to `port`, in order, and side-channel texts to `onSideMessage`.
 * @throws LinkError at the first malformed message; the messages before it have been delivered
 */
export function readWorldMessages(
  bytes: Uint8Array,
  offset: number,
  gateway: GatewayId,
  port: WorldPort,
  onSideMessage: (text: string) => void,
): void {
  const reader = new ByteReader(bytes, offset);
  while (!reader.atEnd) readMessage(reader, gateway, port, onSideMessage);
}

function readMessage(
  reader: ByteReader,
  gateway: GatewayId,
  port: WorldPort,
  onSideMessage: (text: string) => void,
): void {
  const kind = reader.u8();
  switch (kind) {
    case SIDE_CHANNEL_KIND:
      onSideMessage(readSideChannel(reader));
      break;
    case Kind.input:
      readInput(reader, gateway, port);
      break;
    case Kind.wantKeyframe: {
      const number = reader.u8();
      port.wantKeyframe(gateway, feedIdOf(reader.u16() as RoomId, number));
      break;
    }
    case Kind.leave: {
      reader.u8();
      const mover = reader.u16() as MoverId;
      port.leave(gateway, reader.u32(), mover);
      break;
    }
    case Kind.enter: {
      const { session, playerId, name, bot } = readJson<EnterMessage>(reader, enterShape);
      if (bot === undefined) port.enter(gateway, session, playerId, name);
      else port.enter(gateway, session, playerId, name, bot);
      break;
    }
    case Kind.health:
      port.health(gateway, readJson(reader, healthShape));
      break;
    case Kind.hunting: {
      const { session, mover, request } = readJson(reader, huntingShape);
      port.hunting(gateway, session, mover, request);
      break;
    }
    case Kind.undelivered: {
      const { playerId, ...message } = readJson(reader, undeliveredShape);
      port.undelivered(gateway, playerId, ...([message.event, message.payload] as UndeliveredMessage));
      break;
    }
    default:
      throw new LinkError(`gateway message kind ${kind}, expected 16 to 22 or ${SIDE_CHANNEL_KIND}`);
  }
}

function readInput(reader: ByteReader, gateway: GatewayId, port: WorldPort): void {
  const intent = reader.u8();
  const mover = reader.u16() as MoverId;
  const seq = reader.u16();
  const heading = reader.u8();
  reader.u8();
  const session = reader.u32();
  const x = reader.i32();
  port.input(gateway, session, mover, seq, intent, heading, x, reader.i32());
}
