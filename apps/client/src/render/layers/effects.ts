// Short effects: the sparks of a pick-up, the rising points of an award, the cross on the walk's
// destination. Bounded in number.
import type { Rarity } from "@doubloon/shared/loot";
import type Phaser from "phaser";
import { EFFECTS, RARITY_COLORS } from "../art/spriteSheets.ts";
import { Depth } from "../depth.ts";

const MAX_SPARKS = 160;
const MAX_FLOATS = 8;
const SPARK_MS = 620;
const FLOAT_MS = 1400;
const RING_MS = 380;
const SPARKS: Readonly<Record<Rarity, number>> = {
  common: 8,
  uncommon: 12,
  rare: 16,
  epic: 24,
  legendary: 36,
};

interface ActiveEffect {
  readonly object: Phaser.GameObjects.Image | Phaser.GameObjects.Text;
  readonly startMs: number;
  readonly lifeMs: number;
  readonly move: (age: number, zoom: number) => void;
}

export class Effects {
  readonly #scene: Phaser.Scene;
  readonly #scale: number;
  readonly #random: () => number;
  readonly #cross: Phaser.GameObjects.Image;
  #active: ActiveEffect[] = [];

  constructor(scene: Phaser.Scene, scale: number, random: () => number) {
    this.#scene = scene;
    this.#scale = scale;
    this.#random = random;
    this.#cross = scene.add
      .image(0, 0, EFFECTS, "cross")
      .setDepth(Depth.marks + 1)
      .setVisible(false);
  }

  /** Shows a pick-up at (x, y), in world pixels. */
  pickUp(x: number, y: number, rarity: Rarity, own: boolean, nowMs: number): void {
    const tint = RARITY_COLORS[rarity];
    const count = own ? SPARKS[rarity] : 5;
    for (let i = 0; i < count && this.#active.length < MAX_SPARKS; i++) this.#spark(x, y, tint, nowMs);
    if (!own) return;
    const ring = this.#scene.add.image(x, y, EFFECTS, "ring").setTint(tint).setDepth(Depth.effects);
    this.#active.push({
      object: ring,
      startMs: nowMs,
      lifeMs: RING_MS,
      move: (age) => ring.setScale(this.#scale * (0.2 + age * 1.1)).setAlpha(1 - age),
    });
  }

  /** Lets a text rise from (x, y), in world pixels. `ratio`: device pixels per page pixel. */
  float(x: number, y: number, text: string, rarity: Rarity, nowMs: number, ratio: number): void {
    if (this.#active.filter(({ lifeMs }) => lifeMs === FLOAT_MS).length >= MAX_FLOATS) return;
    const color = `#${RARITY_COLORS[rarity].toString(16).padStart(6, "0")}`;
    const line = this.#scene.add
      .text(x, y, text, {
        fontFamily: "system-ui, sans-serif",
        fontSize: `${Math.round(20 * ratio)}px`,
        fontStyle: "bold",
        color,
        stroke: "#1c1320",
        strokeThickness: 5 * ratio,
      })
      .setOrigin(0.5, 1)
      .setDepth(Depth.effects + 1);
    this.#active.push({
      object: line,
      startMs: nowMs,
      lifeMs: FLOAT_MS,
      move: (age, zoom) => {
        const pop = age < 0.12 ? 0.6 + (age / 0.12) * 0.6 : Math.max(1, 1.2 - (age - 0.12) * 2);
        line
          .setScale(pop / zoom)
          .setPosition(x, y - this.#scale * 26 * (1 - (1 - age) ** 2))
          .setAlpha(Math.min(1, (1 - age) * 2.5));
      },
    });
  }

  /** Marks the destination of a walk; undefined removes the mark. */
  mark(at: { readonly x: number; readonly y: number } | undefined, nowMs: number): void {
    this.#cross.setVisible(at !== undefined);
    if (at !== undefined) {
      this.#cross.setPosition(at.x, at.y).setScale(this.#scale * (0.85 + 0.1 * Math.sin(nowMs / 140)));
    }
  }

  /** Advances all effects. `zoom`: device pixels per world pixel. */
  update(nowMs: number, zoom: number): void {
    this.#active = this.#active.filter(({ object, startMs, lifeMs, move }) => {
      const age = (nowMs - startMs) / lifeMs;
      if (age >= 1) {
        object.destroy();
        return false;
      }
      move(Math.max(0, age), zoom);
      return true;
    });
  }

  #spark(x: number, y: number, tint: number, nowMs: number): void {
    const turn = this.#random() * 2 * Math.PI;
    const reach = this.#scale * (8 + 18 * this.#random());
    const size = this.#scale * (0.4 + 0.6 * this.#random());
    const spark = this.#scene.add
      .image(x, y, EFFECTS, this.#random() < 0.6 ? "sparkle" : "dot")
      .setTint(this.#random() < 0.3 ? 0xffffff : tint)
      .setDepth(Depth.effects);
    this.#active.push({
      object: spark,
      startMs: nowMs,
      lifeMs: SPARK_MS * (0.6 + 0.4 * this.#random()),
      move: (age) => {
        const out = 1 - (1 - age) ** 3;
        const fall = this.#scale * 14 * age * age;
        spark
          .setPosition(x + Math.cos(turn) * reach * out, y + Math.sin(turn) * reach * out * 0.8 + fall)
          .setScale(size * (1 - age * 0.7))
          .setAlpha(1 - age * age);
      },
    });
  }
}
