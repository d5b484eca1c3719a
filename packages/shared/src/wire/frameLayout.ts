// Room frames, server to client, little-endian. Everyone in a room gets the same bytes.
//
//   0  u8   kind        1 delta: what changed since the room's previous frame; 2 keyframe: everything in view
//   1  u8   sinceTicks  ticks since the room's previous frame; 0 in a keyframe
//   2  u16  room
//   4  u32  tick        the world's tick that this frame shows
//   8  u32  timeMs      world time at which it was encoded
//  12  u16  hidden      movers in view that the frame's bound leaves out
//  14  u8   fulls       counts of the records that follow, in this order
//  15  u8   turns
//  16  u8   gones
//  17  u8   loots
//  18  ...  records
//
//  full  7 bytes   u16 mover, u8 motion, u32 = x (bits 0-13) | y (14-27) | ack (28-31): a mover at the frame's tick
//  turn  4 bytes   u16 mover, u8 motion, u8 = ticksAgo (bits 0-3) | ack (4-7): a known mover's motion from the tick
//                  `tick - ticksAgo` on; it stands where its former motion took it in the tick before that one
//  gone  2 bytes   u16 mover that is no longer in view
//  loot  3 bytes   u8 loot kind, or 0 if it is gone; u16 tile = row * 48 + column
//
// x, y and tile count from the north-west corner of the 3x3 chunks that the frame covers. `ack` is the low four bits
// of the last input the mover has answered.

export const FRAME_HEADER_BYTES = 18;
export const FULL_BYTES = 7;
export const TURN_BYTES = 4;
export const GONE_BYTES = 2;
export const LOOT_BYTES = 3;

/** Records of one sort that a frame can hold. */
export const MAX_RECORDS = 255;
/** The longest a turn can lie back, in ticks; an older change is sent as a full record. */
export const MAX_TICKS_AGO = 15;
/** The longest a room's frames can lie apart, in ticks. */
export const MAX_SINCE_TICKS = 255;
/** The longest frame there can be, in bytes: 4,098. */
export const MAX_FRAME_BYTES =
  FRAME_HEADER_BYTES + MAX_RECORDS * (FULL_BYTES + TURN_BYTES + GONE_BYTES + LOOT_BYTES);
/** Mask of the bits of an input number that a record carries. */
export const ACK_MASK = 15;
