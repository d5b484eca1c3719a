// `npm run detector [-- --svg FILE]`: simulates searches and prints the table of docs/detector.md; with a file, also its plot.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { play, rows, summary } from "./figures.ts";
import { plot } from "./plot.ts";
import { promises } from "./promises.ts";

const SEARCHES = 400;

/** The file for the plot, if one is wanted. A wrong flag ends this process. */
function readFlags(): string | undefined {
  try {
    return parseArgs({ options: { svg: { type: "string" } } }).values.svg;
  } catch (error) {
    const [what] = (error as Error).message.split(". ");
    console.error(`doubloon: ${what}; expected npm run detector -- [--svg FILE]`);
    return process.exit(2);
  }
}

const svg = readFlags();
const curves = Object.values(rows).map((row) => ({ name: row.name, outcomes: play(row, SEARCHES) }));
const line = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |\n`;
process.stdout.write(line(["player", "median s", "10 % s", "90 % s", "readings", "digs", "found"]));
process.stdout.write("|---|--:|--:|--:|--:|--:|--:|\n");
for (const { name, outcomes } of curves) {
  const { median, tenth, ninetieth, readings, digs, foundPart } = summary(outcomes);
  const seconds = [median, tenth, ninetieth].map((value) => Math.round(value));
  process.stdout.write(line([name, ...seconds, readings, digs, `${Math.round(100 * foundPart)} %`]));
}
process.stdout.write("\n");
for (const { name, kept } of promises) process.stdout.write(`${kept("game") ? "kept" : "broken"}: ${name}\n`);
if (svg !== undefined) writeFileSync(svg, plot(curves));
