// Pixel art as text: each character is a pixel, looked up in a palette; a dot or a space is nothing.

export type Palette = Readonly<Record<string, string>>;

/** Draws rows of pixels with their north-west corner at (x, y), each `size` units wide. */
export function drawPixels(
  context: CanvasRenderingContext2D,
  rows: readonly string[],
  palette: Palette,
  x: number,
  y: number,
): void {
  for (const [row, pixels] of rows.entries()) {
    for (const [column, pixel] of [...pixels].entries()) {
      const color = palette[pixel];
      if (color === undefined) continue;
      context.fillStyle = color;
      context.fillRect(x + column, y + row, 1, 1);
    }
  }
}

/** A colour made lighter (towards white, `amount` above 0) or darker (towards black, below 0), -1 to 1. */
export function shade(color: string, amount: number): string {
  const value = Number.parseInt(color.slice(1), 16);
  const goal = amount > 0 ? 255 : 0;
  const mix = (channel: number): number => Math.round(channel + (goal - channel) * Math.abs(amount));
  const mixed = (mix(value >> 16) << 16) | (mix((value >> 8) & 255) << 8) | mix(value & 255);
  return `#${mixed.toString(16).padStart(6, "0")}`;
}
