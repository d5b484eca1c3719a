// Finds where players start: at the spawn points of the map's object layers, or, if there are none, on the tile of the
// largest connected area that is nearest to the map's centre. Rejects blocked spawn points.
import type { WorldMap } from "@doubloon/shared/map";
import { findAreas, largestArea } from "./areas.ts";
import type { Grid } from "./layGrid.ts";
import { MapError } from "./mapError.ts";
import type { TiledMap } from "./tiled/model.ts";

const MAX_SPAWNS = 4096;

/** @throws MapError for a spawn point that is blocked or outside the map, and for a map without a walkable tile */
export function findSpawns(map: TiledMap, grid: Grid, blocked: Uint8Array): WorldMap["spawns"] {
  if (map.spawns.length === 0) return [middleOfLargestArea(map, grid, blocked)];
  if (map.spawns.length > MAX_SPAWNS)
    throw new MapError(`${map.file}: ${map.spawns.length} spawn points, expected at most ${MAX_SPAWNS}`);
  return map.spawns.map(({ where, x, y }) => {
    const column = Math.floor(x / map.tileWidth);
    const row = Math.floor(y / map.tileHeight);
    const tileX = column - grid.originColumn;
    const tileY = row - grid.originRow;
    const place = `${where}: spawn point at column ${column}, row ${row}`;
    if (tileX < 0 || tileY < 0 || tileX >= grid.widthTiles || tileY >= grid.heightTiles) {
      throw new MapError(
        `${place} is outside the map, expected columns ${grid.originColumn} to ` +
          `${grid.originColumn + grid.widthTiles - 1}, rows ${grid.originRow} to ${grid.originRow + grid.heightTiles - 1}`,
      );
    }
    if (blocked[tileY * grid.widthTiles + tileX] !== 0)
      throw new MapError(`${place} is blocked, expected a walkable tile`);
    return { tileX, tileY };
  });
}

function middleOfLargestArea(map: TiledMap, grid: Grid, blocked: Uint8Array) {
  const areas = findAreas(blocked, grid.widthTiles);
  const largest = largestArea(areas);
  if (largest === 0)
    throw new MapError(`${map.file}: every tile is blocked, expected at least one walkable tile`);
  let nearest = 0;
  let nearestDistance = Infinity;
  for (let i = 0; i < areas.areaOf.length; i++) {
    if (areas.areaOf[i] !== largest) continue;
    // Distances are doubled, so that a centre between two tiles is an integer.
    const dx = 2 * (i % grid.widthTiles) + 1 - grid.widthTiles;
    const dy = 2 * Math.floor(i / grid.widthTiles) + 1 - grid.heightTiles;
    const distance = dx * dx + dy * dy;
    if (distance < nearestDistance) {
      nearest = i;
      nearestDistance = distance;
    }
  }
  return { tileX: nearest % grid.widthTiles, tileY: Math.floor(nearest / grid.widthTiles) };
}
