// Who the player was last time on this browser: name, pass and settings, in local storage. Works without it too.

export interface Identity {
  readonly name: string | undefined;
  /** The pass that brings the same player back. */
  readonly token: string | undefined;
  readonly muted: boolean;
}

const KEY = "doubloon";

/** What is remembered; whatever is damaged is taken as not there. */
export function readIdentity(storage: Storage | undefined): Identity {
  let held: unknown;
  try {
    held = JSON.parse(storage?.getItem(KEY) ?? "{}");
  } catch {
    held = undefined;
  }
  const fields: { name?: unknown; token?: unknown; muted?: unknown } =
    typeof held === "object" && held !== null ? held : {};
  const text = (value: unknown): string | undefined =>
    typeof value === "string" && value !== "" && value.length <= 4096 ? value : undefined;
  return { name: text(fields.name), token: text(fields.token), muted: fields.muted === true };
}

/** Remembers; a storage that is full or forbidden is passed over. */
export function writeIdentity(storage: Storage | undefined, identity: Identity): void {
  try {
    storage?.setItem(KEY, JSON.stringify(identity));
  } catch {
    // Playing goes on; only coming back as the same player does not.
  }
}

/** The browser's local storage, if the page may use it. */
export function localStorageIfAllowed(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}
