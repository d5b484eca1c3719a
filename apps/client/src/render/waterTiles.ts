// Which tiles look like open water: the ground tiles whose picture is mostly blue and that nothing covers. Works for any
// map, since maps do not say it; each tile's picture is looked at once.
import { CHUNK_TILES } from "@doubloon/shared/space";
import { GID_MASK, type MapChunk } from "@doubloon/shared/wire/mapChunk";
import type { TilePainter } from "./tilePainter.ts";

/** Whether a colour is that of water: blue over red by a margin, and not grey. */
export function looksWet(red: number, green: number, blue: number): boolean {
  return blue > red + 30 && blue + 10 > green;
}

/** Pictures looked at in an animation frame; looking takes time. */
const MAX_LOOKS = 4;

export class WaterTiles {
  #looks = 0;
  readonly #painter: TilePainter;
  readonly #wet = new Map<number, boolean>();
  #context: CanvasRenderingContext2D | undefined;

  constructor(painter: TilePainter) {
    this.#painter = painter;
  }

  /** Starts an animation frame. */
  begin(): void {
    this.#looks = 0;
  }

  /** The numbers of a chunk's water tiles, row by row; undefined if it is enough for this animation frame. */
  of(chunk: MapChunk): Uint16Array | undefined {
    const found: number[] = [];
    const [ground, ...covers] = chunk.layers;
    if (ground === undefined) return new Uint16Array(0);
    for (let tile = 0; tile < CHUNK_TILES * CHUNK_TILES; tile++) {
      if (covers.some((gids) => gids[tile] !== 0)) continue;
      const wet = this.#isWet(ground[tile] & GID_MASK);
      if (wet === undefined) return undefined;
      if (wet) found.push(tile);
    }
    return Uint16Array.from(found);
  }

  #isWet(gid: number): boolean | undefined {
    const known = this.#wet.get(gid);
    if (known !== undefined) return known;
    if (++this.#looks > MAX_LOOKS) return undefined;
    const wet = gid !== 0 && this.#look(gid);
    this.#wet.set(gid, wet);
    return wet;
  }

  #look(gid: number): boolean {
    const { tileWidth, tileHeight } = this.#painter.map;
    if (this.#context === undefined) {
      const canvas = document.createElement("canvas");
      canvas.width = tileWidth;
      canvas.height = tileHeight;
      this.#context = canvas.getContext("2d", { willReadFrequently: true }) ?? undefined;
    }
    const context = this.#context;
    if (context === undefined) return false;
    context.clearRect(0, 0, tileWidth, tileHeight);
    this.#painter.paintTiles(context, [[gid]], 1);
    const { data } = context.getImageData(0, 0, tileWidth, tileHeight);
    let wet = 0;
    for (let at = 0; at < data.length; at += 4) if (looksWet(data[at], data[at + 1], data[at + 2])) wet++;
    return wet * 4 > data.length * 0.9;
  }
}
