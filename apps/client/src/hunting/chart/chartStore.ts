// The chart as the minimap and the map draw it. Kept apart from huntStore because its values are one large array.
import type { TileRect } from "@doubloon/shared/hunt/definition";
import { createStore, useStore } from "zustand";
import type { ChartShade } from "./chartEngine.ts";

export interface ChartState {
  /** The zone of the hunt, or the area of a cache of one's own; undefined: there is nothing to draw. */
  readonly zone: TileRect | undefined;
  /** Undefined until the first reading or hint. */
  readonly shade: ChartShade | undefined;
  /** Areas in which the cache lies for certain, the oldest and largest first. */
  readonly hints: readonly TileRect[];
  /** The time from the newest reading to its shading, in ms. */
  readonly shadedMs: number | undefined;
}

export const firstChart: ChartState = {
  zone: undefined,
  shade: undefined,
  hints: [],
  shadedMs: undefined,
};

export const chartStore = createStore<ChartState>()(() => firstChart);

export function useChart<T>(pick: (state: ChartState) => T): T {
  return useStore(chartStore, pick);
}
