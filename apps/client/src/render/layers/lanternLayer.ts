// What the own lantern shows around the player: fresh footprints, and a light on the holes there.
import { Mark } from "@doubloon/shared/hunt/marks";
import { LANTERN_TILES } from "@doubloon/shared/hunt/rules";
import type { SeenLoot } from "@doubloon/shared/view/roomView";
import type Phaser from "phaser";
import { EFFECTS } from "../art/spriteSheets.ts";
import { PRINT_MS, Tracks } from "../tracks.ts";
import type { SpriteBatch } from "./spriteBatch.ts";

const PRINT_TINT = 0x2a1a10;
const LIGHT_TINT = 0xffc070;

export interface LanternLayerOptions {
  readonly textures: Phaser.Textures.TextureManager;
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly scale: number;
  /** Flat things on the ground, of the effects' texture. */
  readonly shadows: SpriteBatch;
  /** Adds light. */
  readonly glow: SpriteBatch;
}

export class LanternLayer {
  readonly tracks: Tracks;
  readonly #options: LanternLayerOptions;
  readonly #print: Phaser.Textures.Frame;
  readonly #light: Phaser.Textures.Frame;

  constructor(options: LanternLayerOptions) {
    this.#options = options;
    this.tracks = new Tracks(options.tileWidth);
    this.#print = options.textures.get(EFFECTS).get("dot");
    this.#light = options.textures.get(EFFECTS).get("glow");
  }

  /** Shows what lies around (x, y), the player's feet in world pixels. */
  update(x: number, y: number, loot: ReadonlyMap<number, SeenLoot>, nowMs: number): void {
    const { shadows, glow, scale, tileWidth, tileHeight } = this.#options;
    const reach = LANTERN_TILES * tileWidth;
    for (const print of this.tracks.fresh(nowMs)) {
      if (Math.abs(print.x - x) > reach || Math.abs(print.y - y) > reach) continue;
      const aside = (print.left ? -2 : 2) * scale;
      const alpha = 0.55 * (1 - (nowMs - print.madeMs) / PRINT_MS);
      shadows.add(this.#print, print.x + aside, print.y, 0.5, 0.5, scale, scale * 1.5, alpha, PRINT_TINT, 0);
    }
    for (const { kind, tileX, tileY } of loot.values()) {
      if (kind !== Mark.hole) continue;
      const holeX = (tileX + 0.5) * tileWidth;
      const holeY = (tileY + 0.5) * tileHeight;
      if (Math.abs(holeX - x) > reach || Math.abs(holeY - y) > reach) continue;
      glow.add(this.#light, holeX, holeY, 0.5, 0.5, scale, scale, 0.6, LIGHT_TINT, 0);
    }
  }
}
