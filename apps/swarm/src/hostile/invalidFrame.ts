// Encodes WebSocket frames that a valid client never sends: unmasked, with reserved bits, any opcode, a false length. It
// checks nothing.
//
//   0  u8   final 0x80, reserved 0x70, opcode 0x0f (RFC 6455, 5.2)
//   1  u8   masked 0x80, length, or 126 and u16 big-endian, or 127 and u64 big-endian
//   .. 4 B  mask, if masked
//   ..      payload

export interface InvalidFrame {
  readonly opcode: number;
  readonly payload: Uint8Array;
  /** False for a fragment that is not the last. */
  readonly final?: boolean;
  /** Reserved bits, 0x00 to 0x70. */
  readonly reserved?: number;
  /** Four bytes; undefined for an unmasked frame. */
  readonly mask: Uint8Array | undefined;
  /** The length in the header, in bytes; the payload's by default. */
  readonly claimedBytes?: bigint;
  /** Size of the extended length field: 0, 2 or 8 bytes; by default the shortest that holds the length. */
  readonly lengthBytes?: 0 | 2 | 8;
}

const MASKED = 0x80;

/** The frame's bytes. */
export function invalidFrame(frame: InvalidFrame): Buffer {
  const { opcode, payload, mask, final = true, reserved = 0 } = frame;
  const claimed = frame.claimedBytes ?? BigInt(payload.length);
  const lengthBytes = frame.lengthBytes ?? (claimed < 126n ? 0 : claimed < 65_536n ? 2 : 8);
  const maskAt = 2 + lengthBytes;
  const payloadAt = maskAt + (mask === undefined ? 0 : 4);
  const bytes = Buffer.allocUnsafe(payloadAt + payload.length);
  bytes[0] = (final ? 0x80 : 0) | reserved | opcode;
  const short = lengthBytes === 0 ? Number(claimed) : lengthBytes === 2 ? 126 : 127;
  bytes[1] = (mask === undefined ? 0 : MASKED) | short;
  if (lengthBytes === 2) bytes.writeUInt16BE(Number(claimed & 0xffffn), 2);
  else if (lengthBytes === 8) bytes.writeBigUInt64BE(claimed, 2);
  if (mask !== undefined) bytes.set(mask, maskAt);
  for (let i = 0; i < payload.length; i++) {
    bytes[payloadAt + i] = mask === undefined ? payload[i] : payload[i] ^ mask[i & 3];
  }
  return bytes;
}
