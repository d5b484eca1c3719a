// Asks a server's /healthz a few times a second, over a new connection each time, so that every process behind the port
// is heard of. One question at a time, so that answers come in order. One that does not come is counted; it is no restart.
import { get } from "node:http";
import type { Target } from "../../lib/target.ts";
import { type HealthAnswer, RestartCounter } from "./restartCounter.ts";

const ASK_EVERY_MS = 250;
const ANSWER_MS = 5_000;
/** Questions at the end, so that a process which replaced another is not overlooked. */
const LAST_QUESTIONS = 24;

type Answer = HealthAnswer | "refused" | { readonly trouble: string };

export class HealthWatch {
  /** Questions that were not answered in time, or with anything but a health report. */
  unanswered = 0;
  /** Why the last of them was not answered, for a human. */
  trouble = "";
  readonly counter: RestartCounter;
  readonly #target: Target;
  readonly #timer: NodeJS.Timeout;
  #open: Promise<void> | undefined;
  #downSinceMs = Number.POSITIVE_INFINITY;

  constructor(target: Target) {
    this.#target = target;
    this.counter = new RestartCounter(performance.now());
    this.#timer = setInterval(() => void this.#ask(), ASK_EVERY_MS);
  }

  /** How long nothing has listened, in ms; 0 if something does. */
  get downMs(): number {
    return Math.max(0, performance.now() - this.#downSinceMs);
  }

  /** Looks once more at every process, and ends. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    for (let i = 0; i < LAST_QUESTIONS && !this.counter.down; i++) await this.#ask();
  }

  /** Asks, unless a question is open; resolves when it has been answered or given up. */
  #ask(): Promise<void> {
    this.#open ??= this.#askOnce().finally(() => {
      this.#open = undefined;
    });
    return this.#open;
  }

  async #askOnce(): Promise<void> {
    const askedMs = performance.now();
    const answer = await askHealth(this.#target);
    if (answer === "refused") {
      this.counter.refused();
      this.#downSinceMs = Math.min(this.#downSinceMs, performance.now());
    } else if ("trouble" in answer) {
      this.unanswered++;
      this.trouble = answer.trouble;
    } else {
      this.counter.answered(answer, askedMs);
      this.#downSinceMs = Number.POSITIVE_INFINITY;
    }
  }
}

function askHealth({ host, port }: Target): Promise<Answer> {
  return new Promise((resolve) => {
    const request = get({ host, port, path: "/healthz", agent: false, timeout: ANSWER_MS }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (more: string) => {
        text += more;
      });
      response.on("end", () => resolve(readHealth(response.statusCode, text)));
      response.on("error", (error) => resolve({ trouble: error.message }));
    });
    request.on("timeout", () => request.destroy(new Error(`nothing came for ${ANSWER_MS} ms`)));
    request.on("error", (error: NodeJS.ErrnoException) =>
      resolve(error.code === "ECONNREFUSED" ? "refused" : { trouble: error.message }),
    );
  });
}

function readHealth(status: number | undefined, text: string): Answer {
  try {
    const { instance, uptimeSeconds, tick } = JSON.parse(text) as Partial<HealthAnswer>;
    if (typeof instance === "string" && typeof uptimeSeconds === "number" && typeof tick === "number") {
      return { instance, uptimeSeconds, tick };
    }
  } catch {
    // Not even JSON: the same to the reader.
  }
  return { trouble: `status ${status}, ${text.length} bytes that are no health report` };
}
