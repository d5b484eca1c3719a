// Characters on the map: shadow, figure with its pose, name label, what is over the head. Each animation frame shows the
// movers that it is given; the others fade out. All of them are a few batches, not game objects of their own.
import { EMOTES } from "@doubloon/shared/hunt/rules";
import type { MoverId } from "@doubloon/shared/ids";
import type Phaser from "phaser";
import { FIGURE_HEIGHT } from "../art/characterArt.ts";
import type { Label, LabelSheet } from "../art/labelSheet.ts";
import { lookOf, type MoverFrames, moverFrames, pictureOf } from "../art/moverFrames.ts";
import type { PhraseSheet } from "../art/phraseSheet.ts";
import { CHARACTERS, EFFECTS } from "../art/spriteSheets.ts";
import { Depth } from "../depth.ts";
import { type Stance, stanceOf } from "../poses.ts";
import { digSand } from "./digSand.ts";
import { SpriteBatch } from "./spriteBatch.ts";

type Frame = Phaser.Textures.Frame;

const FADE_IN_MS = 180;
/** A figure fades in once its name is known, which decides its look; after this long, without it. */
const NAME_WAIT_MS = 1_000;
/** How clearly the player shows through what is in front of them. */
const SHOWN_THROUGH = 0.4;
const FADE_OUT_MS = 250;
const STEP_CYCLE = [0, 1, 0, 2] as const;
const POP_MS = 180;
/** Ends the name of an automatic player; no player's name has it. */
const BOT_MARK = " ⚙";
const OWN_COLOR = "#ffe27a";
const OTHER_COLOR = "#f3f6ff";
const BOT_COLOR = "#b9c4d2";
const WHITE = 0xffffff;
/** Labels of others are sorted by page, so that the texture changes rarely; the own label is over them. */
const OWN_LABEL_KEY = 1e6;

export interface MoverLayerOptions {
  readonly scene: Phaser.Scene;
  readonly labels: LabelSheet;
  readonly phrases: PhraseSheet;
  /** World pixels per pixel of the figures. */
  readonly scale: number;
  /** Treasure, marks and figures, drawn from north to south. */
  readonly bodies: SpriteBatch;
  readonly shadows: SpriteBatch;
  /** A spade goes into the ground, or a mimic snaps, at (x, y) in world pixels. */
  readonly heard: (sound: "dig" | "mimic", x: number, y: number) => void;
}

interface Figure {
  /** Undefined until it is known. */
  name: string | undefined;
  look: number;
  frames: readonly Frame[];
  readonly addedMs: number;
  label: { readonly text: string; readonly slot: Label; readonly bot: boolean } | undefined;
  /** The motion shown last, its stance, and since when. */
  motion: number;
  stance: Stance;
  sinceMs: number;
  x: number;
  y: number;
  alpha: number;
  seen: boolean;
  /** The stroke of the spade that was heard last. */
  stroke: number;
}

export class MoverLayer {
  readonly #options: MoverLayerOptions;
  readonly #scale: number;
  readonly #labels: SpriteBatch;
  readonly #over: SpriteBatch;
  readonly #figures = new Map<MoverId, Figure>();
  readonly #frames: MoverFrames;
  readonly #shadow: Frame;
  readonly #arrow: Frame;
  #zoom = 1;
  #nowMs = 0;
  #elapsedMs = 0;
  #leader: MoverId | undefined;

  constructor(options: MoverLayerOptions) {
    const { scene } = options;
    this.#options = options;
    this.#scale = options.scale;
    this.#labels = new SpriteBatch(scene, EFFECTS, Depth.labels);
    this.#over = new SpriteBatch(scene, CHARACTERS, Depth.labels + 1);
    this.#frames = moverFrames(scene.textures, EMOTES);
    const effects = scene.textures.get(EFFECTS);
    this.#shadow = effects.get("shadow");
    this.#arrow = effects.get("arrow");
  }

