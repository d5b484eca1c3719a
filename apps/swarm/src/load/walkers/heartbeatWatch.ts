// Watches the heartbeats of one connection. It answers none; the connection does.
import type { HeartbeatPlan } from "../../client/connection.ts";

export class HeartbeatWatch {
  #pingedAtMs = 0;
  #pingIntervalMs = Number.POSITIVE_INFINITY;
  /** Longest time between two pings that is no miss. */
  #limitMs = Number.POSITIVE_INFINITY;
  #missed = false;

  /** Starts with the heartbeats of a new connection. */
  start({ pingIntervalMs, pingTimeoutMs }: HeartbeatPlan, nowMs: number): void {
    this.#pingIntervalMs = pingIntervalMs;
    this.#limitMs = pingIntervalMs + pingTimeoutMs;
    this.pinged(nowMs);
  }

  pinged(nowMs: number): void {
    this.#pingedAtMs = nowMs;
    this.#missed = false;
  }

  /** Whether a ping may be waiting to be read. */
  isDue(nowMs: number): boolean {
    return nowMs - this.#pingedAtMs >= this.#pingIntervalMs;
  }

  /** True once for each missed heartbeat. */
  noticesMiss(nowMs: number): boolean {
    if (this.#missed || nowMs - this.#pingedAtMs <= this.#limitMs) return false;
    this.#missed = true;
    return true;
  }
}
