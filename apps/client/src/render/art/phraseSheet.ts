// Bubbles with the quick phrases, drawn at the screen's resolution on one texture when they are first said.
import { PHRASES } from "@doubloon/shared/hunt/rules";
import type Phaser from "phaser";

const KEY = "phrases";
/** Size of a bubble with its tail, and of its text, in page pixels. */
const CELL_WIDTH = 200;
const CELL_HEIGHT = 36;
const BUBBLE_HEIGHT = 26;
const FONT_PX = 13;
const COLUMNS = 2;

export class PhraseSheet {
  readonly #texture: Phaser.Textures.CanvasTexture;
  readonly #ratio: number;
  readonly #text: (phrase: number) => string | undefined;
  readonly #frames = new Map<number, Phaser.Textures.Frame>();

  /** `ratio`: device pixels per page pixel; `text`: a phrase in the page's language. */
  constructor(
    textures: Phaser.Textures.TextureManager,
    ratio: number,
    text: (phrase: number) => string | undefined,
  ) {
    const width = Math.ceil(CELL_WIDTH * ratio) * COLUMNS;
    const height = Math.ceil(CELL_HEIGHT * ratio) * Math.ceil(PHRASES / COLUMNS);
    const texture = textures.createCanvas(KEY, width, height);
    if (texture === null) throw new Error(`texture ${KEY} exists already`);
    this.#texture = texture;
    this.#ratio = ratio;
    this.#text = text;
  }

  /** The picture of a phrase; undefined if it has no text. */
  frame(phrase: number): Phaser.Textures.Frame | undefined {
    const known = this.#frames.get(phrase);
    if (known !== undefined) return known;
    const text = this.#text(phrase);
    if (text === undefined) return undefined;
    const width = Math.ceil(CELL_WIDTH * this.#ratio);
    const height = Math.ceil(CELL_HEIGHT * this.#ratio);
    const x = (phrase % COLUMNS) * width;
    const y = Math.floor(phrase / COLUMNS) * height;
    this.#paint(text, x, y, width);
    this.#texture.refresh();
    const frame = this.#texture.add(String(phrase), 0, x, y, width, height);
    if (frame === null) return undefined;
    this.#frames.set(phrase, frame);
    return frame;
  }

  #paint(text: string, x: number, y: number, width: number): void {
    const { context } = this.#texture;
    const ratio = this.#ratio;
    context.font = `600 ${Math.round(FONT_PX * ratio)}px system-ui, sans-serif`;
    const maxText = width - 24 * ratio;
    const half = Math.min(maxText, context.measureText(text).width) / 2 + 10 * ratio;
    const center = x + width / 2;
    const top = y + 2 * ratio;
    const bottom = top + BUBBLE_HEIGHT * ratio;
    context.beginPath();
    context.roundRect(center - half, top, 2 * half, BUBBLE_HEIGHT * ratio, 8 * ratio);
    context.moveTo(center - 5 * ratio, bottom - ratio);
    context.lineTo(center, bottom + 6 * ratio);
    context.lineTo(center + 5 * ratio, bottom - ratio);
    context.lineWidth = 3 * ratio;
    context.strokeStyle = "#1c1320";
    context.stroke();
    context.fillStyle = "#fffaf0";
    context.fill();
    context.fillStyle = "#2a1a10";
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(text, center, top + (BUBBLE_HEIGHT / 2) * ratio, maxText);
  }
}
