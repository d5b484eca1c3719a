// Round-trip times of many heartbeats, counted by bucket.
import type { AdminSample } from "@doubloon/shared/protocol/admin";
import { RTT_BUCKETS_MS, sumBuckets } from "@doubloon/shared/protocol/figures";

/** Counts by bucket over all samples; the last bucket holds everything above RTT_BUCKETS_MS. */
export function sumSampleBuckets(samples: readonly AdminSample[]): readonly number[] {
  return sumBuckets(
    samples.map(({ rttBuckets }) => rttBuckets),
    RTT_BUCKETS_MS.length + 1,
  );
}

export function countOf(buckets: readonly number[]): number {
  return buckets.reduce((sum, count) => sum + count, 0);
}

/** The range of round-trip times of a bucket. */
export function bucketLabel(bucket: number): string {
  if (bucket === RTT_BUCKETS_MS.length) return `over ${RTT_BUCKETS_MS[bucket - 1]} ms`;
  return `${bucket === 0 ? 0 : RTT_BUCKETS_MS[bucket - 1]}–${RTT_BUCKETS_MS[bucket]} ms`;
}

/**
 * The quantile `share` (0 to 1) of the round-trip times, in ms, interpolated within its bucket. Undefined without
 * heartbeats; infinite if it lies in the last bucket, which has no upper bound.
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
