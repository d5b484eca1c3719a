// What travels between world and gateways: a packet, little-endian.
//
//   0  u32  bytes     length of the whole packet
//   4  u8   kind      1 hello, 2 welcome, 3 batch, 4 bye, 5 summons
//   5  u8   version   of packets and messages: 2
//   6  u16  0
//   8  u32  epoch     of the world: a later world has a higher one; 0 in a hello
//  12  u32  session   chosen by the gateway with its hello; 0 in a summons
//  16  u32  number    batches are numbered from 1 in each direction of a session; else 0
//  20  ...            hello: the gateway's id in UTF-8; batch: messages (none: a sign of life)
//
// A gateway's hello opens a session, the world's welcome confirms it; a bye of either ends it. A batch whose number is
// not the next one ends it too: something was lost, and both sides begin anew.
import { LinkError } from "./linkError.ts";

export const PacketKind = { hello: 1, welcome: 2, batch: 3, bye: 4, summons: 5 } as const;
export type PacketKind = (typeof PacketKind)[keyof typeof PacketKind];

export const PACKET_HEADER_BYTES = 20;
/** The longest packet there can be. */
export const MAX_PACKET_BYTES = 1024 * 1024;
/** The longest gateway id, in bytes. */
export const MAX_GATEWAY_ID_BYTES = 64;
const VERSION = 2;

export interface PacketHeader {
  readonly kind: PacketKind;
  readonly epoch: number;
  readonly session: number;
  readonly number: number;
}

/** A packet without messages; `id` for a hello. */
export function makePacket(kind: PacketKind, epoch: number, session: number, id = ""): Buffer {
  const text = Buffer.from(id);
  const packet = Buffer.alloc(PACKET_HEADER_BYTES + text.length);
  writePacketHeader(packet, { kind, epoch, session, number: 0 });
  packet.set(text, PACKET_HEADER_BYTES);
  return packet;
}

/** Writes the header over the first bytes of a whole packet. */
export function writePacketHeader(packet: Buffer, header: PacketHeader): void {
  packet.writeUInt32LE(packet.length, 0);
  packet.writeUInt8(header.kind, 4);
  packet.writeUInt8(VERSION, 5);
  packet.writeUInt16LE(0, 6);
  packet.writeUInt32LE(header.epoch, 8);
  packet.writeUInt32LE(header.session, 12);
  packet.writeUInt32LE(header.number, 16);
}

/** @throws LinkError if the bytes are no whole packet of this version */
export function readPacketHeader(bytes: Uint8Array): PacketHeader {
  const packet = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (packet.length < PACKET_HEADER_BYTES || packet.readUInt32LE(0) !== packet.length) {
    throw new LinkError(`link packet of ${packet.length} bytes, which is not the length that it says`);
  }
  const kind = packet.readUInt8(4);
  if (kind < PacketKind.hello || kind > PacketKind.summons) {
    throw new LinkError(`link packet kind ${kind}, expected 1 to 5`);
  }
  if (packet.readUInt8(5) !== VERSION) {
    throw new LinkError(`link packet of version ${packet.readUInt8(5)}, expected ${VERSION}`);
  }
  return {
    kind: kind as PacketKind,
    epoch: packet.readUInt32LE(8),
    session: packet.readUInt32LE(12),
    number: packet.readUInt32LE(16),
  };
}

/** @throws LinkError if a hello's id is empty or too long */
export function readGatewayId(hello: Uint8Array): string {
  const id = Buffer.from(hello).toString("utf8", PACKET_HEADER_BYTES);
  if (id === "" || hello.length - PACKET_HEADER_BYTES > MAX_GATEWAY_ID_BYTES) {
    throw new LinkError(
      `gateway id of ${hello.length - PACKET_HEADER_BYTES} bytes, expected 1 to ${MAX_GATEWAY_ID_BYTES}`,
    );
  }
  return id;
}
