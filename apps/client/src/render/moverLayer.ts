// Characters on the map: shadow, walking figure, name label. Each animation frame shows the movers that
// it is given; the others fade out.
import type { MoverId } from "@doubloon/shared/ids";
import { Gait } from "@doubloon/shared/movement";
import type Phaser from "phaser";
import { type Facing, FIGURE_HEIGHT, LOOKS } from "./characterArt.ts";
import { Depth } from "./depth.ts";
import type { Label, LabelSheet } from "./labelSheet.ts";
import { CHARACTERS, characterFrame, EFFECTS } from "./spriteSheets.ts";

const FADE_IN_MS = 180;
const FADE_OUT_MS = 250;
const STEP_CYCLE = [0, 1, 0, 2] as const;
/** Duration of one entry of STEP_CYCLE. */
const STEP_MS = 110;
const OWN_COLOR = "#ffe27a";
const OTHER_COLOR = "#f3f6ff";

export interface ShownMover {
  readonly mover: MoverId;
  /** Position of the feet, in world pixels. */
  readonly x: number;
  readonly y: number;
  readonly heading: number;
  readonly gait: Gait;
  readonly name: string | undefined;
  readonly own: boolean;
}

interface Figure {
  readonly look: number;
  readonly body: Phaser.GameObjects.Image;
  readonly shadow: Phaser.GameObjects.Image;
  label:
    | { readonly text: string; readonly slot: Label; readonly image: Phaser.GameObjects.Image }
    | undefined;
  alpha: number;
  seen: boolean;
}

export class MoverLayer {
  readonly #scene: Phaser.Scene;
  readonly #labels: LabelSheet;
  readonly #scale: number;
  readonly #figures = new Map<MoverId, Figure>();
  readonly #arrow: Phaser.GameObjects.Image;

  /** `scale`: world pixels per pixel of the figures. */
  constructor(scene: Phaser.Scene, labels: LabelSheet, scale: number) {
    this.#scene = scene;
    this.#labels = labels;
    this.#scale = scale;
    this.#arrow = scene.add.image(0, 0, EFFECTS, "arrow").setScale(scale).setTint(0xffe27a).setVisible(false);
    this.#arrow.setDepth(Depth.labels);
  }

  /** Starts an animation frame. Then call `show` for each mover, then `end`. */
  begin(): void {
    for (const figure of this.#figures.values()) figure.seen = false;
  }

  /** Shows a mover in this animation frame. `zoom`: device pixels per world pixel. */
  show(seen: ShownMover, nowMs: number, elapsedMs: number, zoom: number): void {
    const figure = this.#figures.get(seen.mover) ?? this.#add(seen);
    figure.seen = true;
    figure.alpha = Math.min(1, figure.alpha + elapsedMs / FADE_IN_MS);
    const x = Math.round(seen.x * zoom) / zoom;
    const y = Math.round(seen.y * zoom) / zoom;
    const walking = seen.gait !== Gait.stopped;
    const { facing, flipped } = facingOf(seen.heading);
    const step = walking ? STEP_CYCLE[Math.floor(nowMs / STEP_MS + figure.look) % STEP_CYCLE.length] : 0;
    figure.body
      .setFrame(characterFrame(figure.look, facing, step))
      .setFlipX(flipped)
      .setPosition(x, y)
      .setAlpha(figure.alpha);
    const depth = Depth.bodies + y;
    if (figure.body.depth !== depth) figure.body.setDepth(depth);
    figure.shadow.setPosition(x, y).setAlpha(figure.alpha);
    this.#setLabel(figure, seen);
    const top = y - FIGURE_HEIGHT * this.#scale;
    figure.label?.image
      .setScale(1 / zoom)
      .setPosition(x, Math.round((top - 1) * zoom) / zoom - 9 / zoom)
      .setAlpha(figure.alpha);
    if (seen.own) {
      const bob = Math.round(Math.sin(nowMs / 260) * 1.5) * this.#scale;
      this.#arrow
        .setVisible(true)
        .setPosition(x, top - (figure.label === undefined ? 4 : 5) * this.#scale - 18 / zoom + bob);
    }
  }

  end(elapsedMs: number): void {
    for (const [mover, figure] of this.#figures) {
      if (figure.seen) continue;
      figure.alpha -= elapsedMs / FADE_OUT_MS;
      if (figure.alpha <= 0) this.#remove(mover, figure);
      else {
        figure.body.setAlpha(figure.alpha);
        figure.shadow.setAlpha(figure.alpha);
        figure.label?.image.setAlpha(figure.alpha);
      }
    }
    this.#labels.flush();
  }

  #add({ mover, own, x, y }: ShownMover): Figure {
    const look = lookOf(mover);
    const body = this.#scene.add
      .image(x, y, CHARACTERS, characterFrame(look, "south", 0))
      .setOrigin(0.5, 0.95)
      .setScale(this.#scale);
    const shadow = this.#scene.add
      .image(x, y, EFFECTS, "shadow")
      .setOrigin(0.5, 0.55)
      .setScale(this.#scale * 0.85)
      .setDepth(Depth.marks);
    const figure: Figure = {
      look,
      body,
      shadow,
      label: undefined,
      alpha: own ? 1 : 0,
      seen: true,
    };
    this.#figures.set(mover, figure);
    return figure;
  }

  #setLabel(figure: Figure, { name, own }: ShownMover): void {
    if (figure.label?.text === name || name === undefined) return;
    this.#removeLabel(figure);
    const slot = this.#labels.write(name, own ? OWN_COLOR : OTHER_COLOR);
    if (slot === undefined) return;
    const image = this.#scene.add.image(0, 0, slot.key, slot.frame).setDepth(Depth.labels + Number(own));
    figure.label = { text: name, slot, image };
  }

  #removeLabel(figure: Figure): void {
    if (figure.label === undefined) return;
    this.#labels.free(figure.label.slot);
    figure.label.image.destroy();
    figure.label = undefined;
  }

  #remove(mover: MoverId, figure: Figure): void {
    this.#removeLabel(figure);
    figure.body.destroy();
    figure.shadow.destroy();
    this.#figures.delete(mover);
  }
}

/** A mover's look. Consecutive numbers get different looks. */
function lookOf(mover: number): number {
  return (Math.imul(mover + 1, 0x9e3779b1) >>> 16) % LOOKS;
}

/** The figure's facing. Diagonal headings use the side view. */
function facingOf(heading: number): { readonly facing: Facing; readonly flipped: boolean } {
  if (heading > 9 && heading < 23) return { facing: "south", flipped: false };
  if (heading > 41 && heading < 55) return { facing: "north", flipped: false };
  return { facing: "east", flipped: heading >= 23 && heading <= 41 };
}
