// The samples that the charts show: the last five minutes, oldest first, however the connection fares in between.
import { ADMIN_HISTORY_SAMPLES, type AdminSample } from "@doubloon/shared/protocol/admin";

const WINDOW_MS = ADMIN_HISTORY_SAMPLES * 1_000;

/** The window with a newer sample; one that is not newer than the newest is passed over. */
export function appendSample(window: readonly AdminSample[], sample: AdminSample): readonly AdminSample[] {
  const newest = window.at(-1);
  if (newest !== undefined && sample.at <= newest.at) return window;
  return trimmed([...window, sample]);
}

/**
 * The window with the server's history, which wins where both know of a time. What the console has seen before the
 * history begins stays: a server that has just started remembers nothing.
 */
export function mergeHistory(
  window: readonly AdminSample[],
  history: readonly AdminSample[],
): readonly AdminSample[] {
  if (history.length === 0) return window;
  return trimmed([...window.filter((sample) => sample.at < history[0].at), ...history]);
}

function trimmed(samples: readonly AdminSample[]): readonly AdminSample[] {
  const newest = samples[samples.length - 1];
  return samples.filter((sample) => newest.at - sample.at < WINDOW_MS).slice(-ADMIN_HISTORY_SAMPLES);
}
