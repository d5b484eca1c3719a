// From the welcome until what is the same for all players is here too: it is fetched once an address, and binary messages
// that come meanwhile are kept in order. Knows nothing of what they say.
import type { GameContent, Welcome } from "@doubloon/shared/protocol/events";

/** Binary messages kept; those beyond are let go, and the gap that the world then finds is healed by a keyframe. */
const MAX_EARLY = 64;

export interface ArrivalOptions {
  /** Fetches the content of an address. */
  readonly load: (url: string) => Promise<GameContent>;
  /** Everything is here; `early` came since the welcome. */
  readonly begin: (welcome: Welcome, content: GameContent, early: readonly Uint8Array[]) => void;
  /** The content of the newest welcome cannot be had. */
  readonly failed: (error: unknown) => void;
}

export class Arrival {
  readonly #options: ArrivalOptions;
  #waiting: Welcome | undefined;
  #early: Uint8Array[] = [];
  #known: { readonly url: string; readonly content: GameContent } | undefined;

  constructor(options: ArrivalOptions) {
    this.#options = options;
  }

  /** Begins at once if the content is known already. */
  welcomed(welcome: Welcome): void {
    const { load, begin, failed } = this.#options;
    const url = welcome.contentUrl;
    this.cancel();
    if (this.#known?.url === url) {
      begin(welcome, this.#known.content, []);
      return;
    }
    this.#waiting = welcome;
    load(url).then(
      (content) => {
        this.#known = { url, content };
        if (this.#waiting !== welcome) return;
        const early = this.#early;
        this.cancel();
        begin(welcome, content, early);
      },
      (error: unknown) => {
        if (this.#waiting !== welcome) return;
        this.cancel();
        failed(error);
      },
    );
  }

  /** Keeps a message for later; false if nothing is waited for. */
  take(bytes: Uint8Array): boolean {
    if (this.#waiting === undefined) return false;
    if (this.#early.length < MAX_EARLY) this.#early.push(bytes);
    return true;
  }

  /** The connection is gone: what has come over it counts no more. */
  cancel(): void {
    this.#waiting = undefined;
    this.#early = [];
  }
}
