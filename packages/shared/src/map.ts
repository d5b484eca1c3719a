// The map after loading: what the world needs (blocked tiles, terrain, spawn points) and what clients draw. It knows
// nothing of the file format.

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
  /** Hash of everything that the world and clients use, in hex. */
  readonly version: string;
}
