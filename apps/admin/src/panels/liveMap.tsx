// The live map: players, loot or load by room, the zones of hunts, and caches for game masters who have opened them.
import { CHUNK_TILES } from "@doubloon/shared/space";
import { useEffect, useId, useState } from "react";
import { DropLoot } from "../hunts/dropLoot.tsx";
import { useHuntCalls } from "../hunts/huntCallsContext.ts";
import { huntStore, useHunts } from "../hunts/huntStore.ts";
import { layerText, layerTotals, type MapLayer, mapLayers } from "../hunts/liveMapPixels.ts";
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
  const [tile, setTile] = useState({ x: "", y: "" });
  const land = useLand(watching);
  useFreshPlaces(hunts.find(({ hunt }) => hunt === places?.hunt)?.hunt);

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
            tile={tile}
            onTile={setTile}
            label={`Map of the world by room: ${LAYER_TEXT[layer].toLowerCase()}`}
          />
          <p className="stats-caption" data-testid="live-map-caption">
            {layerText(layer, layerTotals(map, layer))}
          </p>
          <DropLoot
            tile={tile}
            onTile={setTile}
            widthTiles={map.chunksWide * CHUNK_TILES}
            heightTiles={map.chunksHigh * CHUNK_TILES}
          />
        </>
      )}
    </>
  );
}

/** Asks again for caches that are shown, while their hunt is on, so that their states are fresh. */
function useFreshPlaces(shown: number | undefined): void {
  const { caches } = useHuntCalls();
  useEffect(() => {
    if (shown === undefined) return;
    const hunt = shown;
    let current = true;
    let timer = setTimeout(refresh, REFRESH_MS);
    async function refresh(): Promise<void> {
      const answer = await caches(hunt);
      if (!current) return;
      if (answer.ok) huntStore.setState({ places: { hunt, caches: answer.value } });
      timer = setTimeout(refresh, REFRESH_MS);
    }
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [shown, caches]);
}

export const liveMapPanel: Panel = { id: "map", title: "Live map", side: "charts", Body: LiveMapPanel };
