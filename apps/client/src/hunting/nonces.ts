// A player's part of a hunt's public entropy: 16 bytes from the browser's cryptographic generator, as hex. Those of the last hunts
// are kept in local storage, so that the page that checks a hunt can say whether the server took them.
import { readJson, storedFields, writeJson } from "../session/browserStorage.ts";

export const NONCES_KEY = "doubloon.nonces";
const MAX_HUNTS = 12;

interface OwnNonce {
  readonly hunt: number;
  readonly nonce: string;
}

/** Returns a function that draws a nonce for a hunt. A join that is repeated has the same one. */
export function makeNonces(storage: Storage | undefined): (hunt: number) => string {
  const drawn = new Map<number, string>();
  return (hunt) => {
    const nonce = drawn.get(hunt) ?? randomNonce();
    drawn.set(hunt, nonce);
    const others = readNonces(storage).filter((own) => own.hunt !== hunt);
    writeJson(storage, NONCES_KEY, [...others, { hunt, nonce }].slice(-MAX_HUNTS));
    return nonce;
  };
}

/** The nonce with which this browser entered a hunt last; undefined if it did not, or long ago. */
export function ownNonceOf(storage: Storage | undefined, hunt: number): string | undefined {
  return readNonces(storage).find((own) => own.hunt === hunt)?.nonce;
}

function randomNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A damaged entry is skipped. */
function readNonces(storage: Storage | undefined): OwnNonce[] {
  const stored = readJson(storage, NONCES_KEY);
  if (!Array.isArray(stored)) return [];
  return stored.slice(-MAX_HUNTS).flatMap((one: unknown) => {
    const { hunt, nonce } = storedFields(one);
    return typeof hunt === "number" && typeof nonce === "string" && /^[0-9a-f]{32}$/.test(nonce)
      ? [{ hunt, nonce }]
      : [];
  });
}
