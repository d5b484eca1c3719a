// The live map: players, loot or load by room, the zones of hunts, and caches for game masters who have opened them.
import { useEffect, useId, useState } from "react";
import { formatCount } from "../format.ts";
import { useHuntCalls } from "../hunts/huntCallsContext.ts";
import { huntStore, useHunts } from "../hunts/huntStore.ts";
import { layerTotals, type MapLayer, mapLayers } from "../hunts/liveMapPixels.ts";
import { MapCanvas } from "../hunts/mapCanvas.tsx";
import { isLive } from "../hunts/phases.ts";
import { useLand } from "../hunts/useLand.ts";
import type { Panel } from "./panel.ts";

const LAYER_TEXT: Record<MapLayer, string> = { players: "Players", loot: "Loot", load: "Load" };
/** How often opened caches are asked for again, in ms. */
const REFRESH_MS = 5_000;

function LiveMapPanel() {
  const map = useHunts((state) => state.map);
  const watching = useHunts((state) => state.watching);
  const hunts = useHunts((state) => state.hunts)?.filter(isLive) ?? [];
  const places = useHunts((state) => state.places);
  const [layer, setLayer] = useState<MapLayer>("players");
  const layerId = useId();
  const land = useLand(watching);
  useFreshPlaces(places?.hunt);

  return (
    <>
      <div className="map-tools">
        <button
          type="button"
          aria-pressed={watching}
          onClick={() => huntStore.setState({ watching: !watching, map: undefined })}
        >
          {watching ? "Stop watching" : "Watch the map"}
        </button>
        <div className="field">
          <label htmlFor={layerId}>Show</label>
          <select
            id={layerId}
            value={layer}
            onChange={(event) => setLayer(mapLayers[event.target.selectedIndex])}
          >
            {mapLayers.map((name) => (
              <option key={name} value={name}>
                {LAYER_TEXT[name]}
              </option>
            ))}
          </select>
        </div>
        {places !== undefined && (
          <button type="button" onClick={() => huntStore.setState({ places: undefined })}>
            Hide the caches of hunt {places.hunt}
          </button>
        )}
      </div>
      {watching && map === undefined && <p className="empty">Waiting for the server…</p>}
      {map !== undefined && (
        <>
          <MapCanvas
            map={map}
            land={land}
            layer={layer}
            hunts={hunts}
            caches={places?.caches ?? []}
            label={`Map of the world by room: ${LAYER_TEXT[layer].toLowerCase()}`}
          />
          <p className="stats-caption" data-testid="live-map-caption">
            {caption(layer, layerTotals(map, layer))}
          </p>
        </>
      )}
    </>
  );
}

/** Asks again for caches that are shown, so that their states are fresh. */
function useFreshPlaces(hunt: number | undefined): void {
  const { caches } = useHuntCalls();
  useEffect(() => {
    if (hunt === undefined) return;
    const timer = setInterval(async () => {
      const answer = await caches(hunt);
      if (!answer.ok || huntStore.getState().places?.hunt !== hunt) return;
      huntStore.setState({ places: { hunt, caches: answer.value } });
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }, [hunt, caches]);
}

function caption(layer: MapLayer, { sum, most }: { readonly sum: number; readonly most: number }): string {
  if (layer === "load") return `The busiest room takes ${formatCount(most / 10)} % of the world's budget.`;
  const what = layer === "players" ? "players" : "pieces of loot";
  return `${formatCount(sum)} ${what}, at most ${formatCount(most)} in one room.`;
}

export const liveMapPanel: Panel = { id: "map", title: "Live map", side: "charts", Body: LiveMapPanel };
