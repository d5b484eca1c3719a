// The samples of the charts: the last five minutes, oldest first, across interruptions of the connection.
import { ADMIN_HISTORY_SAMPLES, type AdminSample } from "@doubloon/shared/protocol/admin";

const WINDOW_MS = ADMIN_HISTORY_SAMPLES * 1_000;

/** The window with a sample added; a sample that is not newer than the newest is ignored. */
export function appendSample(window: readonly AdminSample[], sample: AdminSample): readonly AdminSample[] {
  const newest = window.at(-1);
  if (newest !== undefined && sample.at <= newest.at) return window;
  return trimmed([...window, sample]);
}

/**
 * The window with the server's history, which replaces the samples of the time that it covers. Older samples stay: a
 * server that has just started has no history.
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
