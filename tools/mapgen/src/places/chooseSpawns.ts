// Chooses spawn points far from each other, on open grass or beach.
import { BEACH } from "../levels.ts";
import type { MapSketch } from "../mapSketch.ts";

/** Tiles per spawn point; a full server then has a few dozen players in view of each. */
const TILES_PER_SPAWN = 40 ** 2;

/** Tiles of the spawn points: first the one nearest to the middle, then always the one farthest from all previous ones. */
export function chooseSpawns(sketch: MapSketch): number[] {
  const { size } = sketch;
  const open: number[] = [];
  for (let tile = 0; tile < size * size; tile++) {
    if (
      sketch.level[tile] >= BEACH &&
      sketch.built[tile] === 0 &&
      sketch.things[tile] === 0 &&
      sketch.isOpen(tile)
    )
      open.push(tile);
  }
  if (open.length === 0) throw new Error("no open tile for a spawn point, expected at least one");
  const distance = (a: number, x: number, y: number) =>
    ((a % size) - x) ** 2 + (Math.floor(a / size) - y) ** 2;
  const distances = open.map((tile) => distance(tile, size / 2, size / 2));
  const spawns = [open[distances.indexOf(distances.reduce((p, q) => Math.min(p, q)))]];
  distances.fill(Number.POSITIVE_INFINITY);
  const count = Math.min(Math.ceil(size ** 2 / TILES_PER_SPAWN), open.length);
  while (spawns.length < count) {
    const last = spawns[spawns.length - 1];
    let farthest = 0;
    for (const [i, tile] of open.entries()) {
      distances[i] = Math.min(distances[i], distance(tile, last % size, Math.floor(last / size)));
      if (distances[i] > distances[farthest]) farthest = i;
    }
    spawns.push(open[farthest]);
  }
  return spawns;
}
