// Checks of the shape of data from outside. An error says where, what was found and what was expected.

/** The log, or a part of it, is not what it must be. The message is for people. */
export class FairError extends Error {
  override readonly name = "FairError";
}

/** Returns the value as T, or throws a FairError. */
export type Check<T> = (value: unknown, where: string) => T;

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}

function refuse(where: string, value: unknown, expected: string): never {
  throw new FairError(`${where} is ${shown(value)}, expected ${expected}`);
}

export const integer =
  (min: number, max: number): Check<number> =>
  (value, where) =>
    Number.isInteger(value) && (value as number) >= min && (value as number) <= max
      ? (value as number)
      : refuse(where, value, `an integer from ${min} to ${max}`);

/** A number from 0 that may have a fraction. */
export const number =
  (max: number): Check<number> =>
  (value, where) =>
    typeof value === "number" && value >= 0 && value <= max
      ? value
      : refuse(where, value, `a number from 0 to ${max}`);

export const flag: Check<boolean> = (value, where) =>
  typeof value === "boolean" ? value : refuse(where, value, "true or false");

export const text =
  (max: number): Check<string> =>
  (value, where) =>
    typeof value === "string" && value.length <= max
      ? value
      : refuse(where, value, `a text of at most ${max} characters`);

export const hex =
  (bytes: number): Check<string> =>
  (value, where) =>
    typeof value === "string" && value.length === 2 * bytes && /^[0-9a-f]*$/.test(value)
      ? value
      : refuse(where, value, `${bytes} bytes in lower-case hex`);

export const oneOf =
  <T extends string>(words: readonly T[]): Check<T> =>
  (value, where) =>
    words.find((word) => word === value) ?? refuse(where, value, `one of ${words.join(", ")}`);

export const list =
  <T>(of: Check<T>, min: number, max: number): Check<readonly T[]> =>
  (value, where) =>
    Array.isArray(value) && value.length >= min && value.length <= max
      ? value.map((item, i) => of(item, `${where}[${i}]`))
      : refuse(where, value, `a list of ${min} to ${max} items`);

/** An object with exactly these properties. */
export const shape =
  <T>(checks: { readonly [Key in keyof T]-?: Check<T[Key]> }): Check<T> =>
  (value, where) => {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      refuse(where, value, "an object");
    const names = Object.keys(checks);
    const unknown = Object.keys(value).find((name) => !names.includes(name));
    if (unknown !== undefined)
      throw new FairError(`${where} has ${shown(unknown)}, expected ${names.join(", ")}`);
    const found = value as { readonly [name: string]: unknown };
    const checked = Object.entries(checks as { readonly [name: string]: Check<unknown> }).map(
      ([name, check]) => [name, check(found[name], `${where}.${name}`)],
    );
    return Object.fromEntries(checked) as T;
  };
