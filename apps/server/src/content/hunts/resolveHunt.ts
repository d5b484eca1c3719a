// Decides what a definition leaves open when its hunt is announced: the zone, the times in ticks, and how many caches the
// zone has room for. Pure: the same inputs give the same hunt.
import type { HuntDefinition, ResolvedHunt, TileRect } from "@doubloon/shared/hunt/definition";
import type { WorldMap } from "@doubloon/shared/map";
import { TICK_HZ } from "@doubloon/shared/time";
import { chooseZone, hangingTogether, type Standing } from "./chooseZone.ts";
import { zoneLand } from "./zoneLand.ts";

/** Tiles of a zone's largest part to one cache, at least: then two caches are some 8 tiles apart. */
const TILES_PER_CACHE = 64;

export interface HuntQuestion {
  readonly definition: HuntDefinition;
  /** The hunt's number; also what varies the place of grown zones. */
  readonly number: number;
  /** People who play now. */
  readonly players: number;
  readonly map: WorldMap;
  /** Where they stand. Grown zones are placed within reach of most of them. */
  readonly occupied?: readonly Standing[];
}

/**
 * Resolves a definition.
 * @throws RangeError if the map has no such area and the definition nothing in its stead, or the zone has no room for a cache
 */
export function resolveHunt({ definition, number, players, map, occupied = [] }: HuntQuestion): ResolvedHunt {
  const zone = zoneOf(definition, number, players, map, occupied);
  const tiles = hangingTogether(map, zoneLand(map), zone);
  if (tiles < TILES_PER_CACHE) {
    throw new RangeError(
      `hunt ${definition.id}: the largest part of its zone that players can reach has ${tiles} tiles, expected at least ${TILES_PER_CACHE}`,
    );
  }
  const room = Math.max(1, Math.floor(tiles / TILES_PER_CACHE));
  const { clues } = definition;
  return {
    number,
    definition: definition.id,
    title: definition.title,
    kind: definition.kind,
    zone,
    announceTicks: definition.announceSeconds * TICK_HZ,
    countdownTicks: definition.countdownSeconds * TICK_HZ,
    waveTicks: definition.waveSeconds.map((seconds) => seconds * TICK_HZ),
    podiumTicks: definition.podiumSeconds * TICK_HZ,
    huntersPerCache: definition.huntersPerCache,
    minCaches: Math.min(definition.minCaches, room),
    maxCaches: Math.min(definition.maxCaches, room),
    tiers: definition.tiers.map(({ name, value, share }) => ({ name, value, share })),
    crownValue: definition.crownValue,
    mimicOneIn: definition.mimicOneIn,
    clues: {
      piece: clues.piece,
      turned: clues.turned,
      riddleTicks: clues.riddleSeconds * TICK_HZ,
      hintTicks: clues.hintSeconds * TICK_HZ,
    },
    tools: [...definition.tools],
  };
}

function zoneOf(
  { id, zone }: HuntDefinition,
  number: number,
  players: number,
  map: WorldMap,
  occupied: readonly Standing[],
): TileRect {
  if ("rect" in zone) return clipped(zone.rect, map);
  if ("area" in zone) {
    const area = map.areas.find(({ name }) => name === zone.area);
    if (area !== undefined) return clipped(area.rect, map);
    if (zone.grown === undefined) {
      const names = map.areas.map(({ name }) => JSON.stringify(name));
      throw new RangeError(
        `hunt ${id}: the map has no area ${JSON.stringify(zone.area)}, expected ${names.length === 0 ? "a map with areas" : names.join(" or ")}`,
      );
    }
  }
  const { minChunks, maxChunks } = zone.grown ?? { minChunks: 6, maxChunks: 24 };
  const side = Math.min(maxChunks, Math.max(minChunks, Math.ceil(Math.sqrt(players / 3))));
  return chooseZone(map, side, number, occupied);
}

/** The part of a rectangle that lies on the map; its size may become 0. */
function clipped({ x, y, width, height }: TileRect, map: WorldMap): TileRect {
  const west = Math.min(x, map.widthTiles);
  const north = Math.min(y, map.heightTiles);
  return {
    x: west,
    y: north,
    width: Math.max(0, Math.min(width, map.widthTiles - west)),
    height: Math.max(0, Math.min(height, map.heightTiles - north)),
  };
}
