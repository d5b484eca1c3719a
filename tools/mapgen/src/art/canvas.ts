// A small picture to draw on. Colours are 0xAARRGGBB; one art pixel becomes a square of PIXEL_SCALE in the image.

/** Art pixels to a tile side. */
export const TILE_ART = 16;
/** Image pixels to an art pixel side. */
export const PIXEL_SCALE = 2;

export class Canvas {
  readonly width: number;
  readonly height: number;
  /** Row by row; 0 is transparent. */
  readonly pixels: Uint32Array;

  constructor(width = TILE_ART, height = TILE_ART) {
    this.width = width;
    this.height = height;
    this.pixels = new Uint32Array(width * height);
  }

  get(x: number, y: number): number {
    return x < 0 || y < 0 || x >= this.width || y >= this.height ? 0 : this.pixels[y * this.width + x];
  }

  /** Sets a pixel; positions outside the canvas are ignored. */
  set(x: number, y: number, color: number): void {
    if (x >= 0 && y >= 0 && x < this.width && y < this.height) this.pixels[y * this.width + x] = color;
  }

  rect(x: number, y: number, width: number, height: number, color: number): void {
    for (let row = y; row < y + height; row++)
      for (let column = x; column < x + width; column++) this.set(column, row, color);
  }

  fill(color: number): void {
    this.pixels.fill(color);
  }

  /** Draws a picture given as rows of letters; `palette` has the colours, other characters are transparent. */
  stamp(x: number, y: number, rows: readonly string[], palette: Readonly<Record<string, number>>): void {
    for (const [dy, row] of rows.entries()) {
      for (const [dx, letter] of [...row].entries()) {
        const color = palette[letter];
        if (color !== undefined) this.set(x + dx, y + dy, color);
      }
    }
  }

  /** Draws another canvas over this one; its transparent pixels change nothing. */
  overlay(other: Canvas, x = 0, y = 0): void {
    for (let row = 0; row < other.height; row++) {
      for (let column = 0; column < other.width; column++) {
        const color = other.get(column, row);
        if (color !== 0) this.set(x + column, y + row, color);
      }
    }
  }

  /** A copy of a part, as a new canvas. */
  cut(x: number, y: number, width: number, height: number): Canvas {
    const part = new Canvas(width, height);
    for (let row = 0; row < height; row++)
      for (let column = 0; column < width; column++) part.set(column, row, this.get(x + column, y + row));
    return part;
  }
}