  /**
   * Starts an animation frame. Then call `show` for each mover, then `end`. `zoom`: device pixels per world pixel; `leader`
   * wears the crown.
   */
  begin(nowMs: number, elapsedMs: number, zoom: number, leader: MoverId | undefined): void {
    this.#nowMs = nowMs;
    this.#elapsedMs = elapsedMs;
    this.#zoom = zoom;
    this.#leader = leader;
    this.#options.labels.begin();
    this.#labels.begin();
    this.#over.begin();
    for (const figure of this.#figures.values()) figure.seen = false;
  }

  /** Shows a mover with its feet at (x, y), in world pixels. `facing`: the heading that it faces, 0 to 63. */
  show(
    mover: MoverId,
    x: number,
    y: number,
    motion: number,
    facing: number,
    name: string | undefined,
    own: boolean,
  ): void {
    const figure = this.#figures.get(mover) ?? this.#add(mover, motion, facing, own);
    figure.seen = true;
    if (name !== undefined && figure.name !== name) {
      figure.name = name;
      this.#setLook(figure, name);
    }
    const fades = figure.name !== undefined || this.#nowMs - figure.addedMs > NAME_WAIT_MS;
    if (fades && figure.alpha < 1) figure.alpha = Math.min(1, figure.alpha + this.#elapsedMs / FADE_IN_MS);
    figure.x = Math.round(x * this.#zoom) / this.#zoom;
    figure.y = Math.round(y * this.#zoom) / this.#zoom;
    if (figure.motion !== motion) {
      figure.motion = motion;
      figure.stance = stanceOf(motion, facing);
      figure.sinceMs = this.#nowMs;
      figure.stroke = 0;
      if (figure.stance.figure === "held") this.#options.heard("mimic", figure.x, figure.y);
    }
    if (figure.stance.sand > 0) this.#hearStroke(figure);
    if (figure.label?.text !== name && name !== undefined) this.#setLabel(figure, name, own);
    this.#draw(figure, own, mover === this.#leader);
  }

  end(): void {
    for (const [mover, figure] of this.#figures) {
      if (figure.seen) continue;
      figure.alpha -= this.#elapsedMs / FADE_OUT_MS;
      if (figure.alpha > 0) this.#draw(figure, false, false);
      else {
        if (figure.label !== undefined) this.#options.labels.free(figure.label.slot);
        this.#figures.delete(mover);
      }
    }
  }

  #draw(figure: Figure, own: boolean, leader: boolean): void {
    const { bodies, shadows } = this.#options;
    const { stance, x, y, alpha } = figure;
    const scale = this.#scale;
    const flip = stance.flipped ? -scale : scale;
    shadows.add(this.#shadow, x, y, 0.5, 0.55, scale * 0.85, scale * 0.85, alpha, WHITE, 0);
    const step = this.#step(figure);
    const body = figure.frames[pictureOf(stance, step)];
    const shake = stance.figure === "held" ? (step === 0 ? -scale : scale) * 0.5 : 0;
    bodies.add(body, x + shake, y, 0.5, 0.95, flip, scale, alpha, WHITE, y);
    // Trees and walls hide everybody but the player, who shows through them.
    if (own) this.#over.add(body, x + shake, y, 0.5, 0.95, flip, scale, SHOWN_THROUGH, WHITE, y);
    if (stance.tool !== "none") this.#drawTool(figure, step);
    const top = y - FIGURE_HEIGHT * scale;
    const labelY = Math.round((top - 1) * this.#zoom) / this.#zoom - 9 / this.#zoom;
    if (figure.label !== undefined) this.#drawLabel(figure, figure.label, labelY, own);
    let over = top - (figure.label === undefined ? 1 : 2) * scale - 16 / this.#zoom;
    if (leader) {
      this.#over.add(this.#frames.tools.crown, x, over, 0.5, 1, scale, scale, alpha, WHITE, y);
      over -= 8 * scale;
    }
    if (stance.emote >= 0 || stance.phrase >= 0) this.#drawBubble(figure, over, alpha);
    else if (own && !leader) {
      const bob = Math.round(Math.sin(this.#nowMs / 260) * 1.5) * scale;
      this.#over.add(this.#arrow, x, over - 2 * scale + bob, 0.5, 0.5, scale, scale, 1, 0xffe27a, y);
    }
  }

  /** The spade goes into the ground at the start of each second step. */
  #hearStroke(figure: Figure): void {
    const stroke = Math.floor((this.#nowMs - figure.sinceMs) / figure.stance.stepMs + 1) >> 1;
    if (stroke === figure.stroke) return;
    figure.stroke = stroke;
    this.#options.heard("dig", figure.x, figure.y);
  }

  /** The step of the figure's movement that is shown now. */
  #step({ stance, look, sinceMs }: Figure): number {
    if (stance.figure === "stand") return 0;
    if (stance.figure === "walk") return STEP_CYCLE[Math.floor(this.#nowMs / stance.stepMs + look) & 3];
    return Math.floor((this.#nowMs - sinceMs) / stance.stepMs) & 1;
  }

  #drawTool({ stance, x, y, alpha, look, sinceMs }: Figure, step: number): void {
    const { bodies } = this.#options;
    const scale = this.#scale;
    const tools = this.#frames.tools;
    if (stance.tool === "spade") {
      const spade = step === 0 ? tools.spade0 : tools.spade1;
      const side = stance.flipped ? -scale : scale;
      const east = x + (step === 0 ? 2 : 8) * side;
      const north = y - (step === 0 ? 10 : 5) * scale;
      bodies.add(tools.mound, x + 15 * side, y + 2 * scale, 0.5, 1, side, scale, alpha, WHITE, y + 0.1);
      bodies.add(spade, east, north, 0.5, 0.5, side, scale, alpha, WHITE, y + 0.2);
      digSand(bodies, tools.grain, x + 11 * side, y, side, this.#nowMs - sinceMs, stance, look);
    } else if (stance.tool === "detector") {
      const detector = step === 0 ? tools.detector0 : tools.detector1;
      bodies.add(detector, x, y + 3 * scale, 0.5, 1, scale, scale, alpha, WHITE, y + 0.2);
    } else {
      const mimic = step === 0 ? tools.mimic0 : tools.mimic1;
      bodies.add(mimic, x, y + 3 * scale, 0.5, 1, scale, scale, alpha, WHITE, y + 0.2);
    }
  }

  #drawLabel(figure: Figure, label: NonNullable<Figure["label"]>, y: number, own: boolean): void {
    const { slot, bot } = label;
    const perPixel = 1 / this.#zoom;
    const key = own ? OWN_LABEL_KEY : slot.page;
    this.#labels.add(slot.frame, figure.x, y, 0.5, 0.5, perPixel, perPixel, figure.alpha, WHITE, key);
    if (!bot) return;
    const west = figure.x - (slot.textWidth / 2 + 9 * slot.ratio) * perPixel;
    const gear = slot.ratio * perPixel;
    this.#over.add(this.#frames.tools.gear, west, y, 0.5, 0.5, gear, gear, figure.alpha, WHITE, figure.y);
  }

  #drawBubble({ stance, sinceMs, x, y }: Figure, over: number, alpha: number): void {
    const age = (this.#nowMs - sinceMs) / POP_MS;
    const pop = age < 1 ? 0.5 + 0.65 * Math.sin(age * 2.2) : 1;
    if (stance.emote >= 0) {
      const size = this.#scale * pop;
      this.#over.add(this.#frames.emotes[stance.emote], x, over, 0.5, 1, size, size, alpha, WHITE, y);
      return;
    }
    const frame = this.#options.phrases.frame(stance.phrase);
    if (frame === undefined) return;
    const size = pop / this.#zoom;
    this.#labels.add(frame, x, over, 0.5, 1, size, size, alpha, WHITE, OWN_LABEL_KEY + 1);
  }

  #add(mover: MoverId, motion: number, facing: number, own: boolean): Figure {
    const figure: Figure = {
      name: undefined,
      look: 0,
      frames: [],
      addedMs: this.#nowMs,
      label: undefined,
      motion,
      stance: stanceOf(motion, facing),
      sinceMs: this.#nowMs,
      x: 0,
      y: 0,
      alpha: own ? 1 : 0,
      seen: true,
      stroke: 0,
    };
    this.#setLook(figure, String(mover));
    this.#figures.set(mover, figure);
    return figure;
  }

  #setLook(figure: Figure, name: string): void {
    figure.look = lookOf(name);
    figure.frames = this.#frames.looks[figure.look];
  }

  #setLabel(figure: Figure, text: string, own: boolean): void {
    const { labels } = this.#options;
    const bot = text.endsWith(BOT_MARK);
    const shown = bot ? text.slice(0, -BOT_MARK.length) : text;
    const slot = labels.write(shown, own ? OWN_COLOR : bot ? BOT_COLOR : OTHER_COLOR);
    if (slot === undefined) return;
    if (figure.label !== undefined) labels.free(figure.label.slot);
    figure.label = { text, slot, bot };
  }
}
