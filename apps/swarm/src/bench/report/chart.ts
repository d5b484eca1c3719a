// Draws the charts of the bench as SVG: bars for comparisons, lines for the curve. Plain text and shapes, readable on light
// and dark pages.

const WIDTH = 760;
const LABEL_WIDTH = 110;
const BAR_HEIGHT = 26;
const ROW_GAP = 10;
const TITLE_HEIGHT = 44;
const GOLD = "#c8921a";
const GREY = "#8a8f98";
const INK = "#1f2328";

export interface Bar {
  readonly name: string;
  readonly value: number;
  /** Text at the end of the bar. */
  readonly label: string;
}

export interface BarPanel {
  readonly title: string;
  readonly bars: readonly Bar[];
  /** Name of the highlighted bar. */
  readonly ours: string;
}

/** One chart with a panel of bars for each part of the bench. */
export function barChart(panels: readonly BarPanel[]): string {
  const parts: string[] = [];
  let y = 0;
  for (const panel of panels) {
    parts.push(text(16, y + 28, panel.title, { size: 16, bold: true }));
    y += TITLE_HEIGHT;
    const max = Math.max(...panel.bars.map(({ value }) => value), Number.MIN_VALUE);
    const room = WIDTH - LABEL_WIDTH - 140;
    for (const bar of panel.bars) {
      const width = Math.max(1, (bar.value / max) * room);
      const color = bar.name === panel.ours ? GOLD : GREY;
      parts.push(
        text(LABEL_WIDTH - 8, y + 18, bar.name, { anchor: "end", bold: bar.name === panel.ours }),
        `<rect x="${LABEL_WIDTH}" y="${y}" width="${width.toFixed(1)}" height="${BAR_HEIGHT}" rx="3" fill="${color}"/>`,
        text(LABEL_WIDTH + width + 8, y + 18, bar.label, {}),
      );
      y += BAR_HEIGHT + ROW_GAP;
    }
    y += 10;
  }
  return svg(y + 6, parts);
}

export interface Line {
  readonly name: string;
  readonly color: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface LinePanel {
  readonly title: string;
  /** Unit of the vertical axis. */
  readonly unit: string;
  readonly lines: readonly Line[];
}

const PANEL_HEIGHT = 220;
const PLOT = { left: 70, right: WIDTH - 130, top: 44, bottom: PANEL_HEIGHT - 34 };

/** One chart with a panel of lines for each measure, over the number of players. */
export function lineChart(panels: readonly LinePanel[]): string {
  const parts = panels.flatMap((panel, i) => linePanel(panel, i * PANEL_HEIGHT));
  return svg(panels.length * PANEL_HEIGHT + 6, parts);
}

function linePanel({ title, unit, lines }: LinePanel, top: number): string[] {
  const points = lines.flatMap((line) => line.points);
  const maxX = Math.max(...points.map(({ x }) => x), 1);
  const highest = Math.max(...points.map(({ y }) => y), 0);
  const maxY = niceCeiling(highest > 0 ? highest : 1);
  const atX = (x: number) => PLOT.left + (x / maxX) * (PLOT.right - PLOT.left);
  const atY = (y: number) => top + PLOT.bottom - (y / maxY) * (PLOT.bottom - PLOT.top);
  const parts = [text(16, top + 28, title, { size: 16, bold: true })];
  for (const share of [0, 0.5, 1]) {
    const y = atY(share * maxY);
    parts.push(
      `<line x1="${PLOT.left}" x2="${PLOT.right}" y1="${y.toFixed(1)}" y2="${y.toFixed(1)}" stroke="${GREY}" stroke-width="0.5"/>`,
      text(PLOT.left - 8, y + 4, `${Number((share * maxY).toPrecision(3))} ${unit}`, {
        anchor: "end",
        size: 11,
      }),
    );
  }
  for (const x of new Set(points.map((point) => point.x))) {
    parts.push(text(atX(x), top + PLOT.bottom + 18, x.toLocaleString("en"), { anchor: "middle", size: 11 }));
  }
  for (const { name, color, points: along } of lines) {
    const path = along.map(({ x, y }) => `${atX(x).toFixed(1)},${atY(y).toFixed(1)}`).join(" ");
    parts.push(`<polyline points="${path}" fill="none" stroke="${color}" stroke-width="2.5"/>`);
    for (const { x, y } of along) {
      parts.push(`<circle cx="${atX(x).toFixed(1)}" cy="${atY(y).toFixed(1)}" r="3.5" fill="${color}"/>`);
    }
    const last = along.at(-1);
    if (last !== undefined) parts.push(text(atX(last.x) + 10, atY(last.y) + 4, name, { color }));
  }
  return parts;
}

/** The next of 1, 2, 5, 10, 20 and so on. */
export function niceCeiling(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((step) => step * unit).find((nice) => nice >= value) ?? 10 * unit;
}

interface TextStyle {
  readonly size?: number;
  readonly bold?: boolean;
  readonly anchor?: "middle" | "end";
  readonly color?: string;
}

function text(
  x: number,
  y: number,
  content: string,
  { size = 13, bold, anchor, color = INK }: TextStyle,
): string {
  const escaped = content.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  const weight = bold ? ' font-weight="600"' : "";
  const aligned = anchor === undefined ? "" : ` text-anchor="${anchor}"`;
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${size}" fill="${color}"${weight}${aligned}>${escaped}</text>`;
}

function svg(height: number, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif">`,
    `<rect width="${WIDTH}" height="${height}" rx="8" fill="#ffffff"/>`,
    ...parts,
    "</svg>",
    "",
  ].join("\n");
}
