// A detector's reading, server to client, little-endian. Of one length whatever it says.
//
//   0  u8   kind = 4
//   1  u8   band       0 to 5
//   2  u16  cellX      the cell's north-west tile divided by CELL_TILES
//   4  u16  cellY
//   6  u16  0
//   8  u32  thread
//  12  u32  tick
import type { Tick } from "../ids.ts";
import type { Reading } from "../protocol/huntEvents.ts";
import { viewOf } from "./dataView.ts";
import { WireKind } from "./kinds.ts";
import { WireError } from "./wireError.ts";

export const READING_BYTES = 16;
/** Bands are 0 to one less. */
export const BANDS = 6;

export function encodeReading(reading: Reading): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(READING_BYTES);
  const view = viewOf(bytes);
  view.setUint8(0, WireKind.reading);
  view.setUint8(1, reading.band);
  view.setUint16(2, reading.cellX, true);
  view.setUint16(4, reading.cellY, true);
  view.setUint32(8, reading.thread, true);
  view.setUint32(12, reading.tick, true);
  return bytes;
}

/** @throws WireError if the bytes are not a reading */
export function decodeReading(bytes: Uint8Array): Reading {
  if (bytes.length !== READING_BYTES || bytes[0] !== WireKind.reading || bytes[1] >= BANDS) {
    throw new WireError(`reading of ${bytes.length} bytes, kind ${bytes[0]}, expected 16 bytes of kind 4`);
  }
  const view = viewOf(bytes);
  return {
    band: view.getUint8(1),
    cellX: view.getUint16(2, true),
    cellY: view.getUint16(4, true),
    thread: view.getUint32(8, true),
    tick: view.getUint32(12, true) as Tick,
  };
}
