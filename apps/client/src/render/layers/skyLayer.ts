// The light of day and night over the world: one tinted rectangle that multiplies what is under it, and a lantern's glow
// around the player in the dark.
import type Phaser from "phaser";
import { EFFECTS } from "../art/spriteSheets.ts";
import { darknessAt, dayPart, tintAt } from "../dayTime.ts";
import { Depth } from "../depth.ts";
import type { ViewRect } from "./celebration.ts";

const WHITE = 0xffffff;
const LANTERN = 0xffc070;

export class SkyLayer {
  readonly #tint: Phaser.GameObjects.Image;
  readonly #glow: Phaser.GameObjects.Image;
  readonly #scale: number;
  #color = WHITE;

  constructor(scene: Phaser.Scene, scale: number) {
    this.#scale = scale;
    this.#tint = scene.add
      .image(0, 0, EFFECTS, "paper")
      .setOrigin(0)
      .setDepth(Depth.sky)
      .setBlendMode("MULTIPLY")
      .setVisible(false);
    this.#glow = scene.add
      .image(0, 0, EFFECTS, "light")
      .setDepth(Depth.light)
      .setBlendMode("ADD")
      .setTint(LANTERN)
      .setVisible(false);
  }

  /** `x`, `y`: the player's feet in world pixels. */
  update(tick: number, view: ViewRect, x: number, y: number): void {
    const part = dayPart(tick);
    const color = tintAt(part);
    const dark = darknessAt(part);
    if (color !== this.#color) {
      this.#color = color;
      this.#tint.setTint(color).setVisible(color !== WHITE);
      this.#glow.setVisible(dark > 0.1).setAlpha(dark * 0.5);
    }
    if (color === WHITE) return;
    this.#tint.setPosition(view.x, view.y).setDisplaySize(view.width, view.height);
    this.#glow.setPosition(x, y - 8 * this.#scale).setScale(this.#scale * 1.1);
  }
}
