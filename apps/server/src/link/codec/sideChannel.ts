// What processes tell each other beside the game (figures for the console, for one): texts that the link carries and
// does not read. Like everything else they are lost when a session ends.
//
//   aside  u8 31, u8 0, u16 0, u32 bytes, text in UTF-8

import { LinkError } from "../linkError.ts";
import type { GatewayId } from "../port.ts";
import type { ByteReader } from "./byteReader.ts";
import type { ByteWriter } from "./byteWriter.ts";

/** First byte of an aside among the messages of either direction. */
export const SIDE_CHANNEL_KIND = 31;
/** The longest text, in bytes. */
export const MAX_SIDE_CHANNEL_BYTES = 512 * 1024;

/** The world's side. */
export interface WorldSideChannel {
  /** Dropped if the gateway is gone or does not keep up. */
  tell(gateway: GatewayId, text: string): void;
  /** One listener; a later one takes its place. */
  onTold(listener: (gateway: GatewayId, text: string) => void): void;
}

/** A gateway's side. */
export interface GatewaySideChannel {
  /** Dropped if the world cannot be reached or does not keep up. */
  tell(text: string): void;
  /** One listener; a later one takes its place. */
  onTold(listener: (text: string) => void): void;
}

/** @throws RangeError, and nothing is written, if the text is too long */
export function writeSideChannel(writer: ByteWriter, text: string): void {
  const bytes = Buffer.from(text);
  if (bytes.length > MAX_SIDE_CHANNEL_BYTES) {
    throw new RangeError(`aside of ${bytes.length} bytes, expected at most ${MAX_SIDE_CHANNEL_BYTES}`);
  }
  writer.u8(SIDE_CHANNEL_KIND);
  writer.u8(0);
  writer.u16(0);
  writer.u32(bytes.length);
  writer.raw(bytes);
}

/**
 * The text of an aside whose first byte has been read.
 * @throws LinkError if it is cut off or too long
 */
export function readSideChannel(reader: ByteReader): string {
  reader.u8();
  reader.u16();
  const bytes = reader.u32();
  if (bytes > MAX_SIDE_CHANNEL_BYTES)
    throw new LinkError(`aside of ${bytes} bytes, expected at most ${MAX_SIDE_CHANNEL_BYTES}`);
  return reader.raw(bytes).toString();
}
