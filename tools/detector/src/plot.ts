// Draws the plot of docs/detector.md: for each player, the part of searches that have come to a find by a time. Plain SVG.
import type { Outcome } from "./figures.ts";

export interface Curve {
  readonly name: string;
  readonly outcomes: readonly Outcome[];
}

const WIDTH = 760;
const HEIGHT = 420;
const LEFT = 52;
const RIGHT = 20;
const TOP = 44;
const BOTTOM = 150;
const MINUTES = 12;
/** Distinct in hue and in lightness; each curve has a dash of its own too. */
const STYLES = [
  { colour: "#0b5394", dash: "" },
  { colour: "#b45f06", dash: "9 4" },
  { colour: "#741b47", dash: "3 3" },
  { colour: "#38761d", dash: "12 3 3 3" },
  { colour: "#666666", dash: "1 4" },
] as const;

const xOf = (seconds: number): number => LEFT + ((WIDTH - LEFT - RIGHT) * seconds) / (MINUTES * 60);
const yOf = (part: number): number => HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * part;

export function plot(curves: readonly Curve[]): string {
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="13">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    `<text x="${LEFT}" y="24" font-size="16">Searches that have come to a find, by minutes</text>`,
    ...grid(),
    ...curves.flatMap((curve, i) => drawn(curve, i)),
    "</svg>",
  ];
  return `${lines.join("\n")}\n`;
}

function grid(): string[] {
  const lines: string[] = [];
  for (let part = 0; part <= 4; part++) {
    const y = yOf(part / 4);
    lines.push(
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y}" y2="${y}" stroke="#ddd"/>`,
      `<text x="${LEFT - 6}" y="${y + 4}" text-anchor="end">${part * 25} %</text>`,
    );
  }
  for (let minute = 0; minute <= MINUTES; minute += 2) {
    const x = xOf(minute * 60);
    lines.push(`<text x="${x}" y="${HEIGHT - BOTTOM + 20}" text-anchor="middle">${minute}</text>`);
  }
  return lines;
}

function drawn({ name, outcomes }: Curve, index: number): string[] {
  const { colour, dash } = STYLES[index % STYLES.length];
  const times = outcomes
    .filter(({ found }) => found)
    .map(({ seconds }) => seconds)
    .sort((a, b) => a - b);
  const points = [`${xOf(0)},${yOf(0)}`];
  for (const [i, seconds] of times.entries()) {
    if (seconds > MINUTES * 60) break;
    points.push(`${xOf(seconds).toFixed(1)},${yOf((i + 1) / outcomes.length).toFixed(1)}`);
  }
  const stroke = `fill="none" stroke="${colour}" stroke-width="2"${dash === "" ? "" : ` stroke-dasharray="${dash}"`}`;
  const y = HEIGHT - BOTTOM + 46 + 20 * index;
  return [
    `<polyline points="${points.join(" ")}" ${stroke}/>`,
    `<polyline points="${LEFT},${y} ${LEFT + 40},${y}" ${stroke}/>`,
    `<text x="${LEFT + 50}" y="${y + 4}">${name}</text>`,
  ];
}
