// The chart under the ink: the zone as the player has seen it, as one small picture that the record keeps.
import type { TileRect } from "@doubloon/shared/hunt/definition";
import { viewAround } from "../map/mapView.ts";
import { paintSeen, type SeenMap } from "../map/paintSeen.ts";

/** Longer side of the picture, in pixels. */
const SIDE_PX = 512;
/** Tiles around the zone, as a part of its side. */
const MARGIN = 0.3;
const QUALITY = 0.7;
/** A longer picture is left out of the record; the browser's storage is small. */
const MAX_CHARACTERS = 300_000;

export interface InkChart {
  readonly area: TileRect;
  /** The picture as a data URL. */
  readonly url: string;
}

/** Takes the picture; undefined if it would be too large. */
export function takeInkChart(map: SeenMap, zone: TileRect): InkChart | undefined {
  const area = {
    x: zone.x - zone.width * MARGIN,
    y: zone.y - zone.height * MARGIN,
    width: zone.width * (1 + 2 * MARGIN),
    height: zone.height * (1 + 2 * MARGIN),
  };
  const scale = SIDE_PX / Math.max(area.width, area.height);
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(area.width * scale));
  canvas.height = Math.max(1, Math.round(area.height * scale));
  const context = canvas.getContext("2d");
  if (context === null) return undefined;
  paintSeen(context, viewAround(area, canvas.width, canvas.height, 0), map, 1);
  // WebP keeps what was not seen transparent; a browser without it makes a PNG.
  const url = canvas.toDataURL("image/webp", QUALITY);
  return url.length > MAX_CHARACTERS ? undefined : { area, url };
}

/** The picture, ready to be drawn; undefined if it is damaged. */
export async function loadInkChart({ url }: InkChart): Promise<HTMLImageElement | undefined> {
  if (!url.startsWith("data:image/")) return undefined;
  const picture = new Image();
  picture.src = url;
  return picture.decode().then(
    () => picture,
    () => undefined,
  );
}
