// Observes the garbage collector's pauses. Node reports them shortly after they have happened.
import { constants, type PerformanceEntry, PerformanceObserver } from "node:perf_hooks";

export const GC_KINDS = {
  [constants.NODE_PERFORMANCE_GC_MINOR]: "minor",
  [constants.NODE_PERFORMANCE_GC_MAJOR]: "major",
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL]: "incremental",
  [constants.NODE_PERFORMANCE_GC_WEAKCB]: "weak",
} as const;

interface GcEntry extends PerformanceEntry {
  readonly detail: { readonly kind: number };
}

/** Calls `onPause` with the kind and duration of each pause. The returned function stops that. */
export function observeGc(onPause: (kind: string, ms: number) => void): () => void {
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as GcEntry[]) {
      const kind: string = (GC_KINDS as Record<number, string>)[entry.detail.kind] ?? "other";
      onPause(kind, entry.duration);
    }
  });
  observer.observe({ entryTypes: ["gc"] });
  return () => observer.disconnect();
}
