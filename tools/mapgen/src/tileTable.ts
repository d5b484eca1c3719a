// Every tile of the default map: picture, blocking and terrain. Tile ids follow from the order here.
import { bridgeParts, drawBridge } from "./art/bridges.ts";
import { type Canvas, TILE_ART } from "./art/canvas.ts";
import * as crowns from "./art/crowns.ts";
import {
  drawEdge,
  drawForestFloor,
  drawGround,
  EDGE_VARIANTS,
  GROUND_VARIANTS,
  groundLevels,
} from "./art/ground.ts";
import { drawLitter, litterNames } from "./art/litter.ts";
import { palette as p } from "./art/palette.ts";
import * as plants from "./art/plants.ts";
import * as stones from "./art/stones.ts";

export const TILESET_COLUMNS = 16;
/** Corner masks of tiles where two levels meet: some corners, but not all. */
const EDGE_MASKS = Array.from({ length: 14 }, (_, i) => i + 1);
/** A tile belongs to the upper level if at least two of its corners do. */
export function belongsToUpper(mask: number): boolean {
  const corners = (mask & 1) + ((mask >> 1) & 1) + ((mask >> 2) & 1) + ((mask >> 3) & 1);
  return corners >= 2;
}

interface TileSpec {
  readonly name: string;
  readonly picture: Canvas;
  readonly blocked?: boolean;
  readonly terrain?: string;
}

const crownNames = ["oak0", "oak1", "fir0", "fir1", "autumn0", "palm0", "palm1"] as const;
export type CrownName = (typeof crownNames)[number];
export const flowerNames = ["pinkFlowers", "yellowFlowers", "violetFlowers", "whiteFlowers"] as const;

export interface TileTable {
  readonly tiles: readonly TileSpec[];
  /** Global tile id of a tile in the default map, whose only tileset starts at 1. */
  readonly gid: (name: string) => number;
}

/** Draws every tile. */
export function makeTileTable(): TileTable {
  const tiles: TileSpec[] = [
    ...groundTiles(),
    ...forestTiles(),
    ...bridgeTiles(),
    ...ruinTiles(),
    ...plantTiles(),
    ...litterTiles(),
  ];
  const ids = new Map(tiles.map(({ name }, id) => [name, id + 1]));
  return {
    tiles,
    gid: (name) => {
      const id = ids.get(name);
      if (id === undefined) throw new RangeError(`no tile is named ${name}`);
      return id;
    },
  };
}

function* groundTiles(): Generator<TileSpec> {
  for (const level of groundLevels) {
    for (let variant = 0; variant < GROUND_VARIANTS; variant++)
      yield {
        name: `${level}/${variant}`,
        picture: drawGround(level, variant),
        blocked: level === "deep",
        terrain: level,
      };
  }
  for (const [i, upper] of groundLevels.entries()) {
    if (upper === "deep") continue;
    for (const mask of EDGE_MASKS) {
      const terrain = belongsToUpper(mask) ? upper : groundLevels[i - 1];
      for (let variant = 0; variant < EDGE_VARIANTS; variant++) {
        const name = `${upper}/${mask}/${variant}`;
        yield { name, picture: drawEdge(upper, mask, variant), blocked: terrain === "deep", terrain };
      }
    }
  }
}

function* forestTiles(): Generator<TileSpec> {
  for (const mask of [...EDGE_MASKS, 15]) {
    for (let variant = 0; variant < EDGE_VARIANTS; variant++) {
      const tile = { name: `forest/${mask}/${variant}`, picture: drawForestFloor(mask, variant) };
      yield belongsToUpper(mask) ? { ...tile, terrain: "forest" } : tile;
    }
  }
}

function* bridgeTiles(): Generator<TileSpec> {
  for (const part of bridgeParts) {
    for (const variant of [0, 1])
      yield {
        name: `bridge/${part}/${variant}`,
        picture: drawBridge(part, variant),
        blocked: false,
        terrain: "bridge",
      };
  }
}

function* ruinTiles(): Generator<TileSpec> {
  for (const variant of [0, 1, 2, 3]) {
    yield { name: `slabs/${variant}`, picture: stones.drawSlabs(variant, false), terrain: "ruins" };
    yield { name: `worn/${variant}`, picture: stones.drawSlabs(variant + 4, true), terrain: "ruins" };
  }
  for (const variant of [0, 1, 2]) {
    yield { name: `wall/top/${variant}`, picture: stones.drawWall(false, variant), blocked: true };
    yield { name: `wall/front/${variant}`, picture: stones.drawWall(true, variant), blocked: true };
  }
  const pillar = stones.drawPillar();
  yield { name: "pillar/head", picture: pillar.cut(0, 0, TILE_ART, TILE_ART) };
  yield { name: "pillar/foot", picture: pillar.cut(0, TILE_ART, TILE_ART, TILE_ART), blocked: true };
  yield { name: "stump", picture: stones.drawStump(), blocked: true };
  for (const variant of [0, 1]) yield { name: `rubble/${variant}`, picture: stones.drawRubble(variant) };
  for (const variant of [0, 1, 2])
    yield { name: `rock/${variant}`, picture: stones.drawRock(variant), blocked: true };
  for (const variant of [0, 1])
    yield { name: `seaRock/${variant}`, picture: stones.drawSeaRock(variant), blocked: true };
}

function drawCrown(name: CrownName): Canvas {
  const variant = Number(name.at(-1));
  if (name.startsWith("palm")) return crowns.drawPalmCrown(variant);
  if (name.startsWith("fir")) return crowns.drawFirCrown(variant);
  return crowns.drawCrown(
    name.startsWith("oak") ? crowns.oakColors : crowns.autumnColors,
    variant + (name === "autumn0" ? 5 : 0),
  );
}

function* plantTiles(): Generator<TileSpec> {
  for (const name of crownNames) {
    const crown = drawCrown(name);
    for (let row = 0; row < crowns.CROWN_ROWS; row++) {
      for (let column = 0; column < crowns.CROWN_COLUMNS; column++)
        yield {
          name: `${name}/${column}/${row}`,
          picture: crown.cut(column * TILE_ART, row * TILE_ART, TILE_ART, TILE_ART),
        };
    }
  }
  yield { name: "trunk", picture: plants.drawTrunk(p.woodLight, p.wood, p.woodDark), blocked: true };
  yield { name: "palmTrunk", picture: plants.drawTrunk(p.woodBright, p.woodLight, p.wood), blocked: true };
  for (const variant of [0, 1])
    yield { name: `bush/${variant}`, picture: plants.drawBush(variant), blocked: true };
  for (const [i, color] of [p.pink, p.yellow, p.violet, p.white].entries())
    yield { name: flowerNames[i], picture: plants.drawFlowers(color, i % 2) };
}

function* litterTiles(): Generator<TileSpec> {
  for (const name of litterNames) yield { name, picture: drawLitter(name) };
}
