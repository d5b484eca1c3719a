// Treasure on the ground: bobs, glows by rarity, fades in and out. `sync` takes the loot in view after each frame from the
// server and returns what has disappeared, so that the scene can show pick-ups.
import type { LootKind, Rarity } from "@doubloon/shared/loot";
import type { SeenLoot } from "@doubloon/shared/view/roomView";
import type Phaser from "phaser";
import { Depth } from "./depth.ts";
import { EFFECTS, LOOT, RARITY_COLORS } from "./spriteSheets.ts";

const FADE_IN_MS = 260;
const FADE_OUT_MS = 160;
const GLOW: Readonly<Record<Rarity, number>> = {
  common: 0,
  uncommon: 0.35,
  rare: 0.6,
  epic: 0.8,
  legendary: 1,
};

interface Piece {
  readonly loot: SeenLoot;
  readonly image: Phaser.GameObjects.Image;
  readonly shadow: Phaser.GameObjects.Image;
  readonly glow: Phaser.GameObjects.Image | undefined;
  readonly glowStrength: number;
  /** 0 (absent) to 1 (fully shown). */
  presence: number;
  leaving: boolean;
}

export class LootLayer {
  readonly #scene: Phaser.Scene;
  readonly #kinds: ReadonlyMap<number, LootKind>;
  readonly #tileWidth: number;
  readonly #tileHeight: number;
  readonly #scale: number;
  readonly #pieces = new Map<number, Piece>();
  #leaving: Piece[] = [];

  constructor(
    scene: Phaser.Scene,
    kinds: ReadonlyMap<number, LootKind>,
    tile: { readonly width: number; readonly height: number },
    scale: number,
  ) {
    this.#scene = scene;
    this.#kinds = kinds;
    this.#tileWidth = tile.width;
    this.#tileHeight = tile.height;
    this.#scale = scale;
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
      const piece = this.#add(seen);
      if (piece !== undefined) this.#pieces.set(key, piece);
    }
    return removed;
  }

  update(nowMs: number, elapsedMs: number): void {
    for (const piece of this.#pieces.values()) this.#animate(piece, nowMs, elapsedMs / FADE_IN_MS);
    for (const piece of this.#leaving) this.#animate(piece, nowMs, -elapsedMs / FADE_OUT_MS);
    this.#leaving = this.#leaving.filter((piece) => {
      if (piece.presence > 0) return true;
      piece.image.destroy();
      piece.shadow.destroy();
      piece.glow?.destroy();
      return false;
    });
  }

  #add(loot: SeenLoot): Piece | undefined {
    const kind = this.#kinds.get(loot.kind);
    if (kind === undefined) return undefined;
    const x = (loot.tileX + 0.5) * this.#tileWidth;
    const y = (loot.tileY + 0.5) * this.#tileHeight;
    const glowStrength = GLOW[kind.rarity];
    const glow =
      glowStrength === 0
        ? undefined
        : this.#scene.add
            .image(x, y, EFFECTS, "glow")
            .setTint(RARITY_COLORS[kind.rarity])
            .setBlendMode("ADD")
            .setDepth(Depth.marks);
    const shadow = this.#scene.add.image(x, y + 5 * this.#scale, EFFECTS, "shadow").setDepth(Depth.marks);
    const image = this.#scene.add.image(x, y, LOOT, String(loot.kind)).setDepth(Depth.bodies + y);
    return { loot, image, shadow, glow, glowStrength, presence: 0, leaving: false };
  }

  #animate(piece: Piece, nowMs: number, change: number): void {
    piece.presence = Math.min(1, Math.max(0, piece.presence + change));
    const { tileX, tileY } = piece.loot;
    const phase = nowMs / 420 + tileX * 1.7 + tileY * 2.3;
    const bob = Math.round(Math.sin(phase) * 1.5);
    const y = (tileY + 0.5) * this.#tileHeight;
    // It appears with a slight overshoot.
    const size = piece.leaving ? piece.presence : Math.sin(Math.min(1, piece.presence) * 1.9) / Math.sin(1.9);
    piece.image
      .setPosition(piece.image.x, y + (bob - 1) * this.#scale)
      .setScale(this.#scale * 0.85 * size)
      .setAlpha(piece.presence);
    piece.shadow.setScale(this.#scale * (0.6 - bob * 0.04) * size).setAlpha(piece.presence * 0.8);
    piece.glow
      ?.setScale(this.#scale * (0.8 + 0.25 * piece.glowStrength + 0.12 * Math.sin(phase * 1.3)))
      .setAlpha(piece.presence * piece.glowStrength * 0.9);
  }
}
