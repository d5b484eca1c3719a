// Keeps a canvas showing a map window: sized to its element, redrawn only when something that it shows has changed.
import { type RefObject, useEffect, useRef } from "react";
import type { MapBoard } from "../../render/map/mapBoard.ts";
import type { MapView } from "../../render/map/mapView.ts";
import { paintMap } from "../../render/map/paintMap.ts";
import { mapStore } from "./mapStore.ts";

/** The time between two looks for changes. */
const LOOK_MS = 150;
const MAX_RATIO = 2;

/** `view` gives what to show in a window of this size, in page pixels. Returns the canvas, and a function to redraw now. */
export function useMapCanvas(
  board: MapBoard | undefined,
  labels: boolean,
  view: (width: number, height: number) => MapView | undefined,
): { readonly canvas: RefObject<HTMLCanvasElement | null>; readonly redraw: () => void } {
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef(view);
  latest.current = view;
  const redraw = useRef(() => {});
  useEffect(() => {
    const element = canvas.current;
    if (board === undefined || element === null) return;
    let shown = "";
    const draw = (force: boolean): void => {
      const { clientWidth: width, clientHeight: height } = element;
      const seen = latest.current(width, height);
      if (seen === undefined || width === 0) return;
      const { marks } = mapStore.getState();
      board.fill(seen);
      const own = board.own();
      const pixel = (tile: number | undefined): number => Math.round((tile ?? -1) * seen.scale);
      const state = [
        ...[own?.x, own?.y, seen.centerX, seen.centerY].map(pixel),
        ...marks.mates.flatMap(({ x, y }) => [pixel(x), pixel(y)]),
        ...[own?.heading, seen.scale, width, height, board.sheet.revision],
      ].join();
      if (!force && state === shown) return;
      shown = state;
      const ratio = Math.min(MAX_RATIO, window.devicePixelRatio || 1);
      const deviceWidth = Math.round(width * ratio);
      const deviceHeight = Math.round(height * ratio);
      if (element.width !== deviceWidth) element.width = deviceWidth;
      if (element.height !== deviceHeight) element.height = deviceHeight;
      paintMap(element, seen, board, marks, labels, ratio);
    };
    let requested = 0;
    redraw.current = () => {
      requested ||= requestAnimationFrame(() => {
        requested = 0;
        draw(true);
      });
    };
    draw(true);
    const timer = setInterval(() => draw(false), LOOK_MS);
    // Where mates are is looked at with everything else that moves.
    const unsubscribe = mapStore.subscribe(({ marks }, before) => {
      if (marks.overlay !== before.marks.overlay || marks.zones !== before.marks.zones) redraw.current();
    });
    return () => {
      clearInterval(timer);
      cancelAnimationFrame(requested);
      unsubscribe();
      redraw.current = () => {};
    };
  }, [board, labels]);
  return { canvas, redraw: () => redraw.current() };
}
