// The full map: moved and zoomed with mouse, fingers and keys. A modal dialog; Escape or the map key closes it.
import { useEffect, useRef, useState } from "react";
import { actionOf } from "../../preferences/keyMap.ts";
import { preferences } from "../../preferences/preferences.ts";
import { type MapView, panBy, viewOf, zoomAt } from "../../render/map/mapView.ts";
import { mapStore, useMap } from "./mapStore.ts";
import { useMapCanvas } from "./useMapCanvas.ts";
import { usePanAndZoom } from "./usePanAndZoom.ts";

/** Side of the part shown at first if there is no hunt, in tiles. */
const FIRST_TILES = 128;
const ZOOM_STEP = 1.5;
const PAN_PX = 60;

export function FullMap({ onOpen }: { readonly onOpen: () => void }) {
  const open = useMap((state) => state.open);
  const board = useMap((state) => state.board);
  return open && board !== undefined ? <OpenMap onOpen={onOpen} /> : null;
}

function OpenMap({ onOpen }: { readonly onOpen: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const board = useMap((state) => state.board);
  const [view, setView] = useState<MapView>();
  const { canvas, redraw } = useMapCanvas(board, true, (width, height) => {
    if (view !== undefined) return { ...view, width, height };
    const first = firstView(width, height);
    if (first !== undefined && width > 0) setView(first);
    return first;
  });
  const move = (next: (view: MapView) => MapView): void => {
    setView((current) => {
      const element = canvas.current;
      if (current === undefined || element === null) return current;
      return next({ ...current, width: element.clientWidth, height: element.clientHeight });
    });
    redraw();
  };
  useEffect(() => {
    onOpen();
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, [onOpen]);
  usePanAndZoom(canvas, board?.map, move);
  if (board === undefined) return null;
  const zoom = (factor: number): void =>
    move((current) => zoomAt(current, board.map, current.width / 2, current.height / 2, factor));
  const center = (): void => {
    const own = board.own();
    if (own !== undefined)
      move((current) => panBy({ ...current, centerX: own.x, centerY: own.y }, board.map, 0, 0));
  };
  const close = (): void => mapStore.setState({ open: false });
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => move((current) => panBy(current, board.map, PAN_PX, 0)),
    ArrowRight: () => move((current) => panBy(current, board.map, -PAN_PX, 0)),
    ArrowUp: () => move((current) => panBy(current, board.map, 0, PAN_PX)),
    ArrowDown: () => move((current) => panBy(current, board.map, 0, -PAN_PX)),
    "+": () => zoom(ZOOM_STEP),
    "=": () => zoom(ZOOM_STEP),
    "-": () => zoom(1 / ZOOM_STEP),
    "0": center,
  };
  return (
    <dialog
      ref={dialog}
      className="map-dialog"
      aria-label="Map"
      data-testid="map"
      onClose={close}
      onKeyDown={(event) => {
        const modified = event.ctrlKey || event.metaKey || event.altKey;
        const isMapKey = actionOf(preferences.getState().keys, event.code) === "map" && !event.repeat;
        const act = modified ? undefined : isMapKey ? close : keys[event.key];
        if (act === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        act();
      }}
    >
      <canvas ref={canvas} className="map-canvas" data-testid="map-canvas" />
      <p className="unseen">
        A picture of the map: the parts that you have seen, where you are, hunts and hints. Arrow keys move
        it, plus and minus zoom, 0 centers it on you.
      </p>
      <div className="map-buttons">
        <button type="button" aria-label="Zoom in" title="Zoom in (+)" onClick={() => zoom(ZOOM_STEP)}>
          +
        </button>
        <button type="button" aria-label="Zoom out" title="Zoom out (-)" onClick={() => zoom(1 / ZOOM_STEP)}>
          −
        </button>
        <button type="button" aria-label="Center on me" title="Center on me (0)" onClick={center}>
          ◎
        </button>
        <button
          type="button"
          aria-label="Close the map"
          title="Close (Escape)"
          data-testid="map-close"
          onClick={close}
        >
          ✕
        </button>
      </div>
    </dialog>
  );
}

/** The zone of the player's hunt, or the surroundings. */
function firstView(width: number, height: number): MapView | undefined {
  const { board, marks } = mapStore.getState();
  const own = board?.own();
  if (board === undefined) return undefined;
  const zone = marks.zones.find((shown) => shown.own)?.zone;
  const centerX = own?.x ?? board.map.widthTiles / 2;
  const centerY = own?.y ?? board.map.heightTiles / 2;
  const around = {
    x: centerX - FIRST_TILES / 2,
    y: centerY - FIRST_TILES / 2,
    width: FIRST_TILES,
    height: FIRST_TILES,
  };
  return viewOf(zone ?? around, board.map, width, height);
}
