// Canonical JSON: one text for one value, so that its hash means the value. Keys are sorted by UTF-16 code units, nothing is
// spaced, properties that are undefined are left out. Numbers are written as JavaScript writes them (RFC 8785).
import { sha256, toHex, utf8 } from "./hashing.ts";

/** @throws TypeError for what JSON cannot say: functions, symbols, big integers, numbers that are not finite */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError(`${value} in canonical JSON, expected a finite number`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object") throw new TypeError(`${typeof value} in canonical JSON, expected data`);
  const properties = Object.entries(value)
    .filter(([, property]) => property !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, property]) => `${JSON.stringify(key)}:${canonicalJson(property)}`);
  return `{${properties.join(",")}}`;
}

/** SHA-256 of the canonical JSON of a value, in hex. */
export function hashOf(value: unknown): string {
  return toHex(sha256(utf8(canonicalJson(value))));
}
