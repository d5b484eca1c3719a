// Finds the largest number that is carried, by growing until one is not and then halving what lies between.

export interface SearchPlan {
  readonly start: number;
  /** Factor by which to grow, and to shrink if the start is too much. */
  readonly factor: number;
  /** How near the answer must be, as a part of it. */
  readonly resolution: number;
  /** Never tried above this, nor below 1. */
  readonly most: number;
}

export interface Found<Result> {
  readonly size: number;
  readonly result: Result;
}

/**
 * The largest size for which `trial` gives a result, as far as the resolution goes; undefined if not even 1 does.
 * Assumes that whatever carries a size carries every smaller one.
 */
export async function searchLargest<Result>(
  plan: SearchPlan,
  trial: (size: number) => Promise<Result | undefined>,
): Promise<Found<Result> | undefined> {
  let carried: Found<Result> | undefined;
  let failed: number | undefined;
  let size = Math.min(plan.start, plan.most);
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
export function nextSize(
  { factor, resolution, most }: SearchPlan,
  carried: number | undefined,
  failed: number | undefined,
): number | undefined {
  if (carried === undefined) {
    if (failed === undefined || failed <= 1) return undefined;
    return Math.max(1, Math.floor(failed / factor));
  }
  if (failed === undefined) return carried >= most ? undefined : Math.min(most, Math.ceil(carried * factor));
  if (failed - carried <= Math.max(1, carried * resolution)) return undefined;
  return Math.floor((carried + failed) / 2);
}
