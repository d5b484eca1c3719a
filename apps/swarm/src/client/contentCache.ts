// The content that is the same for all players, fetched once per process. A failed fetch is repeated on the next request.
import type { GameContent } from "@doubloon/shared/protocol/events";
import { type Target, urlOf } from "../lib/target.ts";

export class ContentCache {
  readonly #target: Target;
  #url: string | undefined;
  #content: Promise<GameContent> | undefined;

  constructor(target: Target) {
    this.#target = target;
  }

  /** @throws Error if the server does not serve it */
  get(url: string): Promise<GameContent> {
    if (this.#content === undefined || this.#url !== url) {
      this.#url = url;
      const content = fetchContent(this.#target, url);
      this.#content = content;
      content.catch(() => {
        if (this.#content === content) this.#content = undefined;
      });
    }
    return this.#content;
  }
}

async function fetchContent(target: Target, url: string): Promise<GameContent> {
  // The swarm fetches only from its own server, whatever address a welcome names.
  if (!/^\/[^/]/.test(url)) throw new Error(`content at ${url}, expected a path such as /content/1.json`);
  const response = await fetch(new URL(url, urlOf(target)));
  if (!response.ok) throw new Error(`${url} answered ${response.status}, expected the game's content`);
  return (await response.json()) as GameContent;
}
