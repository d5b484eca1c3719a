// Pixel art as text: each character is a pixel, looked up in a palette. Characters without a color are transparent.

export type Palette = Readonly<Record<string, string>>;

/** Draws rows of pixels with their top-left corner at (x, y). */
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

/** A color mixed with white (`amount` 0 to 1) or with black (0 to -1). `color` is `#rrggbb`. */
export function shade(color: string, amount: number): string {
  const value = Number.parseInt(color.slice(1), 16);
  const target = amount > 0 ? 255 : 0;
  const mix = (channel: number): number => Math.round(channel + (target - channel) * Math.abs(amount));
  const mixed = (mix(value >> 16) << 16) | (mix((value >> 8) & 255) << 8) | mix(value & 255);
  return `#${mixed.toString(16).padStart(6, "0")}`;
}
