// Name labels, drawn on shared textures at the screen's resolution. Slots are allocated and freed; only a slot that is
// written is uploaded to the GPU.
import type Phaser from "phaser";
import { memoryCanvas, uploadPart, webGlOf } from "./uploadPart.ts";

const PAGE_WIDTH = 1024;
const PAGE_HEIGHT = 512;
const MAX_PAGES = 8;
/** Size of a slot and its text, in page pixels. */
const SLOT_WIDTH = 144;
const SLOT_HEIGHT = 18;
const FONT_PX = 12;

/** Names drawn in one animation frame at most: drawing and uploading many at once would be a pause. */
const MAX_WRITES = 6;

export interface Label {
  readonly page: number;
  readonly slot: number;
  readonly frame: Phaser.Textures.Frame;
  /** Width of the text, in page pixels of the texture (device pixels). */
  readonly textWidth: number;
  /** Device pixels per page pixel. */
  readonly ratio: number;
}

interface Page {
  readonly texture: Phaser.Textures.CanvasTexture;
  readonly free: number[];
}

export class LabelSheet {
  readonly #textures: Phaser.Textures.TextureManager;
  readonly #ratio: number;
  readonly #pages: Page[] = [];
  #writes = 0;
  #brush: CanvasRenderingContext2D | undefined;

  /** `ratio`: device pixels per page pixel. */
  constructor(textures: Phaser.Textures.TextureManager, ratio: number) {
    this.#textures = textures;
    this.#ratio = ratio;
  }

  /** Draws a name in a free slot; undefined if all slots are taken, or if it is enough for this animation frame. */
  write(name: string, color: string): Label | undefined {
    if (this.#writes === MAX_WRITES) return undefined;
    let index = this.#pages.findIndex(({ free }) => free.length > 0);
    if (index < 0) {
      if (this.#pages.length === MAX_PAGES) return undefined;
      index = this.#pages.push(this.#addPage()) - 1;
    }
    const page = this.#pages[index];
    const slot = page.free.pop();
    if (slot === undefined) return undefined;
    this.#writes++;
    const textWidth = this.#paint(page, slot, name, color);
    return { page: index, slot, frame: page.texture.get(String(slot)), textWidth, ratio: this.#ratio };
  }

  free({ page, slot }: Label): void {
    this.#pages[page].free.push(slot);
  }

  /** Starts an animation frame. */
  begin(): void {
    this.#writes = 0;
  }

  #addPage(): Page {
    const key = `labels-${this.#pages.length}`;
    const texture = this.#textures.createCanvas(key, PAGE_WIDTH, PAGE_HEIGHT);
    if (texture === null) throw new Error(`texture ${key} exists already`);
    const width = Math.ceil(SLOT_WIDTH * this.#ratio);
    const height = Math.ceil(SLOT_HEIGHT * this.#ratio);
    const columns = Math.floor(PAGE_WIDTH / width);
    const rows = Math.floor(PAGE_HEIGHT / height);
    for (let slot = 0; slot < columns * rows; slot++) {
      texture.add(
        String(slot),
        0,
        (slot % columns) * width,
        Math.floor(slot / columns) * height,
        width,
        height,
      );
    }
    return {
      texture,
      free: Array.from({ length: columns * rows }, (_, i) => columns * rows - 1 - i),
    };
  }

  /** Returns the width of the text. */
  #paint({ texture }: Page, slot: number, name: string, color: string): number {
    const { cutX, cutY, cutWidth: width, cutHeight: height } = texture.get(String(slot));
    this.#brush ??= memoryCanvas(width, height);
    const context = this.#brush;
    context.clearRect(0, 0, width, height);
    context.font = `600 ${Math.round(FONT_PX * this.#ratio)}px system-ui, sans-serif`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 3.5 * this.#ratio;
    context.strokeStyle = "rgba(12, 10, 24, 0.85)";
    context.fillStyle = color;
    const maxWidth = width - 6 * this.#ratio;
    context.strokeText(name, width / 2, height / 2, maxWidth);
    context.fillText(name, width / 2, height / 2, maxWidth);
    texture.context.clearRect(cutX, cutY, width, height);
    texture.context.drawImage(context.canvas, cutX, cutY);
    const renderer = webGlOf(texture.manager.game);
    const { glTexture } = texture.source[0];
    if (renderer !== undefined && glTexture !== null)
      uploadPart(renderer, glTexture, cutX, cutY, context.canvas);
    return Math.min(maxWidth, context.measureText(name).width);
  }
}
