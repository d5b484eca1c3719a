// Maps the connection's state to what the page shows while there is no open connection: the queue and the time of the
// next attempt. Pure.
import type { Phase } from "../hud/hudStore.ts";
import type { ConnectionState } from "../net/connection.ts";

/** A move that takes longer than this, in ms, counts as an interruption. */
const MAX_MOVE_MS = 8_000;

type NotOpen = Extract<ConnectionState, { state: "connecting" | "waiting" }>;

/** The phase after a move that takes too long; undefined as long as the phase shown holds. */
export function lateMove(shown: Phase, nowMs: number): Phase | undefined {
  if (shown.at !== "moving" || nowMs < shown.untilMs) return undefined;
  return { at: "reconnecting", retryAtMs: undefined, why: undefined };
}

/** The phase that follows `shown`. `hasWorld`: whether the player has been in the game during this session. */
export function connectionPhase(state: NotOpen, shown: Phase, hasWorld: boolean, nowMs: number): Phase {
  const { queue: status } = state;
  if (status === undefined && hasWorld) {
    const isMoved = state.state === "waiting" && state.refusal?.code === "moving";
    if (shown.at === "moving") {
      if (nowMs < shown.untilMs) return shown;
    } else if (isMoved) return { at: "moving", untilMs: nowMs + MAX_MOVE_MS };
  }
  if (state.state === "waiting") {
    const { retryAtMs, refusal } = state;
    if (refusal?.code === "moving" && shown.at === "joining") return shown;
    const queue = status && { waiting: status.waiting, untilMs: retryAtMs };
    return { at: "reconnecting", retryAtMs, why: refusal?.text, queue };
  }
  const queue = status && { waiting: status.waiting, untilMs: nowMs + status.waitSeconds * 1000 };
  if (hasWorld) return { at: "reconnecting", retryAtMs: undefined, why: undefined, queue };
  // Before the first welcome the start screen stays, with its own "joining".
  return shown.at === "joining" ? { at: "joining", queue } : shown;
}
