// The terrain: each chunk is painted once, on one texture below the players and, if needed, one above them. Paints chunks
// as they are loaded, a strip at a time, and removes distant ones. Fetches nothing.
import { CHUNK_TILES } from "@doubloon/shared/space";
import type { MapChunk } from "@doubloon/shared/wire/mapChunk";
import Phaser from "phaser";
import { StripTexture } from "../art/stripTexture.ts";
import { memoryCanvas } from "../art/uploadPart.ts";
import { Depth } from "../depth.ts";
import type { TilePainter } from "../tilePainter.ts";

/** Chunks up to this distance, in chunks, from the camera's are drawn. */
const DRAW_REACH = 2;
/** Chunks beyond this distance are removed. */
const KEEP_REACH = 3;
/** Rows of tiles that are painted at a time. */
const STRIP_TILES = 4;
/** Strips painted in an animation frame: one, or several if frames are rare. */
const STRIP_MS = 20;
const MAX_STRIPS = 4;

interface DrawnChunk {
  readonly column: number;
  readonly row: number;
  readonly images: Phaser.GameObjects.Image[];
  readonly textures: StripTexture[];
  /** What is left to do, one after the other. */
  readonly steps: (() => void)[];
}

export interface TerrainLayerOptions {
  readonly scene: Phaser.Scene;
  readonly painter: TilePainter;
  /** Size of a tile in pixels. */
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly chunkAt: (column: number, row: number) => MapChunk | undefined;
  /** Takes a strip of a chunk that was painted, `y` pixels below the chunk's north edge. */
  readonly painted: (column: number, row: number, y: number, strip: HTMLCanvasElement) => void;
}

export class TerrainLayer {
  readonly #options: TerrainLayerOptions;
  readonly #drawn = new Map<string, DrawnChunk>();
  readonly #strip: CanvasRenderingContext2D;

  constructor(options: TerrainLayerOptions) {
    const { scene, tileWidth, tileHeight } = options;
    this.#options = options;
    this.#strip = memoryCanvas(CHUNK_TILES * tileWidth, STRIP_TILES * tileHeight);
    // A lost context takes the strips with it.
    scene.renderer.on(Phaser.Renderer.Events.RESTORE_WEBGL, () => this.#clear());
  }

  /** Draws and removes chunks around the one that the camera looks at. */
  update(column: number, row: number, elapsedMs: number): void {
    for (const [key, chunk] of this.#drawn) {
      if (Math.max(Math.abs(chunk.column - column), Math.abs(chunk.row - row)) > KEEP_REACH)
        this.#remove(key, chunk);
    }
    let strips = Math.min(MAX_STRIPS, Math.max(1, Math.round(elapsedMs / STRIP_MS)));
    // Everything that can be in view is finished at once; the chunks around it take a few steps per animation frame.
    for (let reach = 0; reach <= DRAW_REACH; reach++) {
      for (let y = row - reach; y <= row + reach; y++) {
        for (let x = column - reach; x <= column + reach; x++) {
          const chunk = this.#begun(x, y);
          if (chunk === undefined || chunk.steps.length === 0) continue;
          const count = reach <= 1 ? chunk.steps.length : strips;
          for (const step of chunk.steps.splice(0, count)) step();
          if (reach > 1) strips -= count;
          if (strips <= 0) return;
        }
      }
    }
  }

  /** The chunk with what is left to draw of it; undefined if it is not loaded. */
  #begun(column: number, row: number): DrawnChunk | undefined {
    const key = `chunk-${column}-${row}`;
    const known = this.#drawn.get(key);
    if (known !== undefined) return known;
    const chunk = this.#options.chunkAt(column, row);
    if (chunk === undefined) return undefined;
    const begun: DrawnChunk = { column, row, images: [], textures: [], steps: [] };
    for (const above of this.#options.painter.has(chunk, true) ? [false, true] : [false]) {
      for (let first = 0; first < CHUNK_TILES; first += STRIP_TILES)
        begun.steps.push(() => this.#paint(begun, chunk, `${key}-${above}`, above, first));
    }
    this.#drawn.set(key, begun);
    return begun;
  }

  #paint(begun: DrawnChunk, chunk: MapChunk, key: string, above: boolean, firstRow: number): void {
    const { scene, painter, tileWidth, tileHeight, painted } = this.#options;
    const { column, row } = begun;
    const width = CHUNK_TILES * tileWidth;
    const height = CHUNK_TILES * tileHeight;
    if (firstRow === 0) {
      begun.textures.push(new StripTexture(scene.textures, key, width, height));
      const image = scene.add.image(column * width, row * height, key).setOrigin(0);
      begun.images.push(image.setDepth(above ? Depth.over : Depth.ground));
    }
    const { canvas } = this.#strip;
    this.#strip.clearRect(0, 0, canvas.width, canvas.height);
    painter.paint(this.#strip, chunk, above, firstRow, STRIP_TILES);
    begun.textures.at(-1)?.put(firstRow * tileHeight, canvas);
    painted(column, row, firstRow * tileHeight, canvas);
  }

  #clear(): void {
    for (const [key, chunk] of this.#drawn) this.#remove(key, chunk);
  }

  #remove(key: string, { images, textures }: DrawnChunk): void {
    for (const image of images) image.destroy();
    for (const texture of textures) texture.remove();
    this.#drawn.delete(key);
  }
}
