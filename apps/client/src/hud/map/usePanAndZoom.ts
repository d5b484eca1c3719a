// Mouse and touch on the full map: drag moves it, the wheel and two fingers zoom it around themselves.
import { type RefObject, useEffect, useRef } from "react";
import { type MapSize, type MapView, panBy, zoomAt } from "../../render/map/mapView.ts";

const WHEEL_ZOOM = 0.0016;
const MAX_WHEEL_PX = 200;

type Move = (next: (view: MapView) => MapView) => void;

interface Finger {
  x: number;
  y: number;
}

export function usePanAndZoom(
  canvas: RefObject<HTMLCanvasElement | null>,
  map: MapSize | undefined,
  move: Move,
): void {
  const latest = useRef(move);
  latest.current = move;
  useEffect(() => {
    const element = canvas.current;
    if (element === null || map === undefined) return;
    const fingers = new Map<number, Finger>();
    const spread = (): { x: number; y: number; distance: number } => {
      const [a, b = a] = [...fingers.values()];
      return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, distance: Math.hypot(a.x - b.x, a.y - b.y) };
    };
    const down = (event: PointerEvent): void => {
      element.setPointerCapture(event.pointerId);
      if (fingers.size < 2) fingers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    };
    const moved = (event: PointerEvent): void => {
      const finger = fingers.get(event.pointerId);
      if (finger === undefined) return;
      const before = spread();
      finger.x = event.offsetX;
      finger.y = event.offsetY;
      const after = spread();
      const factor = before.distance > 0 && after.distance > 0 ? after.distance / before.distance : 1;
      latest.current((view) =>
        zoomAt(panBy(view, map, after.x - before.x, after.y - before.y), map, after.x, after.y, factor),
      );
    };
    const up = (event: PointerEvent): void => {
      fingers.delete(event.pointerId);
    };
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      const px = Math.max(-MAX_WHEEL_PX, Math.min(MAX_WHEEL_PX, event.deltaY));
      latest.current((view) => zoomAt(view, map, event.offsetX, event.offsetY, Math.exp(-px * WHEEL_ZOOM)));
    };
    element.addEventListener("pointerdown", down);
    element.addEventListener("pointermove", moved);
    element.addEventListener("pointerup", up);
    element.addEventListener("pointercancel", up);
    element.addEventListener("wheel", wheel, { passive: false });
    return () => {
      element.removeEventListener("pointerdown", down);
      element.removeEventListener("pointermove", moved);
      element.removeEventListener("pointerup", up);
      element.removeEventListener("pointercancel", up);
      element.removeEventListener("wheel", wheel);
    };
  }, [canvas, map]);
}
