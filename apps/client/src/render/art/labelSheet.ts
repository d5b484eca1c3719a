// Name labels, drawn on shared textures at the screen's resolution. Slots are allocated and freed, and a changed texture
// is uploaded to the GPU at most once per animation frame.
import type Phaser from "phaser";

const PAGE_WIDTH = 1024;
const PAGE_HEIGHT = 512;
const MAX_PAGES = 8;
/** Size of a slot and its text, in page pixels. */
const SLOT_WIDTH = 144;
const SLOT_HEIGHT = 18;
const FONT_PX = 12;

/** Names drawn in one animation frame at most: drawing and uploading many at once would be a pause. */
const MAX_WRITES = 12;

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
  stale: boolean;
}

export class LabelSheet {
  readonly #textures: Phaser.Textures.TextureManager;
  readonly #ratio: number;
  readonly #pages: Page[] = [];
  #writes = 0;

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
    page.stale = true;
    return { page: index, slot, frame: page.texture.get(String(slot)), textWidth, ratio: this.#ratio };
  }

  free({ page, slot }: Label): void {
    this.#pages[page].free.push(slot);
  }

  /** Uploads the textures that have changed since the last call. Call this once in each animation frame. */
  flush(): void {
    this.#writes = 0;
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
      stale: false,
    };
  }

  /** Returns the width of the text. */
  #paint({ texture }: Page, slot: number, name: string, color: string): number {
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
    const maxWidth = cutWidth - 6 * this.#ratio;
    context.strokeText(name, x, y, maxWidth);
    context.fillText(name, x, y, maxWidth);
    return Math.min(maxWidth, context.measureText(name).width);
  }
}
