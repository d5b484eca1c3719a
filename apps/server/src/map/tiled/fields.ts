// Reads the fields of one object of a Tiled file with checks, for JSON and XML alike. A field that is missing, of the
// wrong type or out of range is a MapError that names the place. XML attributes are text, so numbers and booleans may
// be text.
import { MapError } from "../mapError.ts";

const MAX_SHOWN_CHARS = 60;
/** The longest text of a field. Layer data is longer and is read with `raw`. */
const MAX_TEXT_CHARS = 4096;

/** Formats a value for an error message: short, on one line. */
export function shown(value: unknown): string {
  if (value === undefined) return "missing";
  const text = (JSON.stringify(value) ?? String(value)).replace(/\s+/g, " ");
  return text.length > MAX_SHOWN_CHARS ? `${text.slice(0, MAX_SHOWN_CHARS)}...` : text;
}

export class Fields {
  /** File and place: the start of error messages. */
  readonly where: string;
  readonly #record: Record<string, unknown>;

  /** @throws MapError if the value is not an object */
  constructor(value: unknown, where: string) {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw new MapError(`${where}: ${shown(value)}, expected an object`);
    this.#record = value as Record<string, unknown>;
    this.where = where;
  }

  /** Returns the same object with another name for its place. */
  at(where: string): Fields {
    return new Fields(this.#record, where);
  }

  /** Returns `defaults` overridden by this object's fields, except for `properties`, which come from `defaults`. */
  over(defaults: Readonly<Record<string, unknown>>): Fields {
    return new Fields({ ...defaults, ...this.#record, properties: defaults["properties"] }, this.where);
  }

  fail(name: string, expected: string): never {
    throw new MapError(`${this.where}: ${name} is ${shown(this.#record[name])}, expected ${expected}`);
  }

  has(name: string): boolean {
    return this.#record[name] !== undefined;
  }

  raw(name: string): unknown {
    return this.#record[name];
  }

  text(name: string, fallback?: string): string {
    const value = this.#record[name];
    if (value === undefined && fallback !== undefined) return fallback;
    if (typeof value !== "string" || value.length > MAX_TEXT_CHARS)
      this.fail(name, `text of at most ${MAX_TEXT_CHARS} characters`);
    return value;
  }

  /** Text of one line, with at least one character, without spaces around it. */
  line(name: string, maxChars: number): string {
    const value = this.#record[name];
    if (typeof value !== "string" || value.trim() !== value || value.length < 1 || value.length > maxChars)
      this.fail(name, `1 to ${maxChars} characters without spaces around them`);
    if (/\p{Cc}/u.test(value)) this.fail(name, "one line");
    return value;
  }

  number(name: string, fallback?: number): number {
    const value = this.#record[name];
    if (value === undefined && fallback !== undefined) return fallback;
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    if (typeof number !== "number" || !Number.isFinite(number)) this.fail(name, "a number");
    return number;
  }

  /** An integer from `min` to `max`. */
  int(name: string, min: number, max: number, fallback?: number): number {
    const number = this.number(name, fallback);
    if (!Number.isInteger(number) || number < min || number > max)
      this.fail(name, `a whole number from ${min} to ${max}`);
    return number;
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.#record[name];
    if (value === undefined) return fallback;
    if (value === true || value === 1 || value === "1" || value === "true") return true;
    if (value === false || value === 0 || value === "0" || value === "false") return false;
    return this.fail(name, "true or false");
  }

  /** A list, empty if it is missing. */
  list(name: string, max: number): readonly unknown[] {
    const value = this.#record[name];
    if (value === undefined) return [];
    if (!Array.isArray(value)) this.fail(name, "a list, as Tiled 1.2 and newer save it");
    if (value.length > max)
      throw new MapError(`${this.where}: ${value.length} ${name}, expected at most ${max}`);
    return value;
  }
}
