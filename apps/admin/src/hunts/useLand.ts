// Fetches the picture of the land once, when the live map is first watched. Without it the map is drawn on plain ground.
import type { LandPicture } from "@doubloon/shared/protocol/adminHunts";
import { useEffect, useState } from "react";

/** Waits so long before it asks again, in ms. */
const AGAIN_MS = 10_000;

/** The picture; undefined until it is there. */
export function useLand(wanted: boolean): LandPicture | undefined {
  const [land, setLand] = useState<LandPicture>();
  const [attempt, setAttempt] = useState(0);
  const missing = wanted && land === undefined;
  useEffect(() => {
    if (!missing) return;
    const abort = new AbortController();
    const again = setTimeout(() => setAttempt(attempt + 1), AGAIN_MS);
    fetch("/map/land.json", { signal: abort.signal })
      .then(async (response) => {
        if (response.ok) setLand((await response.json()) as LandPicture);
      })
      // Asked for again by the timer.
      .catch(() => undefined);
    return () => {
      clearTimeout(again);
      abort.abort();
    };
  }, [missing, attempt]);
  return land;
}
