// The map in the corner: the surroundings, or the hunt's zone and the player in it. Pressing it opens the full map.

import { keysText } from "../../preferences/keyMap.ts";
import { usePreferences } from "../../preferences/preferences.ts";
import { clampView } from "../../render/map/mapView.ts";
import { mapStore, useMap } from "./mapStore.ts";
import { useMapCanvas } from "./useMapCanvas.ts";

/** Tiles shown on each side of the player. */
const REACH_TILES = 40;

export function Minimap() {
  const board = useMap((state) => state.board);
  const keys = usePreferences((state) => state.keys.map);
  const { canvas } = useMapCanvas(board, false, (width, height) => {
    const own = board?.own();
    if (board === undefined || own === undefined) return undefined;
    const scale = Math.min(width, height) / (2 * REACH_TILES);
    return clampView({ centerX: own.x, centerY: own.y, scale, width, height }, board.map);
  });
  if (board === undefined) return null;
  return (
    <button
      type="button"
      className="panel minimap"
      data-testid="minimap"
      aria-label="Open the map"
      title={`Map (${keysText(keys)})`}
      onClick={() => mapStore.setState({ open: true })}
    >
      <canvas ref={canvas} />
    </button>
  );
}
