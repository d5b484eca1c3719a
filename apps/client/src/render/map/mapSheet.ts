// One small picture of the whole map: every chunk that the world's painter has painted, scaled down. Minimap and map are
// cut from it, so that showing them costs one image. Bounded by MAX_SHEET_PX whatever the map's size.
import { CHUNK_TILES } from "@doubloon/shared/space";

const MAX_SHEET_PX = 2048;
const MAX_TILE_PX = 8;

export class MapSheet {
  readonly canvas: HTMLCanvasElement;
  /** Pixels of the sheet per tile. */
  readonly scale: number;
  /** Grows with every chunk drawn. */
  revision = 0;
  readonly #context: CanvasRenderingContext2D;
  readonly #drawn = new Set<string>();

  constructor(widthTiles: number, heightTiles: number) {
    this.scale = Math.min(MAX_TILE_PX, MAX_SHEET_PX / Math.max(widthTiles, heightTiles));
    this.canvas = document.createElement("canvas");
    this.canvas.width = Math.ceil(widthTiles * this.scale);
    this.canvas.height = Math.ceil(heightTiles * this.scale);
    const context = this.canvas.getContext("2d");
    if (context === null) throw new Error("this browser has no 2D canvas");
    this.#context = context;
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = "medium";
  }

  has(column: number, row: number): boolean {
    return this.#drawn.has(`${column},${row}`);
  }

  /**
   * Adds a strip of a chunk in full size, as wide as the chunk, `y` pixels below the chunk's north edge. The lower layers
   * come first. Strips that come again change nothing in the end.
   */
  add(column: number, row: number, y: number, strip: HTMLCanvasElement): void {
    const side = CHUNK_TILES * this.scale;
    const shrunk = side / strip.width;
    const height = strip.height * shrunk;
    this.#context.drawImage(strip, column * side, row * side + y * shrunk, side, height);
    this.#drawn.add(`${column},${row}`);
    this.revision++;
  }
}
