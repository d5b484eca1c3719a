// JSON values in the browser's local storage. Never throws: without storage nothing is remembered, and a damaged value
// counts as absent.

/** The longest text that is read back. Longer ones were not written by this page. */
const MAX_STORED_CHARS = 4096;

/** The browser's local storage; undefined if the page may not use it. */
export function localStorageIfAllowed(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

/** The stored value; undefined if there is none or it is not JSON. */
export function readJson(storage: Storage | undefined, key: string): unknown {
  try {
    const text = storage?.getItem(key);
    return text === null || text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Stores a value, or removes it if it is undefined. Does nothing if the storage is full or forbidden. */
export function writeJson(storage: Storage | undefined, key: string, value: unknown): void {
  try {
    if (value === undefined) storage?.removeItem(key);
    else storage?.setItem(key, JSON.stringify(value));
  } catch {
    // Play goes on; the page only forgets the value when it is closed.
  }
}

/** A stored text if it is usable: not empty and not too long. */
export function storedText(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" && value.length <= MAX_STORED_CHARS ? value : undefined;
}

/** A stored object's fields; none if the value is not an object. */
export function storedFields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
