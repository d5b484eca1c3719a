// The pages of hunts that are over, as text. They never change, so a page is asked for once and kept, newest asked for last out. The
// world is asked at a bounded rate: these pages are public, and must not cost it its time. It knows no routes.
import type { AdminHuntAnswer, HuntResults } from "@doubloon/shared/protocol/adminHunts";
import { TokenBucket } from "../lib/tokenBucket.ts";

/** Characters of the pages that are kept: a hunt of a thousand hunters has about 130,000. */
const MAX_KEPT_CHARS = 8_000_000;
/** How often the world is asked, and how often at once. */
const ASKS_PER_SECOND = 10;
const ASK_BURST = 40;

export type ResultPage =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly text: string; readonly busy: boolean };

export class ResultPages {
  readonly #ask: (hunt: number) => Promise<AdminHuntAnswer<HuntResults>>;
  readonly #bucket = new TokenBucket(ASKS_PER_SECOND, ASK_BURST, performance.now());
  /** By hunt, the one that was asked for last at the end. */
  readonly #kept = new Map<number, string>();
  #keptChars = 0;
  readonly #asking = new Map<number, Promise<ResultPage>>();

  constructor(ask: (hunt: number) => Promise<AdminHuntAnswer<HuntResults>>) {
    this.#ask = ask;
  }

  async get(hunt: number): Promise<ResultPage> {
    const kept = this.#kept.get(hunt);
    if (kept !== undefined) {
      this.#kept.delete(hunt);
      this.#kept.set(hunt, kept);
      return { ok: true, text: kept };
    }
    const asked = this.#asking.get(hunt);
    if (asked !== undefined) return asked;
    if (!this.#bucket.take(performance.now()))
      return { ok: false, busy: true, text: "too many ask for results at the moment" };
    const asking = this.#fetch(hunt).finally(() => this.#asking.delete(hunt));
    this.#asking.set(hunt, asking);
    return asking;
  }

  async #fetch(hunt: number): Promise<ResultPage> {
    const answer = await this.#ask(hunt);
    if (!answer.ok) return { ok: false, busy: false, text: answer.text };
    const text = JSON.stringify(answer.value);
    this.#kept.set(hunt, text);
    this.#keptChars += text.length;
    for (const [oldest, { length }] of this.#kept) {
      if (this.#keptChars <= MAX_KEPT_CHARS) break;
      this.#kept.delete(oldest);
      this.#keptChars -= length;
    }
    return { ok: true, text };
  }
}
