// The samples of the last five minutes, in a ring of fixed size.
import { ADMIN_HISTORY_SAMPLES, type AdminSample } from "@doubloon/shared/protocol/admin";

export interface SampleHistory {
  push(sample: AdminSample): void;
  /** A copy, oldest first. */
  list(): AdminSample[];
}

export function createSampleHistory(): SampleHistory {
  const ring: AdminSample[] = [];
  let oldest = 0;
  return {
    push(sample) {
      if (ring.length < ADMIN_HISTORY_SAMPLES) ring.push(sample);
      else {
        ring[oldest] = sample;
        oldest = (oldest + 1) % ADMIN_HISTORY_SAMPLES;
      }
    },
    list: () => [...ring.slice(oldest), ...ring.slice(0, oldest)],
  };
}
