// The terrain: each chunk is painted once, on one texture below the players and, if needed, one above them. Paints chunks
// as they are loaded and removes distant ones. Fetches nothing.
import { CHUNK_TILES } from "@doubloon/shared/space";
import type { MapChunk } from "@doubloon/shared/wire/mapChunk";
import type Phaser from "phaser";
import type { TilePainter } from "../tilePainter.ts";
import { Depth } from "./depth.ts";

/** Chunks up to this distance, in chunks, from the camera's are drawn. */
const DRAW_REACH = 2;
/** Chunks beyond this distance are removed. */
const KEEP_REACH = 3;

interface DrawnChunk {
  readonly column: number;
  readonly row: number;
  readonly images: readonly Phaser.GameObjects.Image[];
}

export interface TerrainLayerOptions {
  readonly scene: Phaser.Scene;
  readonly painter: TilePainter;
  /** Size of a tile in pixels. */
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly chunkAt: (column: number, row: number) => MapChunk | undefined;
  /** Takes the pictures of a chunk that was painted, bottom to top. */
  readonly painted: (column: number, row: number, pictures: readonly HTMLCanvasElement[]) => void;
}

export class TerrainLayer {
  readonly #options: TerrainLayerOptions;
  readonly #drawn = new Map<string, DrawnChunk>();

  constructor(options: TerrainLayerOptions) {
    this.#options = options;
  }

  /** Draws and removes chunks around the one that the camera looks at. */
  update(column: number, row: number): void {
    for (const [key, chunk] of this.#drawn) {
      if (Math.max(Math.abs(chunk.column - column), Math.abs(chunk.row - row)) > KEEP_REACH)
        this.#remove(key, chunk);
    }
    // Everything that can be in view is painted at once; of the chunks around it, one per animation frame.
    for (let reach = 0; reach <= DRAW_REACH; reach++) {
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
    const pictures = [this.#paint(chunk, false)];
    if (this.#options.painter.has(chunk, true)) pictures.push(this.#paint(chunk, true));
    const images = pictures.map((picture, i) => this.#image(`${key}-${i}`, column, row, picture, i > 0));
    this.#drawn.set(key, { column, row, images });
    this.#options.painted(column, row, pictures);
    return true;
  }

  #paint(chunk: MapChunk, above: boolean): HTMLCanvasElement {
    const { painter, tileWidth, tileHeight } = this.#options;
    const canvas = document.createElement("canvas");
    canvas.width = CHUNK_TILES * tileWidth;
    canvas.height = CHUNK_TILES * tileHeight;
    // Keeps the canvas in main memory: it is only read to upload the texture, and reading back from the GPU stalls.
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (context === null) throw new Error("this browser has no 2D canvas");
    painter.paint(context, chunk, above);
    return canvas;
  }

  #image(
    key: string,
    column: number,
    row: number,
    picture: HTMLCanvasElement,
    above: boolean,
  ): Phaser.GameObjects.Image {
    const { scene } = this.#options;
    if (scene.textures.addCanvas(key, picture) === null) throw new Error(`texture ${key} exists already`);
    return scene.add
      .image(column * picture.width, row * picture.height, key)
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
