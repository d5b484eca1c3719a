// Which token the page offers the server. A refused token is set aside, never thrown away: a server that does not know it
// today may know it tomorrow, and it is all that its player has. Each is offered once per page load.

/** Tokens that are kept beside the present one; the oldest goes first. */
export const MAX_SET_ASIDE = 8;
const KEY = "doubloon:refused";
const MAX_TOKEN_LENGTH = 4096;

interface SetAside {
  readonly token: string;
  /** It was good, and gave way to an older one that was accepted again; offered only if the present one is refused. */
  readonly replaced: boolean;
}

export class TokenChoice {
  readonly #storage: Storage | undefined;
  readonly #refusedHere = new Set<string>();
  #current: string | undefined;
  #aside: readonly SetAside[];

  /** `current` is the token of the player who was here last, if any. */
  constructor(storage: Storage | undefined, current: string | undefined) {
    this.#storage = storage;
    this.#current = current;
    this.#aside = readSetAside(storage).filter(({ token }) => token !== current);
  }

  /** The token of the player who plays here. */
  get current(): string | undefined {
    return this.#current;
  }

  /** What to greet the server with; undefined to join as a new player. */
  get offered(): string | undefined {
    const untried = this.#aside.filter(({ token }) => !this.#refusedHere.has(token));
    const again = untried.find(({ replaced }) => !replaced);
    return again?.token ?? this.#current ?? untried[0]?.token;
  }

  /** The server has refused what was offered. True if there is another token to offer now. */
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

  /** The server has accepted what was offered and answered with `token`, the same or a newer one of the same player. */
  accepted(token: string): void {
    const offered = this.offered;
    const former = this.#current;
    const kept = this.#aside.filter((one) => one.token !== offered && one.token !== token);
    const replaced = former !== undefined && former !== offered && former !== token;
    this.#current = token;
    this.#setAside(replaced ? [{ token: former, replaced: true }, ...kept] : kept);
  }

  #setAside(tokens: readonly SetAside[]): void {
    this.#aside = tokens.slice(0, MAX_SET_ASIDE);
    try {
      if (this.#aside.length === 0) this.#storage?.removeItem(KEY);
      else this.#storage?.setItem(KEY, JSON.stringify(this.#aside));
    } catch {
      // A storage that is full or forbidden is passed over: this page load still knows them.
    }
  }
}

/** What is kept; whatever is damaged is taken as not there. */
function readSetAside(storage: Storage | undefined): readonly SetAside[] {
  let held: unknown;
  try {
    held = JSON.parse(storage?.getItem(KEY) ?? "[]");
  } catch {
    held = undefined;
  }
  if (!Array.isArray(held)) return [];
  return held
    .map((one: unknown): { token?: unknown; replaced?: unknown } =>
      typeof one === "object" && one !== null ? one : {},
    )
    .flatMap(({ token, replaced }) =>
      typeof token === "string" && token !== "" && token.length <= MAX_TOKEN_LENGTH
        ? [{ token, replaced: replaced === true }]
        : [],
    )
    .slice(0, MAX_SET_ASIDE);
}
