// The marks that digging leaves on the ground: holes, struck caches, opened chests and mimics, great finds, glints.
// `sync` takes the marks in view after each frame from the server and returns those that are new.
import { FIRST_MARK, Mark } from "@doubloon/shared/hunt/marks";
import type { SeenLoot } from "@doubloon/shared/view/roomView";
import type Phaser from "phaser";
import { EFFECTS, LOOT, RARITY_COLORS } from "../art/spriteSheets.ts";
import type { LootLayerOptions } from "./lootLayer.ts";
import type { SpriteBatch } from "./spriteBatch.ts";

type Frame = Phaser.Textures.Frame;

const APPEAR_MS = 220;
const WHITE = 0xffffff;
const GOLD = RARITY_COLORS.legendary;
const GLINTS = 3;
/** How far east of its tile's center a chest stands, in pixels of the figures. */
const ASIDE = 11;

interface Piece {
  readonly loot: SeenLoot;
  readonly frame: Frame | undefined;
  readonly x: number;
  readonly y: number;
  /** 0 (absent) to 1 (fully shown). */
  presence: number;
}

export interface MarkLayerOptions extends Omit<LootLayerOptions, "kinds"> {
  /** Flat things on the ground. */
  readonly ground: SpriteBatch;
  /** Whether things may move that need not. */
  readonly lively: () => boolean;
}

export class MarkLayer {
  readonly #options: MarkLayerOptions;
  readonly #pieces = new Map<number, Piece>();
  readonly #glow: Frame;
  readonly #sparkle: Frame;
  readonly #shadow: Frame;

  constructor(options: MarkLayerOptions) {
    this.#options = options;
    this.#glow = options.textures.get(EFFECTS).get("glow");
    this.#sparkle = options.textures.get(EFFECTS).get("sparkle");
    this.#shadow = options.textures.get(EFFECTS).get("shadow");
  }

  /** Takes the loot in view now, of which only marks count. Returns the marks that were not in view before. */
  sync(loot: ReadonlyMap<number, SeenLoot>): SeenLoot[] {
    const added: SeenLoot[] = [];
    for (const [key, piece] of this.#pieces) {
      if (loot.get(key)?.kind !== piece.loot.kind) this.#pieces.delete(key);
    }
    for (const [key, seen] of loot) {
      if (seen.kind < FIRST_MARK || this.#pieces.has(key)) continue;
      this.#pieces.set(key, this.#piece(seen));
      added.push(seen);
    }
    return added;
  }

  /** Adds everything to this animation frame's batches. */
  update(nowMs: number, elapsedMs: number): void {
    for (const piece of this.#pieces.values()) {
      piece.presence = Math.min(1, piece.presence + elapsedMs / APPEAR_MS);
      this.#draw(piece, nowMs);
    }
  }

  #piece(loot: SeenLoot): Piece {
    const { textures, tileWidth, tileHeight } = this.#options;
    const sheet = textures.get(LOOT);
    return {
      loot,
      frame: sheet.has(String(loot.kind)) ? sheet.get(String(loot.kind)) : undefined,
      x: (loot.tileX + 0.5) * tileWidth,
      y: (loot.tileY + 0.5) * tileHeight,
      presence: 0,
    };
  }

  #draw({ loot, frame, x, y, presence }: Piece, nowMs: number): void {
    const { ground, bodies, shadows, glow, scale, lively } = this.#options;
    const beat = lively() ? Math.sin(nowMs / 180) : 0;
    if (frame !== undefined) {
      const flat = loot.kind === Mark.hole || loot.kind === Mark.struck;
      const size = scale * (flat ? 0.9 : 0.95) * (0.6 + 0.4 * presence);
      const jolt = loot.kind === Mark.struck ? Math.round(beat) * scale * 0.5 : 0;
      if (flat) ground.add(frame, x, y + jolt, 0.5, 0.6, size, size, presence, WHITE, 0);
      else {
        // Diggers stand on the tile: what they dug up stands beside them.
        const beside = x + ASIDE * scale;
        shadows.add(this.#shadow, beside, y + 5 * scale, 0.5, 0.5, size, size, presence, WHITE, 0);
        bodies.add(frame, beside, y + 6 * scale, 0.5, 1, size, size, presence, WHITE, y + 2 * scale);
      }
    }
    if (loot.kind === Mark.struck || loot.kind === Mark.opened) {
      const light = scale * (1.5 + 0.15 * beat);
      glow.add(
        this.#glow,
        loot.kind === Mark.opened ? x + ASIDE * scale : x,
        y,
        0.5,
        0.5,
        light,
        light,
        presence * (0.55 + 0.15 * beat),
        GOLD,
        0,
      );
    }
    if (loot.kind === Mark.glint || loot.kind === Mark.opened)
      this.#twinkle(loot, loot.kind === Mark.opened ? x + ASIDE * scale : x, y, presence, nowMs);
  }

  /** Sparkles that come and go around a place. */
  #twinkle({ tileX, tileY }: SeenLoot, x: number, y: number, presence: number, nowMs: number): void {
    const { bodies, scale, lively } = this.#options;
    for (let i = 0; i < GLINTS; i++) {
      const clock = (lively() ? nowMs / 900 : 0.25) + i / GLINTS + tileX * 0.37 + tileY * 0.61;
      const turn = Math.floor(clock);
      const life = clock - turn;
      const place = Math.imul(turn * GLINTS + i + tileX * 7, 0x9e3779b1) >>> 0;
      const east = ((place & 255) / 255 - 0.5) * 14 * scale;
      const south = (((place >> 8) & 255) / 255 - 0.5) * 12 * scale;
      const size = scale * Math.sin(life * Math.PI);
      bodies.add(
        this.#sparkle,
        x + east,
        y + south,
        0.5,
        0.5,
        size,
        size,
        presence * Math.sin(life * Math.PI),
        i === 0 ? WHITE : 0xffe9a8,
        y + 12 * scale,
      );
    }
  }
}
