// The bytes of messages from the world to a gateway, little-endian, and their writer; fromWorld.ts reads them. A batch is a
// sequence of messages.
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
//   tell       u8 12, u16 jsonBytes, JSON of { session, event, payload }
//   reading    u8 13, u8 band, u16 cellX, u32 session, u32 thread, u32 tick, u16 cellY, u16 0
//   broadcast  u8 14, u16 jsonBytes, JSON of { event, payload }
//   entries    u8 15, u16 jsonBytes, JSON of { from, entries }
import type { MoverId, Tick } from "@doubloon/shared/ids";
import type { Award, Board, Standing } from "@doubloon/shared/protocol/events";
import type { Reading } from "@doubloon/shared/protocol/huntEvents";
import { type RefusalCode, refusals } from "@doubloon/shared/protocol/refusals";
import type { SelfState } from "@doubloon/shared/wire/self";
import { type FeedId, numberOfFeed, roomOfFeed } from "../feedId.ts";
import type { BroadcastMessage, Entered, GatewayPort, SessionKey, TellMessage } from "../port.ts";
import type { ByteWriter } from "./byteWriter.ts";
import { writeJson } from "./jsonMessage.ts";

/** First byte of each message. */
export const Kind = {
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
  tell: 12,
  reading: 13,
  broadcast: 14,
  entries: 15,
} as const;

const EMPTY = new Uint8Array(0);
const MAX_NAME_BYTES = 255;

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

  tell(session: SessionKey, ...[event, payload]: TellMessage): void {
    this.#json(Kind.tell, { session, event, payload });
  }

  reading(session: SessionKey, reading: Reading): void {
    this.#head(Kind.reading, reading.band, reading.cellX);
    this.#out.u32(session);
    this.#out.u32(reading.thread);
    this.#out.u32(reading.tick);
    this.#out.u16(reading.cellY);
    this.#out.u16(0);
    this.#onWritten();
  }

  broadcast(...[event, payload]: BroadcastMessage): void {
    this.#json(Kind.broadcast, { event, payload });
  }

  fairEntries(from: number, entries: readonly string[]): void {
    this.#json(Kind.entries, { from, entries });
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
