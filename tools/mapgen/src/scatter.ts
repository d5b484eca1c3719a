// Places trees, rocks, bushes, flowers and beach finds. Blocking objects never touch, not even diagonally, so that no tile
// is cut off.
import { CROWN_COLUMNS, CROWN_ROWS } from "./art/crowns.ts";
import { BEACH, DEEP, GRASS, SHALLOW } from "./levels.ts";
import type { MapSketch } from "./mapSketch.ts";
import { layeredNoise } from "./noise.ts";
import { type CrownName, flowerNames } from "./tileTable.ts";

/** Fills the whole map, row by row from the north, so that southern crowns are drawn over northern ones. */
export function scatter(sketch: MapSketch, forest: Uint8Array): void {
  for (let tile = 0; tile < sketch.blocked.length; tile++) {
    if (sketch.built[tile] !== 0 || sketch.level[tile] === DEEP) continue;
    if (!addBlocker(sketch, tile, forest[tile] === 1)) addLitter(sketch, tile, forest[tile] === 1);
  }
}

function addBlocker(sketch: MapSketch, tile: number, inForest: boolean): boolean {
  const level = sketch.level[tile];
  if (!sketch.isOpen(tile) || !isInside(sketch, tile)) return false;
  if (level === SHALLOW)
    return sketch.isHit(tile, 90, 30) && block(sketch, tile, `seaRock/${sketch.pick(tile, 2, 31)}`);
  if (level === BEACH) {
    if (sketch.isHit(tile, 14, 32))
      return addTree(sketch, tile, sketch.pick(tile, 2, 33) === 0 ? "palm0" : "palm1");
    return sketch.isHit(tile, 60, 34) && block(sketch, tile, `rock/${sketch.pick(tile, 3, 35)}`);
  }
  if (sketch.isHit(tile, inForest ? 3 : 36, 36)) return addTree(sketch, tile, treeKind(sketch, tile));
  if (sketch.isHit(tile, inForest ? 24 : 60, 37))
    return block(sketch, tile, `bush/${sketch.pick(tile, 2, 38)}`);
  return sketch.isHit(tile, 110, 39) && block(sketch, tile, `rock/${sketch.pick(tile, 3, 40)}`);
}

/** Whether the four neighbours have the tile's own level, so that nothing stands half in the water. */
function isInside({ level, size }: MapSketch, tile: number): boolean {
  return [1, -1, size, -size].every((step) => level[tile + step] === level[tile]);
}

function block(sketch: MapSketch, tile: number, name: string): true {
  sketch.things[tile] = sketch.table.gid(name);
  sketch.blocked[tile] = 1;
  return true;
}

/** The kind of tree; noise groups the kinds into stands. */
function treeKind(sketch: MapSketch, tile: number): CrownName {
  const x = tile % sketch.size;
  const y = Math.floor(tile / sketch.size);
  const stand = layeredNoise(x / 30, y / 30, sketch.seed + 4000, 2);
  if (stand > 0.56)
    return sketch.pick(tile, 5, 41) === 0 ? "oak0" : sketch.pick(tile, 2, 42) === 0 ? "fir0" : "fir1";
  if (stand < 0.34 && sketch.pick(tile, 3, 43) !== 0) return "autumn0";
  return sketch.pick(tile, 2, 44) === 0 ? "oak0" : "oak1";
}

/**
 * Plants a tree if one of the two crown layers has space. A crown in the rear layer must not overlap one in the front
 * layer, which would wrongly hide it.
 */
function addTree(sketch: MapSketch, tile: number, kind: CrownName): boolean {
  const { size, crowns, crownsInFront } = sketch;
  const cells = crownCells(tile, size);
  if (cells.some(([cell]) => sketch.built[cell] !== 0)) return false;
  const rearFree = cells.every(([cell]) => crowns[cell] === 0);
  const frontFree = cells.every(([cell]) => crownsInFront[cell] === 0);
  if (!frontFree) return false;
  const layer = rearFree ? crowns : crownsInFront;
  for (const [cell, column, row] of cells) layer[cell] = sketch.table.gid(`${kind}/${column}/${row}`);
  return block(sketch, tile, kind.startsWith("palm") ? "palmTrunk" : "trunk");
}

function crownCells(tile: number, size: number): [number, number, number][] {
  const cells: [number, number, number][] = [];
  for (let row = 0; row < CROWN_ROWS; row++) {
    for (let column = 0; column < CROWN_COLUMNS; column++)
      cells.push([tile + (row - CROWN_ROWS) * size + column - 1, column, row]);
  }
  return cells;
}

function addLitter(sketch: MapSketch, tile: number, inForest: boolean): void {
  const name = litterFor(sketch, tile, inForest);
  if (name !== undefined) sketch.things[tile] = sketch.table.gid(name);
}

function litterFor(sketch: MapSketch, tile: number, inForest: boolean): string | undefined {
  const level = sketch.level[tile];
  if (!isInside(sketch, tile)) return undefined;
  if (level === SHALLOW)
    return sketch.isHit(tile, 50, 50) ? (sketch.pick(tile, 2, 51) === 0 ? "reeds" : "lily") : undefined;
  if (level === BEACH) {
    if (!sketch.isHit(tile, 28, 52)) return undefined;
    return (["shell", "star", "pebbles"] as const)[sketch.pick(tile, 3, 53)];
  }
  if (level === GRASS && inForest)
    return sketch.isHit(tile, 30, 54) ? (sketch.pick(tile, 3, 55) === 0 ? "log" : "mushroom") : undefined;
  const x = tile % sketch.size;
  const y = Math.floor(tile / sketch.size);
  const meadow = layeredNoise(x / 14, y / 14, sketch.seed + 5000, 2);
  if (sketch.isHit(tile, meadow > 0.6 ? 4 : 40, 56))
    return flowerNames[(sketch.pick(tile, 8, 57) === 0 ? 1 : 0) + (meadow > 0.68 ? 2 : 0)];
  return sketch.isHit(tile, 160, 58) ? "pebbles" : undefined;
}
