// Lays the ground, the forest floor, and the bridges between the islands.
import { findAreas, largestArea } from "@doubloon/server/map/areas";
import { EDGE_VARIANTS, GROUND_VARIANTS, groundLevels } from "./art/ground.ts";
import { type Bridge, bridgeTiles, planBridges, planShortcuts } from "./bridges.ts";
import { BEACH, DEEP, GRASS, type Levels, sink, tileLevel, tileShape } from "./levels.ts";
import type { MapSketch } from "./mapSketch.ts";
import { layeredNoise } from "./noise.ts";

/** Bridges from island to island, over shallow and deep water. */
const ISLAND_RULES = { minTiles: 4, maxTiles: 40, minAreaTiles: 90 } as const;
/** Bridges over deep water to areas that are still unreachable. */
const RESCUE_RULES = { minTiles: 1, maxTiles: 90, minAreaTiles: 150 } as const;
/** Bridges over straits with a long detour. */
const SHORTCUT_RULES = { minTiles: 5, maxTiles: 18, minAreaTiles: 90, spacingTiles: 34 } as const;
const MAX_SINKINGS = 20;

/**
 * Connects the land with bridges, and sinks unreachable land, so that all walkable tiles form one area.
 * Changes `levels`.
 */
export function connect(levels: Levels): Bridge[] {
  const { size } = levels;
  const tiles = size * size;
  const levelAt = (i: number) => tileLevel(levels, i % size, Math.floor(i / size));
  const taken = new Uint8Array(tiles);
  const below = (min: number) => Uint8Array.from({ length: tiles }, (_, i) => (levelAt(i) < min ? 1 : 0));
  const bridges = planBridges(findAreas(below(BEACH), size), size, taken, ISLAND_RULES);
  const walkable = () => below(DEEP + 1).map((blocked, i) => (taken[i] === 1 ? 0 : blocked));
  bridges.push(...planBridges(findAreas(walkable(), size), size, taken, RESCUE_RULES));
  const isDeep = (tile: number) => levelAt(tile) === DEEP;
  bridges.push(...planShortcuts(findAreas(below(BEACH), size), size, taken, bridges, SHORTCUT_RULES, isDeep));
  for (let i = 0; i < MAX_SINKINGS; i++) {
    const areas = findAreas(walkable(), size);
    const main = largestArea(areas);
    const unreachable = [...areas.areaOf.keys()].filter(
      (tile) => areas.areaOf[tile] !== 0 && areas.areaOf[tile] !== main,
    );
    if (unreachable.length === 0) return bridges;
    sink(
      levels,
      unreachable.filter((tile) => taken[tile] === 0),
    );
  }
  throw new Error("some land is unreachable, expected one connected area");
}

/** Draws ground, forest floor and bridges. */
export function layGround(sketch: MapSketch, bridges: readonly Bridge[]): void {
  const { size, levels, table } = sketch;
  for (let i = 0; i < size * size; i++) {
    const { upper, mask } = tileShape(levels, i % size, Math.floor(i / size));
    const level = groundLevels[upper];
    // Every second uniform tile is plain, so that details stay sparse.
    const variant = sketch.pick(i, 2, 1) === 0 ? 0 : sketch.pick(i, GROUND_VARIANTS, 2);
    sketch.ground[i] = table.gid(
      mask === 15 ? `${level}/${variant}` : `${level}/${mask}/${sketch.pick(i, EDGE_VARIANTS, 3)}`,
    );
    sketch.blocked[i] = sketch.level[i] === DEEP ? 1 : 0;
  }
  for (const bridge of bridges) layBridge(sketch, bridge);
}

function layBridge(sketch: MapSketch, bridge: Bridge): void {
  const { size } = sketch;
  const tiles = bridgeTiles(bridge, size);
  for (const [i, tile] of tiles.entries()) {
    const outer = i < tiles.length / 2;
    const part = bridge.eastward ? (outer ? "north" : "south") : outer ? "west" : "east";
    sketch.floor[tile] = sketch.table.gid(`bridge/${part}/${sketch.pick(tile, 2, 4)}`);
    sketch.blocked[tile] = 0;
  }
  for (const tile of bridgeTiles(bridge, size, 2)) sketch.built[tile] = 1;
}

/** Lays forest floor inland, by noise. Returns 1 for each tile of a forest. */
export function layForest(sketch: MapSketch): Uint8Array {
  const { size, levels, seed } = sketch;
  const side = size + 1;
  const corners = new Uint8Array(side * side);
  for (let y = 1; y < size; y++) {
    for (let x = 1; x < size; x++) {
      const grassy = [-side, side, -1, 1, 0].every((step) => levels.corners[y * side + x + step] === GRASS);
      const tile = y * size + x;
      const inland = grassy && [0, 1, size, size + 1].every((step) => sketch.floor[tile - step] === 0);
      corners[y * side + x] = inland && layeredNoise(x / 26, y / 26, seed + 3000, 3) > 0.5 ? 1 : 0;
    }
  }
  const forest = new Uint8Array(size * size);
  for (let tile = 0; tile < size * size; tile++) {
    const i = Math.floor(tile / size) * side + (tile % size);
    const mask = corners[i] | (corners[i + 1] << 1) | (corners[i + side] << 2) | (corners[i + side + 1] << 3);
    if (mask === 0) continue;
    sketch.floor[tile] = sketch.table.gid(`forest/${mask}/${sketch.pick(tile, EDGE_VARIANTS, 5)}`);
    if (mask === 15) forest[tile] = 1;
  }
  return forest;
}
