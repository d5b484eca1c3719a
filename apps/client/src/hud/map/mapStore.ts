// What the map windows read: the board of the open map, what the hunt lays over it, and whether the full map is open.
import { createStore, useStore } from "zustand";
import type { MapBoard } from "../../render/map/mapBoard.ts";
import { type MapMarks, NO_MARKS } from "../../render/map/paintMap.ts";

export interface MapState {
  /** Undefined until the map is loaded. */
  readonly board: MapBoard | undefined;
  readonly marks: MapMarks;
  readonly open: boolean;
}

export const mapStore = createStore<MapState>()(() => ({
  board: undefined,
  marks: NO_MARKS,
  open: false,
}));

export function useMap<T>(pick: (state: MapState) => T): T {
  return useStore(mapStore, pick);
}

/** Draws a torn piece of chart on the whole canvas; does nothing before the map is loaded. */
export function drawPiece(
  canvas: HTMLCanvasElement,
  layers: readonly (readonly number[])[],
  turned: boolean,
): void {
  mapStore.getState().board?.drawPiece(canvas, layers, turned);
}

/** Replaces some of what is laid over the map. */
export function setMarks(marks: Partial<MapMarks>): void {
  mapStore.setState((state) => ({ marks: { ...state.marks, ...marks } }));
}
