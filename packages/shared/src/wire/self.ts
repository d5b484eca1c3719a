// The state of a player's own mover, server to client, little-endian. Sent on joining, and when a crowded room's frame
// omits the answer to the player's input.
//
//   0  u8   kind = 3
//   1  u8   motion
//   2  u16  mover
//   4  u32  tick       the tick of the state
//   8  u16  ack        number of the last input that was answered
//  10  u16  room
//  12  u32  x          sub-tile units from the map's west edge
//  16  u32  y          sub-tile units from the map's north edge
import type { InputSeq, MoverId, RoomId, Tick } from "../ids.ts";
import { viewOf } from "./dataView.ts";
import { WireKind } from "./kinds.ts";
import { WireError } from "./wireError.ts";

export const SELF_BYTES = 20;

export interface SelfState {
  readonly motion: number;
  readonly mover: MoverId;
  readonly tick: Tick;
  readonly ack: InputSeq;
  readonly room: RoomId;
  readonly x: number;
  readonly y: number;
}

export function encodeSelf(self: SelfState): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(SELF_BYTES);
  const view = viewOf(bytes);
  view.setUint8(0, WireKind.self);
  view.setUint8(1, self.motion);
  view.setUint16(2, self.mover, true);
  view.setUint32(4, self.tick, true);
  view.setUint16(8, self.ack, true);
  view.setUint16(10, self.room, true);
  view.setUint32(12, self.x, true);
  view.setUint32(16, self.y, true);
  return bytes;
}

/** @throws WireError if the bytes are not a self message */
export function decodeSelf(bytes: Uint8Array): SelfState {
  if (bytes.length !== SELF_BYTES || bytes[0] !== WireKind.self) {
    throw new WireError(
      `self message of ${bytes.length} bytes, kind ${bytes[0]}, expected 20 bytes of kind 3`,
    );
  }
  const view = viewOf(bytes);
  return {
    motion: view.getUint8(1),
    mover: view.getUint16(2, true) as MoverId,
    tick: view.getUint32(4, true) as Tick,
    ack: view.getUint16(8, true) as InputSeq,
    room: view.getUint16(10, true) as RoomId,
    x: view.getUint32(12, true),
    y: view.getUint32(16, true),
  };
}
