// Builds ruins: rooms of stone slabs within broken walls, with a gap in each side and rows of pillars. A room is built only
// where it fits on open grass with a margin.
import { GRASS } from "./levels.ts";
import type { MapSketch } from "./mapSketch.ts";
import { layeredNoise } from "./noise.ts";

/** Tiles of the map per attempt. */
const TILES_PER_ATTEMPT = 300;
const MARGIN = 2;
const MIN_SIDE = 8;

interface Room {
  readonly west: number;
  readonly north: number;
  readonly width: number;
  readonly height: number;
}

/** Builds ruins all over the map. */
export function buildRuins(sketch: MapSketch): void {
  const { size } = sketch;
  const attempts = Math.floor((size * size) / TILES_PER_ATTEMPT);
  for (let i = 0; i < attempts; i++) {
    const width = MIN_SIDE + sketch.pick(i, 9, 10);
    const height = MIN_SIDE + sketch.pick(i, 6, 11);
    const room = { west: sketch.pick(i, size, 12), north: sketch.pick(i, size, 13), width, height };
    // Noise groups the ruins into towns.
    const town = layeredNoise(room.west / 34, room.north / 34, sketch.seed + 7000, 2) > 0.5;
    if ((town || i % 16 === 0) && fits(sketch, room)) build(sketch, room);
  }
}

function* tilesOf(
  { west, north, width, height }: Room,
  size: number,
  margin = 0,
): Generator<[number, number, number]> {
  for (let y = -margin; y < height + margin; y++)
    for (let x = -margin; x < width + margin; x++) yield [(north + y) * size + west + x, x, y];
}

function fits(sketch: MapSketch, room: Room): boolean {
  const { size } = sketch;
  if (room.west < MARGIN || room.north < MARGIN) return false;
  if (room.west + room.width > size - MARGIN || room.north + room.height > size - MARGIN) return false;
  for (const [tile] of tilesOf(room, size, MARGIN)) {
    if (sketch.built[tile] !== 0 || sketch.level[tile] !== GRASS) return false;
  }
  return true;
}

function build(sketch: MapSketch, room: Room): void {
  const { size, table } = sketch;
  for (const [tile] of tilesOf(room, size, MARGIN)) sketch.built[tile] = 1;
  for (const [tile, x, y] of tilesOf(room, size)) {
    const rim = x === 0 || y === 0 || x === room.width - 1 || y === room.height - 1;
    const worn = rim || sketch.isHit(tile, 7, 20);
    sketch.floor[tile] = table.gid(`${worn ? "worn" : "slabs"}/${sketch.pick(tile, 4, 21)}`);
    if (rim) {
      if (hasWall(sketch, room, x, y)) sketch.blocked[tile] = 1;
      else if (sketch.isHit(tile, 3, 25))
        sketch.things[tile] = table.gid(`rubble/${sketch.pick(tile, 2, 26)}`);
    } else if (x % 3 === 0 && y % 3 === 0 && x < room.width - 2 && y < room.height - 2)
      addPillar(sketch, tile);
  }
  for (const [tile, x, y] of tilesOf(room, size)) {
    if (sketch.blocked[tile] === 0 || sketch.things[tile] !== 0) continue;
    const wallBelow =
      y < room.height - 1 && sketch.blocked[tile + size] === 1 && (x === 0 || x === room.width - 1);
    sketch.things[tile] = table.gid(`wall/${wallBelow ? "top" : "front"}/${sketch.pick(tile, 3, 27)}`);
  }
}

/** Whether a wall still stands; some sections have collapsed, and the middle of each side is always open. */
function hasWall(sketch: MapSketch, room: Room, x: number, y: number): boolean {
  const middle = (at: number, side: number) => Math.abs(2 * at + 1 - side) <= 3;
  const horizontal = y === 0 || y === room.height - 1;
  const vertical = x === 0 || x === room.width - 1;
  if (horizontal && !vertical && middle(x, room.width)) return false;
  if (vertical && !horizontal && middle(y, room.height)) return false;
  // Sections are two tiles long.
  return sketch.pick((x >> 1) + 64 * (y >> 1) + 4096 * (room.west + room.north), 4, 22) !== 0;
}

function addPillar(sketch: MapSketch, tile: number): void {
  const { size, table } = sketch;
  if (!sketch.isOpen(tile) || sketch.isHit(tile, 4, 23)) return;
  sketch.blocked[tile] = 1;
  if (sketch.isHit(tile, 3, 24)) {
    sketch.things[tile] = table.gid("stump");
  } else {
    sketch.things[tile] = table.gid("pillar/foot");
    sketch.crowns[tile - size] = table.gid("pillar/head");
  }
}
