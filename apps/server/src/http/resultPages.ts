// The pages of hunts that are over. They never change, so a page is asked for once and kept while there is room. The world is
// asked at a bounded rate: these pages are public, and must not cost it its time. It knows no routes.
import type { AdminHuntAnswer, HuntResults } from "@doubloon/shared/protocol/adminHunts";
import { ByteCache } from "../lib/byteCache.ts";
import { TokenBucket } from "../lib/tokenBucket.ts";

/** Of the pages that are kept: one of a thousand hunters has about 130,000. */
const MAX_KEPT_BYTES = 8_000_000;
/** How often the world is asked, and how often at once. */
const ASKS_PER_SECOND = 10;
const ASK_BURST = 40;

export type ResultPage =
  | { readonly ok: true; readonly json: Uint8Array }
  | { readonly ok: false; readonly text: string; readonly busy: boolean };

/** There is no page now: it is not kept, and asked for again. */
class NoPage extends Error {
  readonly busy: boolean;

  constructor(text: string, busy: boolean) {
    super(text);
    this.busy = busy;
  }
}

export class ResultPages {
  readonly #ask: (hunt: number) => Promise<AdminHuntAnswer<HuntResults>>;
  readonly #bucket = new TokenBucket(ASKS_PER_SECOND, ASK_BURST, performance.now());
  readonly #pages = new ByteCache(MAX_KEPT_BYTES);

  constructor(ask: (hunt: number) => Promise<AdminHuntAnswer<HuntResults>>) {
    this.#ask = ask;
  }

  async get(hunt: number): Promise<ResultPage> {
    try {
      return { ok: true, json: await this.#pages.get(String(hunt), () => this.#fetch(hunt)) };
    } catch (error) {
      if (!(error instanceof NoPage)) throw error;
      return { ok: false, text: error.message, busy: error.busy };
    }
  }

  async #fetch(hunt: number): Promise<Uint8Array> {
    if (!this.#bucket.take(performance.now()))
      throw new NoPage("too many ask for results at the moment", true);
    const answer = await this.#ask(hunt);
    if (!answer.ok) throw new NoPage(answer.text, false);
    return Buffer.from(JSON.stringify(answer.value));
  }
}
