// Paints tiles on a canvas: tilesets with margin and spacing, Tiled's three flips, layers with opacity. Knows no scene.
import type { DrawnTileset, MapDescription } from "@doubloon/shared/map";
import { CHUNK_TILES } from "@doubloon/shared/space";
import {
  FLIP_DIAGONAL,
  FLIP_HORIZONTAL,
  FLIP_VERTICAL,
  GID_MASK,
  type MapChunk,
} from "@doubloon/shared/wire/mapChunk";

interface LoadedTileset extends DrawnTileset {
  readonly picture: CanvasImageSource;
}

export class TilePainter {
  readonly map: MapDescription;
  readonly #tilesets: readonly LoadedTileset[];
  /** Rows above its own that the tallest tile covers. */
  readonly #reachUp: number;

  /** `pictures`: the tileset images, in the order of the map's tilesets. */
  constructor(map: MapDescription, pictures: readonly CanvasImageSource[]) {
    this.map = map;
    this.#tilesets = map.tilesets.map((tileset, i) => ({ ...tileset, picture: pictures[i] }));
    const tallest = Math.max(map.tileHeight, ...map.tilesets.flatMap((t) => [t.tileWidth, t.tileHeight]));
    this.#reachUp = Math.ceil(tallest / map.tileHeight) - 1;
  }

  /** Whether the chunk has any tile on the layers above (or below) the players. */
  has(chunk: MapChunk, above: boolean): boolean {
    return chunk.layers.some(
      (gids, i) => this.map.layers[i]?.above === above && gids.some((gid) => gid !== 0),
    );
  }

  /** Paints some rows of a chunk's layers above (or below) the players, the first row at the canvas's top. */
  paint(
    context: CanvasRenderingContext2D,
    chunk: MapChunk,
    above: boolean,
    firstRow = 0,
    rows = CHUNK_TILES,
  ): void {
    this.paintTiles(context, chunk.layers, CHUNK_TILES, above, firstRow, rows);
  }

  /**
   * Paints a rectangle of tiles, layer by layer, row by row; `above` undefined: all layers. Of `rows` rows only, from
   * `firstRow` on, if they are given, with the tiles of later rows that reach up into them.
   */
  paintTiles(
    context: CanvasRenderingContext2D,
    layers: readonly ArrayLike<number>[],
    columns: number,
    above?: boolean,
    firstRow = 0,
    rows = Number.POSITIVE_INFINITY,
  ): void {
    const first = firstRow * columns;
    const end = (firstRow + rows + this.#reachUp) * columns;
    context.imageSmoothingEnabled = false;
    for (const [i, gids] of layers.entries()) {
      const layer = this.map.layers[i];
      if (layer === undefined || (above !== undefined && layer.above !== above)) continue;
      context.globalAlpha = layer.opacity;
      for (let tile = first; tile < gids.length && tile < end; tile++) {
        if (gids[tile] !== 0)
          this.#paintTile(context, gids[tile], tile % columns, Math.floor(tile / columns) - firstRow);
      }
    }
    context.globalAlpha = 1;
  }

  #paintTile(context: CanvasRenderingContext2D, gid: number, column: number, row: number): void {
    const id = gid & GID_MASK;
    const tileset = this.#tilesets.find(
      ({ firstGid, tileCount }) => id >= firstGid && id < firstGid + tileCount,
    );
    if (tileset === undefined) return;
    const { tileWidth: width, tileHeight: height, margin, spacing, columns } = tileset;
    const { imageX = 0, imageY = 0 } = tileset;
    const local = id - tileset.firstGid;
    const fromX = imageX + margin + (local % columns) * (width + spacing);
    const fromY = imageY + margin + Math.floor(local / columns) * (height + spacing);
    // Tiles larger than the map's are aligned with their cell's bottom-left corner.
    const west = column * this.map.tileWidth;
    const south = (row + 1) * this.map.tileHeight;
    if (gid === id) {
      context.drawImage(tileset.picture, fromX, fromY, width, height, west, south - height, width, height);
      return;
    }
    const flippedX = (gid & FLIP_HORIZONTAL) !== 0;
    const flippedY = (gid & FLIP_VERTICAL) !== 0;
    const transposed = (gid & FLIP_DIAGONAL) !== 0;
    const shownWidth = transposed ? height : width;
    const shownHeight = transposed ? width : height;
    const sx = flippedX ? -1 : 1;
    const sy = flippedY ? -1 : 1;
    const centerX = west + shownWidth / 2;
    const centerY = south - shownHeight / 2;
    // The diagonal flip (x and y swapped) applies first, then the other two.
    if (transposed) context.setTransform(0, sy, sx, 0, centerX, centerY);
    else context.setTransform(sx, 0, 0, sy, centerX, centerY);
    context.drawImage(tileset.picture, fromX, fromY, width, height, -width / 2, -height / 2, width, height);
    context.setTransform(1, 0, 0, 1, 0, 0);
  }
}
