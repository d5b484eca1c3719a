// The map as everything but the loader sees it: what blocks, what grows where, where players start, what is drawn.

/** A tile layer as it is drawn, bottom to top. */
export interface DrawnLayer {
  readonly name: string;
  /** 0 to 1. */
  readonly opacity: number;
  /** True if it is drawn over the players (tree tops, arches). */
  readonly above: boolean;
}

/** A tileset as a client draws it: one image, tiles in rows. */
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
  /** Where in the image the tiles begin, in pixels; not there for its north-west corner. */
  readonly imageX?: number;
  readonly imageY?: number;
}

/** `GET map.json`: the map's description. Chunks are at `chunks/COLUMN/ROW` beside it, see mapChunk.ts. */
export interface MapDescription {
  readonly version: string;
  readonly widthTiles: number;
  readonly heightTiles: number;
  /** Pixels of a tile in the tileset images. */
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly layers: readonly DrawnLayer[];
  readonly tilesets: readonly DrawnTileset[];
}

/** What the world needs of a map. Arrays are row by row, `y * widthTiles + x`. */
export interface WorldMap {
  readonly widthTiles: number;
  readonly heightTiles: number;
  /** 1 where nobody can stand. */
  readonly blocked: Uint8Array;
  /** Index into `terrains` for each tile. */
  readonly terrain: Uint8Array;
  /** Names of terrains; loot tables speak of these. Index 0 is the empty name, for tiles without one. */
  readonly terrains: readonly string[];
  /** Where new players start, in tiles; never empty, never blocked. */
  readonly spawns: readonly { readonly tileX: number; readonly tileY: number }[];
  /** Hash of the content that matters to world and clients, in hex. */
  readonly version: string;
}
