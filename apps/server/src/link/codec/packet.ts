// The packet between world and gateways, little-endian.
//
//   0  u32  bytes     length of the whole packet
//   4  u8   kind      1 hello, 2 welcome, 3 batch, 4 bye, 5 world-up announcement, 6 refusal
//   5  u8   version   of the messages in batches: 3
//   6  u16  0
//   8  u32  epoch     of the world: a later world has a higher one; in a hello, the highest that the gateway knows
//  12  u32  session   chosen by the gateway for its hello; 0 in a world-up announcement
//  16  u32  number    batches are numbered from 1 in each direction of a link session; otherwise 0
//  20  16 B mac       over Redis: MAC of the channel and the rest of the packet; over a socket: zeros
//  36  ...            hello: JSON of the gateway's id and content; refusal: the reason in UTF-8; batch: messages
//                     (no messages: a keepalive)
//
// A gateway's hello opens a link session, the world's welcome confirms it, and a bye of either side ends it. A hello
// with an earlier epoch is answered by a world-up announcement instead, so that a replayed hello opens no link session
// under a later world. Header, hello and refusal stay as they are in every version, so that a world can refuse a gateway of
// another version, and both can say why. A gap in the batch numbers ends the link session too: a batch was lost, and both sides start over.
import { LinkError } from "../linkError.ts";

export const PacketKind = { hello: 1, welcome: 2, batch: 3, bye: 4, worldUp: 5, refusal: 6 } as const;
export type PacketKind = (typeof PacketKind)[keyof typeof PacketKind];

export const MAC_AT = 20;
export const PACKET_HEADER_BYTES = 36;
/** The longest packet allowed. */
export const MAX_PACKET_BYTES = 1024 * 1024;
/** Of the messages in batches. Raise it when one of them changes: gateways and worlds of different versions refuse each other. */
export const LINK_VERSION = 3;

export interface PacketHeader {
  readonly kind: PacketKind;
  /** The sender's LINK_VERSION; of a batch it is ours. */
  readonly version: number;
  readonly epoch: number;
  readonly session: number;
  readonly number: number;
}

/** Makes a packet without messages; `body` is for a hello or a refusal. */
export function makePacket(kind: PacketKind, epoch: number, session: number, body = ""): Buffer {
  const text = Buffer.from(body);
  const packet = Buffer.alloc(PACKET_HEADER_BYTES + text.length);
  writePacketHeader(packet, { kind, epoch, session, number: 0 });
  packet.set(text, PACKET_HEADER_BYTES);
  return packet;
}

/** Writes the header into the first bytes of a complete packet. */
export function writePacketHeader(packet: Buffer, header: Omit<PacketHeader, "version">): void {
  packet.writeUInt32LE(packet.length, 0);
  packet.writeUInt8(header.kind, 4);
  packet.writeUInt8(LINK_VERSION, 5);
  packet.writeUInt16LE(0, 6);
  packet.writeUInt32LE(header.epoch, 8);
  packet.writeUInt32LE(header.session, 12);
  packet.writeUInt32LE(header.number, 16);
  packet.fill(0, MAC_AT, PACKET_HEADER_BYTES);
}

/** @throws LinkError if the bytes are not a complete packet, or a batch of another version */
export function readPacketHeader(bytes: Uint8Array): PacketHeader {
  const packet = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (packet.length < PACKET_HEADER_BYTES || packet.readUInt32LE(0) !== packet.length) {
    throw new LinkError(`link packet of ${packet.length} bytes, which differs from the length in its header`);
  }
  const kind = packet.readUInt8(4);
  if (kind < PacketKind.hello || kind > PacketKind.refusal) {
    throw new LinkError(`link packet kind ${kind}, expected 1 to 6`);
  }
  const version = packet.readUInt8(5);
  if (kind === PacketKind.batch && version !== LINK_VERSION) {
    throw new LinkError(`link packet of version ${version}, expected ${LINK_VERSION}`);
  }
  return {
    kind: kind as PacketKind,
    version,
    epoch: packet.readUInt32LE(8),
    session: packet.readUInt32LE(12),
    number: packet.readUInt32LE(16),
  };
}
