// Crests that come and go on open water in view. A few dozen sprites; which tiles have one follows from the time.
import { CHUNK_TILES } from "@doubloon/shared/space";
import type { MapChunk } from "@doubloon/shared/wire/mapChunk";
import type Phaser from "phaser";
import { EFFECTS } from "../art/spriteSheets.ts";
import type { TilePainter } from "../tilePainter.ts";
import { WaterTiles } from "../waterTiles.ts";
import type { SpriteBatch } from "./spriteBatch.ts";

/** One water tile in this many has a crest at a time. */
const ONE_IN = 9;
const CREST_MS = 3400;
const TINT = 0xd8f4ff;
const MAX_CHUNKS = 64;

export class WaterLayer {
  readonly #tiles: WaterTiles;
  readonly #batch: SpriteBatch;
  readonly #scale: number;
  readonly #tileWidth: number;
  readonly #tileHeight: number;
  readonly #wave: Phaser.Textures.Frame;
  readonly #chunks = new Map<string, Uint16Array>();

  constructor(
    textures: Phaser.Textures.TextureManager,
    batch: SpriteBatch,
    painter: TilePainter,
    scale: number,
  ) {
    this.#tiles = new WaterTiles(painter);
    this.#batch = batch;
    this.#scale = scale;
    this.#tileWidth = painter.map.tileWidth;
    this.#tileHeight = painter.map.tileHeight;
    this.#wave = textures.get(EFFECTS).get("wave");
  }

  /** Draws the crests in a rectangle of world pixels. `still`: they neither move nor change. */
  update(
    nowMs: number,
    view: { readonly x: number; readonly y: number; readonly right: number; readonly bottom: number },
    chunkAt: (column: number, row: number) => MapChunk | undefined,
    still: boolean,
  ): void {
    this.#tiles.begin();
    const width = CHUNK_TILES * this.#tileWidth;
    const height = CHUNK_TILES * this.#tileHeight;
    for (let row = Math.floor(view.y / height); row * height < view.bottom; row++) {
      for (let column = Math.floor(view.x / width); column * width < view.right; column++) {
        const tiles = this.#of(column, row, chunkAt);
        if (tiles !== undefined) this.#draw(tiles, column, row, still ? 1200 : nowMs, view);
      }
    }
  }

  #of(
    column: number,
    row: number,
    chunkAt: (column: number, row: number) => MapChunk | undefined,
  ): Uint16Array | undefined {
    const key = `${column},${row}`;
    const known = this.#chunks.get(key);
    if (known !== undefined) return known;
    const chunk = chunkAt(column, row);
    if (chunk === undefined) return undefined;
    if (this.#chunks.size === MAX_CHUNKS) this.#chunks.clear();
    const tiles = this.#tiles.of(chunk);
    if (tiles === undefined) return undefined;
    this.#chunks.set(key, tiles);
    return tiles;
  }

  #draw(
    tiles: Uint16Array,
    column: number,
    row: number,
    nowMs: number,
    view: { readonly x: number; readonly y: number; readonly right: number; readonly bottom: number },
  ): void {
    const scale = this.#scale;
    for (const tile of tiles) {
      const tileX = column * CHUNK_TILES + (tile % CHUNK_TILES);
      const tileY = row * CHUNK_TILES + Math.floor(tile / CHUNK_TILES);
      const chance = Math.imul(tileX * 374761393 + tileY * 668265263, 0x9e3779b1) >>> 0;
      const clock = nowMs / CREST_MS + (chance & 1023) / 1024;
      const turn = Math.floor(clock);
      // Another tile in each turn.
      if ((Math.imul(chance ^ turn, 0x85ebca6b) >>> 20) % ONE_IN !== 0) continue;
      const life = clock - turn;
      const x = (tileX + 0.5) * this.#tileWidth + (life - 0.5) * 6 * scale;
      const y = (tileY + 0.2 + ((chance >> 10) & 7) / 12) * this.#tileHeight;
      if (x < view.x - 40 || x > view.right + 40 || y < view.y || y > view.bottom) continue;
      const strength = Math.sin(life * Math.PI);
      this.#batch.add(
        this.#wave,
        Math.round(x / scale) * scale,
        Math.round(y / scale) * scale,
        0.5,
        0.5,
        scale,
        scale,
        0.42 * strength,
        TINT,
        0,
      );
    }
  }
}
