// Names written on shared textures at the screen's own resolution: slots are given and taken back, and a page is sent
// to the graphics card at most once a frame.
import type Phaser from "phaser";

const PAGE_WIDTH = 1024;
const PAGE_HEIGHT = 512;
const MAX_PAGES = 8;
/** Slot and text in page pixels at a pixel ratio of 1. */
const SLOT_WIDTH = 144;
const SLOT_HEIGHT = 18;
const FONT_PX = 12;

export interface Label {
  readonly key: string;
  readonly frame: string;
}

interface Page {
  readonly texture: Phaser.Textures.CanvasTexture;
  readonly free: number[];
  stale: boolean;
}

export class LabelSheet {
  readonly #textures: Phaser.Textures.TextureManager;
  readonly #ratio: number;
  readonly #pages: Page[] = [];

  /** `ratio`: device pixels to a page pixel. */
  constructor(textures: Phaser.Textures.TextureManager, ratio: number) {
    this.#textures = textures;
    this.#ratio = ratio;
  }

  /** Writes a name; undefined if all slots are taken. */
  write(name: string, color: string): Label | undefined {
    let index = this.#pages.findIndex(({ free }) => free.length > 0);
    if (index < 0) {
      if (this.#pages.length === MAX_PAGES) return undefined;
      index = this.#pages.push(this.#addPage()) - 1;
    }
    const page = this.#pages[index];
    const slot = page.free.pop();
    if (slot === undefined) return undefined;
    this.#paint(page, slot, name, color);
    page.stale = true;
    return { key: page.texture.key, frame: String(slot) };
  }

  free(label: Label): void {
    this.#pages.find(({ texture }) => texture.key === label.key)?.free.push(Number(label.frame));
  }

  /** Sends what was written since the last time to the graphics card. */
  flush(): void {
    for (const page of this.#pages) {
      if (page.stale) page.texture.refresh();
      page.stale = false;
    }
  }

  #addPage(): Page {
    const key = `labels-${this.#pages.length}`;
    const texture = this.#textures.createCanvas(key, PAGE_WIDTH, PAGE_HEIGHT);
    if (texture === null) throw new Error(`texture ${key} exists already`);
    const width = Math.ceil(SLOT_WIDTH * this.#ratio);
    const height = Math.ceil(SLOT_HEIGHT * this.#ratio);
    const wide = Math.floor(PAGE_WIDTH / width);
    const high = Math.floor(PAGE_HEIGHT / height);
    for (let slot = 0; slot < wide * high; slot++) {
      texture.add(String(slot), 0, (slot % wide) * width, Math.floor(slot / wide) * height, width, height);
    }
    return {
      texture,
      free: Array.from({ length: wide * high }, (_, i) => wide * high - 1 - i),
      stale: false,
    };
  }

  #paint({ texture }: Page, slot: number, name: string, color: string): void {
    const { context } = texture;
    const { cutX, cutY, cutWidth, cutHeight } = texture.get(String(slot));
    context.clearRect(cutX, cutY, cutWidth, cutHeight);
    context.font = `600 ${Math.round(FONT_PX * this.#ratio)}px system-ui, sans-serif`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 3.5 * this.#ratio;
    context.strokeStyle = "rgba(12, 10, 24, 0.85)";
    context.fillStyle = color;
    const x = cutX + cutWidth / 2;
    const y = cutY + cutHeight / 2;
    const room = cutWidth - 6 * this.#ratio;
    context.strokeText(name, x, y, room);
    context.fillText(name, x, y, room);
  }
}
