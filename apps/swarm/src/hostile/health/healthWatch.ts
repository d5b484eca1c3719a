// Polls a server's /healthz a few times a second, over a new connection each time, so that every process behind the port
// answers sooner or later. One request at a time keeps the answers in order. A missing answer is counted, not as a restart.
import { get } from "node:http";
import type { Target } from "../../lib/target.ts";
import { type HealthAnswer, RestartCounter } from "./restartCounter.ts";

const POLL_EVERY_MS = 250;
const TIMEOUT_MS = 5_000;
/** Requests at the end, so that a replaced process is not missed. */
const LAST_POLLS = 24;

type Answer = HealthAnswer | "refused" | { readonly error: string };

export class HealthWatch {
  /** Requests without an answer in time, or without a health report in it. */
  unanswered = 0;
  /** Why the last of them failed, for people. */
  lastError = "";
  readonly counter: RestartCounter;
  readonly #target: Target;
  readonly #timer: NodeJS.Timeout;
  #pending: Promise<void> | undefined;
  #downSinceMs = Number.POSITIVE_INFINITY;

  constructor(target: Target) {
    this.#target = target;
    this.counter = new RestartCounter(performance.now());
    this.#timer = setInterval(() => void this.#poll(), POLL_EVERY_MS);
  }

  /** How long nothing has listened at the port, in ms; 0 if something does. */
  get downMs(): number {
    return Math.max(0, performance.now() - this.#downSinceMs);
  }

  /** Polls every process once more, and ends. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    for (let i = 0; i < LAST_POLLS && !this.counter.down; i++) await this.#poll();
  }

  /** Polls, unless a request is pending; resolves when that request has ended. */
  #poll(): Promise<void> {
    this.#pending ??= this.#pollOnce().finally(() => {
      this.#pending = undefined;
    });
    return this.#pending;
  }

  async #pollOnce(): Promise<void> {
    const sentMs = performance.now();
    const answer = await requestHealth(this.#target);
    if (answer === "refused") {
      this.counter.refused();
      this.#downSinceMs = Math.min(this.#downSinceMs, performance.now());
    } else if ("error" in answer) {
      this.unanswered++;
      this.lastError = answer.error;
    } else {
      this.counter.answered(answer, sentMs);
      this.#downSinceMs = Number.POSITIVE_INFINITY;
    }
  }
}

function requestHealth({ host, port }: Target): Promise<Answer> {
  return new Promise((resolve) => {
    const request = get({ host, port, path: "/healthz", agent: false, timeout: TIMEOUT_MS }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (more: string) => {
        text += more;
      });
      response.on("end", () => resolve(readHealth(response.statusCode, text)));
      response.on("error", (error) => resolve({ error: error.message }));
    });
    request.on("timeout", () => request.destroy(new Error(`no answer for ${TIMEOUT_MS} ms`)));
    request.on("error", (error: NodeJS.ErrnoException) =>
      resolve(error.code === "ECONNREFUSED" ? "refused" : { error: error.message }),
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
    // No JSON is no health report either.
  }
  return { error: `status ${status}, ${text.length} bytes that are not a health report` };
}
