// Finds the largest size that passes a trial: grows until a size fails, then bisects.

export interface SearchPlan {
  readonly start: number;
  /** Growth factor; also the factor to shrink by if the start fails. */
  readonly factor: number;
  /** Required precision, as a share of the result. */
  readonly resolution: number;
  /** Largest size that is tried; the smallest is 1. */
  readonly max: number;
}

export interface Found<Result> {
  readonly size: number;
  readonly result: Result;
}

/**
 * The largest size for which `trial` returns a result, within the resolution; undefined if size 1 fails.
 * Assumes that a system that carries a size also carries every smaller one.
 */
export async function searchLargest<Result>(
  plan: SearchPlan,
  trial: (size: number) => Promise<Result | undefined>,
): Promise<Found<Result> | undefined> {
  let carried: Found<Result> | undefined;
  let failed: number | undefined;
  let size = Math.min(plan.start, plan.max);
  for (;;) {
    const result = await trial(size);
    if (result === undefined) failed = size;
    else carried = { size, result };
    const next = nextSize(plan, carried?.size, failed);
    if (next === undefined) return carried;
    size = next;
  }
}

/** The size to try next, given the largest carried and the smallest that failed; undefined when done. */
function nextSize(
  { factor, resolution, max }: SearchPlan,
  carried: number | undefined,
  failed: number | undefined,
): number | undefined {
  if (carried === undefined) {
    if (failed === undefined || failed <= 1) return undefined;
    return Math.max(1, Math.floor(failed / factor));
  }
  if (failed === undefined) return carried >= max ? undefined : Math.min(max, Math.ceil(carried * factor));
  if (failed - carried <= Math.max(1, carried * resolution)) return undefined;
  return Math.floor((carried + failed) / 2);
}
