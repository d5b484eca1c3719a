// The byte layout of room frames, server to client, little-endian. All clients of a room get the same bytes.
//
//   0  u8   kind           1 delta: what changed since the previous frame; 2 keyframe: everything in view
//   1  u8   sinceTicks     ticks since the feed's previous frame; 0 in a keyframe
//   2  u16  room
//   4  u32  tick           the tick of the world that the frame shows
//   8  u32  timeMs         world time at which it was encoded
//  12  u16  omitted        movers in view that the frame omits because of its size limit
//  14  u8   states         numbers of the records that follow, in this order
//  15  u8   motionChanges
//  16  u8   removals
//  17  u8   loots
//  18  ...  records
//
//  state          7 B  u16 mover, u8 motion, u32 = x (bits 0-13) | y (14-27) | ack (28-31): a mover at the frame's tick
//  motion change  4 B  u16 mover, u8 motion, u8 = ticksAgo (bits 0-3) | ack (4-7): the motion of a known mover since
//                      `tick - ticksAgo`; one tick before that, it is where its previous motion took it
//  removal        2 B  u16 mover that is no longer in view
//  loot           3 B  u8 loot kind, or 0 if the tile has none now; u16 tile = row * 48 + column
//
// x, y and tile count from the north-west corner of the view, the 3x3 chunks that the frame covers. `ack` is the low
// four bits of the last input that was answered.

export const SINCE_TICKS_AT = 1;
export const ROOM_AT = 2;
export const TICK_AT = 4;
export const TIME_AT = 8;
export const OMITTED_AT = 12;
export const STATES_AT = 14;
export const MOTION_CHANGES_AT = 15;
export const REMOVALS_AT = 16;
export const LOOTS_AT = 17;
export const FRAME_HEADER_BYTES = 18;

export const STATE_BYTES = 7;
export const MOTION_CHANGE_BYTES = 4;
export const REMOVAL_BYTES = 2;
export const LOOT_BYTES = 3;

/** The maximum number of records of one type in a frame. */
export const MAX_RECORDS = 255;
/** The maximum age of a motion change, in ticks; an older change is sent as a state record. */
export const MAX_TICKS_AGO = 15;
/** The maximum distance between two frames of a feed, in ticks. */
export const MAX_SINCE_TICKS = 255;
/** The maximum length of a frame, in bytes: 4,098. */
export const MAX_FRAME_BYTES =
  FRAME_HEADER_BYTES + MAX_RECORDS * (STATE_BYTES + MOTION_CHANGE_BYTES + REMOVAL_BYTES + LOOT_BYTES);
/** Mask for the bits of an input number that a record carries. */
export const ACK_MASK = 15;
