// What the page shows while the line to the server is being made or waited for: who else waits, and when one tries again.
import type { LineState } from "../../net/connection.ts";
import type { Phase } from "../hudStore.ts";

type Waiting = Extract<LineState, { state: "connecting" | "waiting" }>;

/** The phase that follows `shown`; `hasWorld` says whether one has been in the hunt on this page. */
export function linePhase(state: Waiting, shown: Phase, hasWorld: boolean, nowMs: number): Phase {
  const { queue: status } = state;
  if (state.state === "waiting") {
    const { retryAtMs, refusal } = state;
    const queue = status && { waiting: status.waiting, untilMs: retryAtMs };
    return { at: "reconnecting", retryAtMs, why: refusal?.text, queue };
  }
  const queue = status && { waiting: status.waiting, untilMs: nowMs + status.waitSeconds * 1000 };
  if (hasWorld) return { at: "reconnecting", retryAtMs: undefined, why: undefined, queue };
  // Without a world the start screen's own "joining" stays.
  return shown.at === "joining" ? { at: "joining", queue } : shown;
}
