// What is the same for all players, fetched once for all players of a process. Every player asks; the first one's address
// is fetched, and again after a failure.
import type { GameContent } from "@doubloon/shared/protocol/events";
import { type Target, urlOf } from "../lib/target.ts";

export class ContentCache {
  readonly #target: Target;
  #url: string | undefined;
  #content: Promise<GameContent> | undefined;

  constructor(target: Target) {
    this.#target = target;
  }

  /** @throws Error if the server does not hand it out */
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
  // A path of this server: the swarm goes nowhere else, whatever a server says.
  if (!/^\/[^/]/.test(url)) throw new Error(`content at ${url}, expected a path such as /content/1.json`);
  const answer = await fetch(new URL(url, urlOf(target)));
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}, expected the game's content`);
  return (await answer.json()) as GameContent;
}
