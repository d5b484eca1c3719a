// The Prometheus gauge of when a backup was last verified.
import type { Metrics } from "./metrics.ts";

/** How often the time is read at most, in ms. */
const REFRESH_MS = 10_000;

/** Adds the gauge. `readVerifiedAt` gives the time in Unix ms, undefined for none, and never rejects. */
export function addBackupMetrics(
  metrics: Pick<Metrics, "gauge">,
  readVerifiedAt: () => Promise<number | undefined>,
): void {
  let verifiedAtMs = 0;
  let readAtMs = Number.NEGATIVE_INFINITY;
  metrics.gauge(
    "doubloon_backup_verified_timestamp_seconds",
    "When the newest verified backup was made, as Unix time; 0 if none was verified",
    () => {
      // Read beside the scrape, so that a slow disk delays neither the scrape nor the world.
      if (performance.now() - readAtMs > REFRESH_MS) {
        readAtMs = performance.now();
        void readVerifiedAt().then((atMs) => {
          verifiedAtMs = atMs ?? 0;
        });
      }
      return verifiedAtMs / 1000;
    },
  );
}
