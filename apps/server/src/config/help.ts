// The text that `npm start -- --help` prints.
import { type Setting, settings } from "./settings.ts";

export function helpText(): string {
  const rows = Object.values<Setting>(settings).map(
    ({ flag, variable, fallback, what }) =>
      `  --${flag.padEnd(12)} ${variable.padEnd(21)} ${what} (default: ${fallback === "" ? "none" : fallback})`,
  );
  return [
    "Doubloon, a massively multiplayer treasure hunt.",
    "",
    "npm start -- [FLAGS]",
    "",
    "Each flag can also be set by its environment variable, or in the file that --config names. A flag overrides its variable,",
    "and a variable the file.",
    ...rows,
    `  --${"help".padEnd(12)} ${"".padEnd(21)} shows this help`,
    "",
  ].join("\n");
}
