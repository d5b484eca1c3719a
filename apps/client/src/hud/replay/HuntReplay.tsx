// The ink replay of a hunt, for the podium and the results page: from this page's record or the browser's storage, or else
// only the caches on the chart.
import { useMemo } from "react";
import type { InkCache } from "../../render/replay/inkPainter.ts";
import type { InkRecord } from "../../render/replay/inkRecorder.ts";
import { loadInk } from "../../render/replay/inkStore.ts";
import { localStorageIfAllowed } from "../../session/browserStorage.ts";
import { InkReplay } from "./InkReplay.tsx";
import { useReplay } from "./replayStore.ts";

export interface HuntReplayProps {
  readonly hunt: number;
  /** All caches of the hunt, as the podium reveals them. */
  readonly caches: readonly InkCache[];
  readonly onEnd?: () => void;
}

/** Tiles around the caches, if nothing was recorded. */
const MARGIN_TILES = 12;

export function HuntReplay({ hunt, caches, onEnd }: HuntReplayProps) {
  const latest = useReplay((state) => state.record);
  const record = useMemo(
    () => (latest?.hunt === hunt ? latest : (loadInk(localStorageIfAllowed(), hunt) ?? empty(hunt, caches))),
    [latest, hunt, caches],
  );
  return <InkReplay record={record} caches={caches} {...(onEnd && { onEnd })} />;
}

function empty(hunt: number, caches: readonly InkCache[]): InkRecord {
  const xs = caches.map(({ tileX }) => tileX);
  const ys = caches.map(({ tileY }) => tileY);
  const west = Math.min(...xs, Number.MAX_SAFE_INTEGER) - MARGIN_TILES;
  const north = Math.min(...ys, Number.MAX_SAFE_INTEGER) - MARGIN_TILES;
  const none = { t: [], x: [], y: [] };
  return {
    hunt,
    zone:
      caches.length === 0
        ? { x: 0, y: 0, width: 96, height: 96 }
        : {
            x: west,
            y: north,
            width: Math.max(...xs) + MARGIN_TILES - west,
            height: Math.max(...ys) + MARGIN_TILES - north,
          },
    lengthMs: 1,
    own: none,
    others: [],
    finds: [],
  };
}
