// The identity that this browser remembers in local storage: name, session token and sound setting.
import { readJson, storedFields, storedText, writeJson } from "./browserStorage.ts";

export interface Identity {
  readonly name: string | undefined;
  /** The session token with which the same player comes back. */
  readonly token: string | undefined;
  readonly muted: boolean;
}

const KEY = "doubloon";

/** The remembered identity; a damaged field counts as absent. */
export function readIdentity(storage: Storage | undefined): Identity {
  const { name, token, muted } = storedFields(readJson(storage, KEY));
  return { name: storedText(name), token: storedText(token), muted: muted === true };
}

export function writeIdentity(storage: Storage | undefined, identity: Identity): void {
  writeJson(storage, KEY, identity);
}
