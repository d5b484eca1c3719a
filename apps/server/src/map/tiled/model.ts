// A Tiled map after parsing: file formats, encodings and groups are resolved, Doubloon's rules are not applied yet.
import type { KnownProperties } from "./properties.ts";

/** A tile's properties; undefined where it has none. */
export interface TileFacts {
  readonly blocked: boolean | undefined;
  readonly terrain: string | undefined;
}

/** One image divided into tiles, row by row. A collection of images becomes one tileset for each image. */
export interface TiledTileset {
  readonly name: string;
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
  /** Path of the image file. */
  readonly imagePath: string;
  /** By tile id within the tileset. */
  readonly tiles: ReadonlyMap<number, TileFacts>;
}

/** A rectangle of cells; columns and rows may be negative in an infinite map. */
export interface TiledPatch {
  readonly column: number;
  readonly row: number;
  readonly width: number;
  readonly height: number;
  /** Global tile ids with flip bits, row by row. */
  readonly gids: Uint32Array;
}

/** A tile layer with the settings of its groups applied. */
export interface TiledLayer {
  /** The name with its groups: `Buildings/Roofs`. */
  readonly path: string;
  readonly opacity: number;
  readonly visible: boolean;
  readonly properties: KnownProperties;
  readonly patches: readonly TiledPatch[];
}

/** A spawn point of an object layer, in pixels. */
export interface TiledSpawn {
  /** Layer and object, for error messages. */
  readonly where: string;
  readonly x: number;
  readonly y: number;
}

/** A landmark or an area of an object layer, in pixels. */
export interface TiledPlace {
  /** Layer and object, for error messages. */
  readonly where: string;
  readonly name: string;
  /** The object's class (Tiled 1.8: type); empty if it has none. */
  readonly class: string;
  readonly riddle: string | undefined;
  /** North-west corner; the size of a point is 0. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** False for points, ellipses, polygons, polylines and texts. */
  readonly isRectangle: boolean;
}

export interface TiledMap {
  /** The file, for error messages. */
  readonly file: string;
  /** Size of a finite map, undefined for an infinite one. */
  readonly size: { readonly width: number; readonly height: number } | undefined;
  readonly tileWidth: number;
  readonly tileHeight: number;
  /** By first global tile id, ascending. */
  readonly tilesets: readonly TiledTileset[];
  /** Bottom to top. */
  readonly layers: readonly TiledLayer[];
  readonly spawns: readonly TiledSpawn[];
  readonly landmarks: readonly TiledPlace[];
  readonly areas: readonly TiledPlace[];
  /** Features that are ignored, one line each, for map makers. */
  readonly notes: readonly string[];
}
