// Loads the content that a welcome refers to, once for each address, and buffers the binary messages that arrive in the
// meantime, in order. Does not read them.
import type { GameContent, Welcome } from "@doubloon/shared/protocol/events";

/** Most messages buffered; later ones are dropped, and a keyframe closes the gap that the world then sees. */
const MAX_BUFFERED = 64;

export interface ContentLoaderOptions {
  readonly fetchContent: (url: string) => Promise<GameContent>;
  /** The content is here; `early` are the messages that arrived since the welcome. */
  readonly loaded: (welcome: Welcome, content: GameContent, early: readonly Uint8Array[]) => void;
  /** The content of the newest welcome could not be loaded. */
  readonly failed: (error: unknown) => void;
}

export class ContentLoader {
  readonly #options: ContentLoaderOptions;
  #waiting: Welcome | undefined;
  #buffered: Uint8Array[] = [];
  #known: { readonly url: string; readonly content: GameContent } | undefined;

  constructor(options: ContentLoaderOptions) {
    this.#options = options;
  }

  /** Loads the content of a welcome; calls `loaded` at once if it is already known. */
  load(welcome: Welcome): void {
    const { fetchContent, loaded, failed } = this.#options;
    const url = welcome.contentUrl;
    this.cancel();
    if (this.#known?.url === url) {
      loaded(welcome, this.#known.content, []);
      return;
    }
    this.#waiting = welcome;
    fetchContent(url).then(
      (content) => {
        this.#known = { url, content };
        if (this.#waiting !== welcome) return;
        const early = this.#buffered;
        this.cancel();
        loaded(welcome, content, early);
      },
      (error: unknown) => {
        if (this.#waiting !== welcome) return;
        this.cancel();
        failed(error);
      },
    );
  }

  /** Buffers a message. Returns false if no content is being loaded. */
  buffer(bytes: Uint8Array): boolean {
    if (this.#waiting === undefined) return false;
    if (this.#buffered.length < MAX_BUFFERED) this.#buffered.push(bytes);
    return true;
  }

  /** The connection is lost: drops the welcome and the messages that came over it. */
  cancel(): void {
    this.#waiting = undefined;
    this.#buffered = [];
  }
}
