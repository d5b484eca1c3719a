// Results of a hunt as files. Pure.
import type { HuntResults } from "@doubloon/shared/protocol/adminHunts";

const HEADER = "rank,player,name,points,finds,team,bot";

/** The hunters as CSV (RFC 4180), the best first. Spreadsheets must not read a name as a formula. */
export function resultsCsv({ rows }: HuntResults): string {
  const lines = rows.map(({ playerId, name, points, finds, team, bot }, index) =>
    [index + 1, playerId, name, points, finds, team ?? "", bot === true ? "bot" : ""].map(cell).join(","),
  );
  return [HEADER, ...lines, ""].join("\r\n");
}

export function resultsJson(results: HuntResults): string {
  return `${JSON.stringify(results, undefined, 2)}\n`;
}

/** `hunt-12-the-governors-silver` */
export function resultsFileName({ hunt, title }: HuntResults): string {
  const words =
    title
      .toLowerCase()
      .replaceAll("'", "")
      .match(/[a-z0-9]+/g) ?? [];
  return ["hunt", String(hunt), ...words].join("-");
}

function cell(value: string | number): string {
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
