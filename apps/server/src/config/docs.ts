// The README's table of flags, made from the settings.
import { type Setting, settings } from "./settings.ts";

const BEGIN = "<!-- flags: written by `npm run ops -- config docs` -->";
const END = "<!-- flags end -->";

/** The table, with the lines that mark its place. */
export function flagsTable(): string {
  const rows = Object.entries<Setting>(settings).map(
    ([key, { flag, variable, fallback, what }]) =>
      `| \`--${flag}\` | \`${variable}\` | \`${key}\` | ${fallback === "" ? "none" : fallback} | ${what} |`,
  );
  return [
    BEGIN,
    "",
    "| flag | variable | field | default | meaning |",
    "|---|---|---|---|---|",
    ...rows,
    "| `--help` | | | | shows all flags |",
    "",
    END,
  ].join("\n");
}

/** Returns the document with the table in its place; undefined if the document has no place for it. */
export function withFlagsTable(document: string): string | undefined {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin < 0 || end < begin) return undefined;
  return document.slice(0, begin) + flagsTable() + document.slice(end + END.length);
}
