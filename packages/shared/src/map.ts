// The map after loading: what the world needs (blocked tiles, terrain, spawn points) and what clients draw. It knows
// nothing of the file format.
import type { TileRect } from "./hunt/definition.ts";

export const landmarkKinds = [
  "bridge",
  "tower",
  "peak",
  "cape",
  "ruin",
  "lake",
  "tree",
  "rock",
  "wood",
  "island",
  "bay",
  "camp",
  "place",
] as const;
export type LandmarkKind = (typeof landmarkKinds)[number];

/** A place with a name, which the full map shows and riddles refer to. Its tile may be blocked. */
export interface Landmark {
  /** As it stands in a sentence after "the" if it begins with a small letter ("old mill"), else without ("Gull Island"). */
  readonly name: string;
  readonly kind: LandmarkKind;
  readonly tileX: number;
  readonly tileY: number;
}

/** A landmark with what only the world knows. */
export interface KnownLandmark extends Landmark {
  /** A hand-written line that means this landmark without naming it; riddles use it in place of the name. */
  readonly riddle?: string;
}

/** A named rectangle of tiles, in which hunts can be held. */
export interface MapArea {
  readonly name: string;
  readonly rect: TileRect;
}

/** A tile layer as clients draw it. */
export interface DrawnLayer {
  readonly name: string;
  /** 0 to 1. */
  readonly opacity: number;
  /** True if it is drawn above the players (tree tops, arches). */
  readonly above: boolean;
}

/** A tileset as clients draw it: one image, with tiles in rows. */
export interface DrawnTileset {
  readonly name: string;
  /** Address of the image, relative to the map's description. */
  readonly image: string;
  readonly firstGid: number;
  readonly tileCount: number;
  readonly columns: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly margin: number;
  readonly spacing: number;
  /** Position of the first tile in the image, in pixels; absent for the north-west corner. */
  readonly imageX?: number;
  readonly imageY?: number;
}

/** The map's description, served as `map.json`. The chunks are beside it at `chunks/COLUMN/ROW`, see mapChunk.ts. */
export interface MapDescription {
  readonly version: string;
  readonly widthTiles: number;
  readonly heightTiles: number;
  /** Size of a tile in the tileset images, in pixels. */
  readonly tileWidth: number;
  readonly tileHeight: number;
  /** Bottom to top. */
  readonly layers: readonly DrawnLayer[];
  readonly tilesets: readonly DrawnTileset[];
  /** For labels on the full map. */
  readonly landmarks: readonly Landmark[];
}

/** The parts of a map that the world needs. Arrays are row by row, `y * widthTiles + x`. */
export interface WorldMap {
  readonly widthTiles: number;
  readonly heightTiles: number;
  /** 1 for a blocked tile. */
  readonly blocked: Uint8Array;
  /** Index into `terrains` for each tile. */
  readonly terrain: Uint8Array;
  /** Terrain names, as loot tables use them. Index 0 is the empty name, for tiles without terrain. */
  readonly terrains: readonly string[];
  /** Where new players start, in tiles. Never empty; never blocked tiles. */
  readonly spawns: readonly { readonly tileX: number; readonly tileY: number }[];
  /** In the order of the file; empty if the map names none and its terrain has none. */
  readonly landmarks: readonly KnownLandmark[];
  /** In the order of the file; names differ. */
  readonly areas: readonly MapArea[];
  /** Hash of everything that is drawn or walked on, in hex. Landmarks and areas are left out. */
  readonly version: string;
}
