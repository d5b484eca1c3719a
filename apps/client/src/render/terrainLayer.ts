// The ground: each chunk is painted once, on one texture under the players and, if needed, one over them. Chunks come
// as they are fetched, at most one painted a frame, and go when they are far.
import { CHUNK_TILES } from "@doubloon/shared/space";
import type { MapChunk } from "@doubloon/shared/wire/mapChunk";
import type Phaser from "phaser";
import { Depth } from "./depth.ts";
import type { TilePainter } from "./tilePainter.ts";

const SHOWN_REACH = 2;
const KEPT_REACH = 3;

interface DrawnChunk {
  readonly column: number;
  readonly row: number;
  readonly images: readonly Phaser.GameObjects.Image[];
}

export interface TerrainLayerOptions {
  readonly scene: Phaser.Scene;
  readonly painter: TilePainter;
  /** Pixels of a tile. */
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly chunkAt: (column: number, row: number) => MapChunk | undefined;
}

export class TerrainLayer {
  readonly #options: TerrainLayerOptions;
  readonly #drawn = new Map<string, DrawnChunk>();

  constructor(options: TerrainLayerOptions) {
    this.#options = options;
  }

  /** Chunks drawn. */
  get size(): number {
    return this.#drawn.size;
  }

  /** The camera looks at this chunk. */
  update(column: number, row: number): void {
    for (const [key, chunk] of this.#drawn) {
      if (Math.max(Math.abs(chunk.column - column), Math.abs(chunk.row - row)) > KEPT_REACH)
        this.#remove(key, chunk);
    }
    // All that can be in sight at once, what lies around it one a frame.
    for (let reach = 0; reach <= SHOWN_REACH; reach++) {
      for (let y = row - reach; y <= row + reach; y++) {
        for (let x = column - reach; x <= column + reach; x++) {
          if (this.#draw(x, y) && reach > 1) return;
        }
      }
    }
  }

  #draw(column: number, row: number): boolean {
    const key = `chunk-${column}-${row}`;
    if (this.#drawn.has(key)) return false;
    const chunk = this.#options.chunkAt(column, row);
    if (chunk === undefined) return false;
    const images = [this.#image(`${key}-under`, column, row, chunk, false)];
    if (this.#options.painter.has(chunk, true))
      images.push(this.#image(`${key}-over`, column, row, chunk, true));
    this.#drawn.set(key, { column, row, images });
    return true;
  }

  #image(
    key: string,
    column: number,
    row: number,
    chunk: MapChunk,
    above: boolean,
  ): Phaser.GameObjects.Image {
    const { scene, painter, tileWidth, tileHeight } = this.#options;
    const width = CHUNK_TILES * tileWidth;
    const height = CHUNK_TILES * tileHeight;
    const canvas = document.createElement("canvas");
    canvas.width = width;
    canvas.height = height;
    // Kept in main memory: its one reader is the upload to the texture, and reading back from a GPU stalls.
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (context === null) throw new Error("this browser draws on no canvas");
    painter.paint(context, chunk, above);
    if (scene.textures.addCanvas(key, canvas) === null) throw new Error(`texture ${key} exists already`);
    return scene.add
      .image(column * width, row * height, key)
      .setOrigin(0)
      .setDepth(above ? Depth.over : Depth.ground);
  }

  #remove(key: string, chunk: DrawnChunk): void {
    for (const image of chunk.images) {
      const { texture } = image;
      image.destroy();
      this.#options.scene.textures.remove(texture);
    }
    this.#drawn.delete(key);
  }
}
