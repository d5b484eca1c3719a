// The side channel: texts that processes send each other outside the game, such as the console's statistics. The link
// carries them without reading them. Like all messages they are lost when a link session ends.
//
//   text  u8 31, u8 0, u16 0, u32 bytes, text in UTF-8

import { LinkError } from "../linkError.ts";
import type { GatewayId } from "../port.ts";
import type { ByteReader } from "./byteReader.ts";
import type { ByteWriter } from "./byteWriter.ts";

/** First byte of a side-channel message, in both directions. */
export const SIDE_CHANNEL_KIND = 31;
/** The longest text, in bytes. */
const MAX_SIDE_CHANNEL_BYTES = 512 * 1024;

/** The world's side. */
export interface WorldSideChannel {
  /** Sends a text; it is dropped if the gateway is gone or does not keep up. */
  send(gateway: GatewayId, text: string): void;
  /** Sets the one listener; a later one replaces it. */
  onMessage(listener: (gateway: GatewayId, text: string) => void): void;
}

/** A gateway's side. */
export interface GatewaySideChannel {
  /** Sends a text; it is dropped if the world cannot be reached or does not keep up. */
  send(text: string): void;
  /** Sets the one listener; a later one replaces it. */
  onMessage(listener: (text: string) => void): void;
}

/** @throws RangeError, and nothing is written, if the text is too long */
export function writeSideChannel(writer: ByteWriter, text: string): void {
  const bytes = Buffer.from(text);
  if (bytes.length > MAX_SIDE_CHANNEL_BYTES) {
    throw new RangeError(
      `side-channel text of ${bytes.length} bytes, expected at most ${MAX_SIDE_CHANNEL_BYTES}`,
    );
  }
  writer.u8(SIDE_CHANNEL_KIND);
  writer.u8(0);
  writer.u16(0);
  writer.u32(bytes.length);
  writer.raw(bytes);
}

/**
 * Reads a side-channel text after its first byte.
 * @throws LinkError if it is truncated or too long
 */
export function readSideChannel(reader: ByteReader): string {
  reader.u8();
  reader.u16();
  const bytes = reader.u32();
  if (bytes > MAX_SIDE_CHANNEL_BYTES)
    throw new LinkError(`side-channel text of ${bytes} bytes, expected at most ${MAX_SIDE_CHANNEL_BYTES}`);
  return reader.raw(bytes).toString();
}
