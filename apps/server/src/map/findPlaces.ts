// Turns the landmarks and areas of a map's object layers into tiles, and checks them.
import { type KnownLandmark, type LandmarkKind, landmarkKinds, type MapArea } from "@doubloon/shared/map";
import type { Grid } from "./layGrid.ts";
import { MapError } from "./mapError.ts";
import type { TiledMap, TiledPlace } from "./tiled/model.ts";

/** The description has all landmarks, so their number is bounded. */
const MAX_LANDMARKS = 1024;
const MAX_AREAS = 256;
/** A hunt needs some room. */
const MIN_AREA_TILES = 32;

/**
 * The landmarks of the object layers.
 * @throws MapError for one outside the map, of an unknown kind, or with the name of another
 */
export function findLandmarks(map: TiledMap, grid: Grid): KnownLandmark[] {
  if (map.landmarks.length > MAX_LANDMARKS)
    throw new MapError(`${map.file}: ${map.landmarks.length} landmarks, expected at most ${MAX_LANDMARKS}`);
  checkNames(map.landmarks, "landmark");
  return map.landmarks.map((place) => {
    const { name, riddle } = place;
    const column = Math.floor((place.x + place.width / 2) / map.tileWidth);
    const row = Math.floor((place.y + place.height / 2) / map.tileHeight);
    const tileX = column - grid.originColumn;
    const tileY = row - grid.originRow;
    if (tileX < 0 || tileY < 0 || tileX >= grid.widthTiles || tileY >= grid.heightTiles)
      throw new MapError(
        `${place.where}: landmark ${JSON.stringify(name)} at column ${column}, row ${row} is outside the map, ` +
          `expected ${extentOf(grid)}`,
      );
    const landmark = { name, kind: kindOf(place), tileX, tileY };
    return riddle === undefined ? landmark : { ...landmark, riddle };
  });
}

/**
 * The areas of the object layers.
 * @throws MapError for one that is no rectangle, too small, not all on the map, or with the name of another
 */
export function findNamedAreas(map: TiledMap, grid: Grid): MapArea[] {
  if (map.areas.length > MAX_AREAS)
    throw new MapError(`${map.file}: ${map.areas.length} areas, expected at most ${MAX_AREAS}`);
  checkNames(map.areas, "area");
  return map.areas.map((place) => {
    const label = `${place.where}: area ${JSON.stringify(place.name)}`;
    if (!place.isRectangle) throw new MapError(`${label} is another shape, expected a rectangle`);
    const west = Math.round(place.x / map.tileWidth);
    const north = Math.round(place.y / map.tileHeight);
    const width = Math.round((place.x + place.width) / map.tileWidth) - west;
    const height = Math.round((place.y + place.height) / map.tileHeight) - north;
    if (width < MIN_AREA_TILES || height < MIN_AREA_TILES)
      throw new MapError(
        `${label} is ${width} x ${height} tiles, expected at least ${MIN_AREA_TILES} x ${MIN_AREA_TILES}`,
      );
    const rect = { x: west - grid.originColumn, y: north - grid.originRow, width, height };
    if (!isOnMap(rect, grid))
      throw new MapError(
        `${label} covers columns ${west} to ${west + width - 1}, rows ${north} to ${north + height - 1}, ` +
          `expected ${extentOf(grid)}`,
      );
    return { name: place.name, rect };
  });
}

function kindOf({ where, class: name }: TiledPlace): LandmarkKind {
  const kind = name.toLowerCase();
  if (kind === "" || /^landmarks?$/.test(kind)) return "place";
  const known = landmarkKinds.find((one) => one === kind);
  if (known === undefined)
    throw new MapError(
      `${where}: class is ${JSON.stringify(name)}, expected ${landmarkKinds.join(", ")} or none`,
    );
  return known;
}

function isOnMap({ x, y, width, height }: MapArea["rect"], { widthTiles, heightTiles }: Grid): boolean {
  return x >= 0 && y >= 0 && x + width <= widthTiles && y + height <= heightTiles;
}

function checkNames(places: readonly TiledPlace[], role: string): void {
  const seen = new Map<string, string>();
  for (const { where, name } of places) {
    const other = seen.get(name.toLowerCase());
    if (other !== undefined)
      throw new MapError(
        `${where}: name is ${JSON.stringify(name)}, as of ${other}, expected another ${role}'s name`,
      );
    seen.set(name.toLowerCase(), where);
  }
}

function extentOf({ originColumn, originRow, widthTiles, heightTiles }: Grid): string {
  return (
    `columns ${originColumn} to ${originColumn + widthTiles - 1}, ` +
    `rows ${originRow} to ${originRow + heightTiles - 1}`
  );
}
