// Treasure on the ground: bobs, glows by rarity, fades in and out. `sync` takes the loot in view after each frame from the
// server and returns what has disappeared, so that the scene can show pick-ups. Marks are drawn by markLayer.ts.
import type { LootKind, Rarity } from "@doubloon/shared/loot";
import type { SeenLoot } from "@doubloon/shared/view/roomView";
import type Phaser from "phaser";
import { EFFECTS, LOOT, RARITY_COLORS } from "../art/spriteSheets.ts";
import type { SpriteBatch } from "./spriteBatch.ts";

type Frame = Phaser.Textures.Frame;

const FADE_IN_MS = 260;
const FADE_OUT_MS = 160;
const WHITE = 0xffffff;
const GLOW: Readonly<Record<Rarity, number>> = {
  common: 0,
  uncommon: 0.35,
  rare: 0.6,
  epic: 0.8,
  legendary: 1,
};

interface Piece {
  readonly loot: SeenLoot;
  readonly frame: Frame;
  readonly x: number;
  readonly y: number;
  readonly glowStrength: number;
  readonly glowTint: number;
  /** 0 (absent) to 1 (fully shown). */
  presence: number;
  leaving: boolean;
}

export interface LootLayerOptions {
  readonly textures: Phaser.Textures.TextureManager;
  readonly kinds: ReadonlyMap<number, LootKind>;
  /** Size of a tile in world pixels. */
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly scale: number;
  readonly bodies: SpriteBatch;
  readonly shadows: SpriteBatch;
  /** Adds light. */
  readonly glow: SpriteBatch;
}

export class LootLayer {
  readonly #options: LootLayerOptions;
  readonly #shadow: Frame;
  readonly #glow: Frame;
  readonly #pieces = new Map<number, Piece>();
  #leaving: Piece[] = [];

  constructor(options: LootLayerOptions) {
    this.#options = options;
    this.#shadow = options.textures.get(EFFECTS).get("shadow");
    this.#glow = options.textures.get(EFFECTS).get("glow");
  }

  /** Takes the loot in view now. Returns the loot that was in view before and no longer is. */
  sync(loot: ReadonlyMap<number, SeenLoot>): SeenLoot[] {
    const removed: SeenLoot[] = [];
    for (const [key, piece] of this.#pieces) {
      if (loot.get(key)?.kind === piece.loot.kind) continue;
      removed.push(piece.loot);
      piece.leaving = true;
      this.#leaving.push(piece);
      this.#pieces.delete(key);
    }
    for (const [key, seen] of loot) {
      if (this.#pieces.has(key)) continue;
      const piece = this.#piece(seen);
      if (piece !== undefined) this.#pieces.set(key, piece);
    }
    return removed;
  }

  /** Adds everything to this animation frame's batches. */
  update(nowMs: number, elapsedMs: number): void {
    for (const piece of this.#pieces.values()) this.#draw(piece, nowMs, elapsedMs / FADE_IN_MS);
    if (this.#leaving.length === 0) return;
    for (const piece of this.#leaving) this.#draw(piece, nowMs, -elapsedMs / FADE_OUT_MS);
    this.#leaving = this.#leaving.filter(({ presence }) => presence > 0);
  }

  #piece(loot: SeenLoot): Piece | undefined {
    const { kinds, textures, tileWidth, tileHeight } = this.#options;
    const kind = kinds.get(loot.kind);
    if (kind === undefined) return undefined;
    return {
      loot,
      frame: textures.get(LOOT).get(String(loot.kind)),
      x: (loot.tileX + 0.5) * tileWidth,
      y: (loot.tileY + 0.5) * tileHeight,
      glowStrength: GLOW[kind.rarity],
      glowTint: RARITY_COLORS[kind.rarity],
      presence: 0,
      leaving: false,
    };
  }

  #draw(piece: Piece, nowMs: number, change: number): void {
    const { scale, bodies, shadows, glow } = this.#options;
    piece.presence = Math.min(1, Math.max(0, piece.presence + change));
    const { x, y, presence, glowStrength } = piece;
    const phase = nowMs / 420 + piece.loot.tileX * 1.7 + piece.loot.tileY * 2.3;
    const bob = Math.round(Math.sin(phase) * 1.5);
    // It appears with a slight overshoot.
    const size = piece.leaving ? presence : Math.sin(Math.min(1, presence) * 1.9) / Math.sin(1.9);
    const body = scale * 0.85 * size;
    bodies.add(piece.frame, x, y + (bob - 1) * scale, 0.5, 0.5, body, body, presence, WHITE, y);
    const shade = scale * (0.6 - bob * 0.04) * size;
    shadows.add(this.#shadow, x, y + 5 * scale, 0.5, 0.5, shade, shade, presence * 0.8, WHITE, 0);
    if (glowStrength === 0) return;
    const light = scale * (0.8 + 0.25 * glowStrength + 0.12 * Math.sin(phase * 1.3));
    glow.add(this.#glow, x, y, 0.5, 0.5, light, light, presence * glowStrength * 0.9, piece.glowTint, 0);
  }
}
