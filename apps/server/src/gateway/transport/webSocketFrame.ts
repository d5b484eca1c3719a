// Frames one WebSocket message as a server sends it: final, unmasked, uncompressed (RFC 6455, 5.2). Writes nothing.
//
//   0  u8   0x82: final frame, opcode 2, binary; 0x81: opcode 1, text
//   1  u8   length, if below 126; 126 and the length as u16 big-endian, if below 65,536; else 127 and u64
//   ...     payload

const FINAL_BINARY = 0x82;
const FINAL_TEXT = 0x81;

/** A binary message, header and payload, in a new Buffer. */
export function binaryFrame(payload: Uint8Array): Buffer {
  return frameOf(FINAL_BINARY, payload);
}

/** A text message, likewise. */
export function textFrame(text: string): Buffer {
  return frameOf(FINAL_TEXT, Buffer.from(text));
}

function frameOf(firstByte: number, payload: Uint8Array): Buffer {
  const { length } = payload;
  const headerBytes = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headerBytes + length);
  frame[0] = firstByte;
  if (headerBytes === 2) frame[1] = length;
  else if (headerBytes === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.set(payload, headerBytes);
  return frame;
}
