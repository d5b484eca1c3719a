// Describes a loaded map as text, for map makers. It reports and checks nothing.
import { findAreas, largestArea } from "./areas.ts";
import type { LoadedMap } from "./loadMap.ts";

const MAX_LISTED = 12;

/** Returns several lines: size, layers, tilesets, terrains, blocked share, spawn points, landmarks, named
 * areas, connected areas and ignored features. */
export function describeMap(file: string, { world, description, notes }: LoadedMap): string {
  const { widthTiles, heightTiles, blocked, terrain, terrains, spawns, landmarks } = world;
  const tiles = widthTiles * heightTiles;
  const share = (count: number) => `${count} (${((100 * count) / tiles).toFixed(1)} %)`;
  const counts = terrains.map(() => 0);
  for (const number of terrain) counts[number]++;
  const areas = findAreas(blocked, widthTiles);
  const { tileWidth, tileHeight } = description;
  const lines = [
    `${file}: ${widthTiles} x ${heightTiles} tiles of ${tileWidth} x ${tileHeight} pixels, version ${world.version}`,
    "layers drawn, bottom to top:",
    ...description.layers.map(
      ({ name, opacity, above }) =>
        `  ${name}${above ? ", above the players" : ""}${opacity === 1 ? "" : `, opacity ${opacity}`}`,
    ),
    "tilesets:",
    ...listed(
      description.tilesets.map(
        ({ name, firstGid, tileCount, image }) =>
          `${name}: tile ids ${firstGid} to ${firstGid + tileCount - 1}, ${image}`,
      ),
    ),
    "terrains:",
    ...counts.map((count, i) => `  ${terrains[i] === "" ? "(none)" : terrains[i]}: ${share(count)}`),
    `blocked: ${share(areas.sizes[0])}`,
    `spawn points: ${spawns.length}`,
    ...listed(spawns.map(({ tileX, tileY }) => `column ${tileX}, row ${tileY}`)),
    `landmarks: ${landmarks.length}`,
    ...listed(
      landmarks.map(({ name, kind, tileX, tileY }) => `${name}: ${kind}, column ${tileX}, row ${tileY}`),
    ),
    `named areas: ${world.areas.length}`,
    ...listed(
      world.areas.map(
        ({ name, rect: { x, y, width, height } }) =>
          `${name}: columns ${x} to ${x + width - 1}, rows ${y} to ${y + height - 1}`,
      ),
    ),
    ...describeAreas(
      areas,
      spawns.map(({ tileX, tileY }) => areas.areaOf[tileY * widthTiles + tileX]),
      widthTiles,
    ),
    ...(notes.length === 0 ? [] : ["ignored:", ...listed(notes)]),
  ];
  return `${lines.join("\n")}\n`;
}

function listed(lines: readonly string[]): string[] {
  const shown = lines.slice(0, MAX_LISTED).map((line) => `  ${line}`);
  return lines.length > MAX_LISTED ? [...shown, `  and ${lines.length - MAX_LISTED} more`] : shown;
}

function describeAreas(
  areas: ReturnType<typeof findAreas>,
  spawnAreas: readonly number[],
  widthTiles: number,
): string[] {
  const { areaOf, sizes } = areas;
  const firstTiles = new Map<number, number>();
  for (let i = 0; i < areaOf.length; i++)
    if (areaOf[i] !== 0 && !firstTiles.has(areaOf[i])) firstTiles.set(areaOf[i], i);
  const reached = new Set(spawnAreas);
  const walkable = sizes.slice(1).reduce((sum, size) => sum + size, 0);
  const cutOff = [...firstTiles].filter(([area]) => !reached.has(area));
  const cutOffTiles = cutOff.reduce((sum, [area]) => sum + sizes[area], 0);
  return [
    `walkable: ${walkable} tiles in ${sizes.length - 1} connected areas, the largest ${sizes[largestArea(areas)]}`,
    ...(reached.size > 1
      ? [`spawn points lie in ${reached.size} areas: players in different areas never meet`]
      : []),
    cutOff.length === 0
      ? "every walkable tile can be reached from a spawn point"
      : `${cutOffTiles} walkable tiles cannot be reached from any spawn point, in ${cutOff.length} areas:`,
    ...listed(
      cutOff
        .sort(([a], [b]) => sizes[b] - sizes[a])
        .map(
          ([area, tile]) =>
            `${sizes[area]} tiles around column ${tile % widthTiles}, row ${Math.floor(tile / widthTiles)}`,
        ),
    ),
  ];
}
