// Chooses the session token that the page offers the server. A refused token is set aside, never deleted: a server that
// refuses it today may accept it tomorrow, and nothing else identifies its player. Each is offered once a page load.
import { readJson, storedFields, storedText, writeJson } from "./browserStorage.ts";

/** Tokens kept besides the current one; the oldest is dropped first. */
const MAX_SET_ASIDE = 8;
const KEY = "doubloon:refused";

interface SetAside {
  readonly token: string;
  /** True if the server accepted an older token instead of this good one; offered only if the current one is refused. */
  readonly replaced: boolean;
}

export class TokenChoice {
  readonly #storage: Storage | undefined;
  readonly #refusedHere = new Set<string>();
  #current: string | undefined;
  #aside: readonly SetAside[];

  /** `current`: the token of the player who last played in this browser. */
  constructor(storage: Storage | undefined, current: string | undefined) {
    this.#storage = storage;
    this.#current = current;
    this.#aside = readSetAside(storage).filter(({ token }) => token !== current);
  }

  /** The token of the player who is playing here. */
  get current(): string | undefined {
    return this.#current;
  }

  /** The token to send in the hello; undefined to join as a new player. */
  get offered(): string | undefined {
    const untried = this.#aside.filter(({ token }) => !this.#refusedHere.has(token));
    const again = untried.find(({ replaced }) => !replaced);
    return again?.token ?? this.#current ?? untried[0]?.token;
  }

  /** The server has refused the offered token. Returns true if there is another one to offer now. */
  refused(): boolean {
    const token = this.offered;
    if (token === undefined) return false;
    this.#refusedHere.add(token);
    if (token === this.#current) {
      this.#current = undefined;
      this.#setAside([{ token, replaced: false }, ...this.#aside]);
    }
    return this.offered !== undefined;
  }

  /** The server has accepted the offered token and answered with `token`: the same one, or a renewed one. */
  accepted(token: string): void {
    const offered = this.offered;
    const previous = this.#current;
    const kept = this.#aside.filter((one) => one.token !== offered && one.token !== token);
    const replaced = previous !== undefined && previous !== offered && previous !== token;
    this.#current = token;
    this.#setAside(replaced ? [{ token: previous, replaced: true }, ...kept] : kept);
  }

  #setAside(tokens: readonly SetAside[]): void {
    this.#aside = tokens.slice(0, MAX_SET_ASIDE);
    writeJson(this.#storage, KEY, this.#aside.length === 0 ? undefined : this.#aside);
  }
}

/** The tokens that were set aside; damaged ones are skipped. */
function readSetAside(storage: Storage | undefined): readonly SetAside[] {
  const stored = readJson(storage, KEY);
  if (!Array.isArray(stored)) return [];
  return stored
    .flatMap((one: unknown) => {
      const { token, replaced } = storedFields(one);
      const text = storedText(token);
      return text === undefined ? [] : [{ token: text, replaced: replaced === true }];
    })
    .slice(0, MAX_SET_ASIDE);
}
