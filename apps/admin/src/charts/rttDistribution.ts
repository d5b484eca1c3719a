// Round-trip times of many heartbeats, as counts by bucket.
import { type AdminSample, RTT_BUCKETS_MS } from "@doubloon/shared/protocol/admin";

/** Counts by bucket over all samples; the last bucket holds what is above RTT_BUCKETS_MS. */
export function sumBuckets(samples: readonly AdminSample[]): readonly number[] {
  const sums = new Array<number>(RTT_BUCKETS_MS.length + 1).fill(0);
  for (const { rttBuckets } of samples) {
    for (let i = 0; i < sums.length; i++) sums[i] += rttBuckets[i] ?? 0;
  }
  return sums;
}

export function countOf(buckets: readonly number[]): number {
  return buckets.reduce((sum, count) => sum + count, 0);
}

/** From which to which round-trip time a bucket reaches. */
export function bucketLabel(bucket: number): string {
  if (bucket === RTT_BUCKETS_MS.length) return `over ${RTT_BUCKETS_MS[bucket - 1]} ms`;
  return `${bucket === 0 ? 0 : RTT_BUCKETS_MS[bucket - 1]}–${RTT_BUCKETS_MS[bucket]} ms`;
}

/**
 * The round-trip time in ms that the `share` (0 to 1) of heartbeats stay within, taken as evenly spread in its bucket.
 * Undefined without heartbeats; infinite if it lies in the last bucket, which has no upper bound.
 */
export function rttQuantile(buckets: readonly number[], share: number): number | undefined {
  const count = countOf(buckets);
  if (count === 0) return undefined;
  let below = 0;
  for (let i = 0; i < RTT_BUCKETS_MS.length; i++) {
    if (buckets[i] > 0 && below + buckets[i] >= share * count) {
      const fromMs = i === 0 ? 0 : RTT_BUCKETS_MS[i - 1];
      return fromMs + ((RTT_BUCKETS_MS[i] - fromMs) * (share * count - below)) / buckets[i];
    }
    below += buckets[i];
  }
  return Number.POSITIVE_INFINITY;
}
