// The Prometheus gauge of when a backup was last verified.
import { readFile } from "node:fs/promises";
import type { Metrics } from "./metrics.ts";

/** How often the file is read at most, in ms. */
const REFRESH_MS = 10_000;

/** Adds the gauge. `file` is what `npm run ops -- verify` writes into the data folder. */
export function addBackupMetrics(metrics: Pick<Metrics, "gauge">, file: string): void {
  let verifiedAtMs = 0;
  let readAtMs = Number.NEGATIVE_INFINITY;
  metrics.gauge(
    "doubloon_backup_verified_timestamp_seconds",
    "When the newest verified backup was made, as Unix time; 0 if none was verified",
    () => {
      // Read beside the scrape, so that a slow disk delays neither the scrape nor the world.
      if (performance.now() - readAtMs > REFRESH_MS) {
        readAtMs = performance.now();
        void readTime(file).then((atMs) => {
          verifiedAtMs = atMs;
        });
      }
      return verifiedAtMs / 1000;
    },
  );
}

async function readTime(file: string): Promise<number> {
  try {
    const { atMs } = JSON.parse(await readFile(file, "utf8")) as { atMs?: unknown };
    return typeof atMs === "number" ? atMs : 0;
  } catch {
    return 0;
  }
}
