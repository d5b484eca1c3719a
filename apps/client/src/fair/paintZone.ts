// Paints a zone of the map on a canvas, chunk by chunk, with the painter that draws the world.
import { chunksOf } from "@doubloon/shared/fair/verify/chunkGround";
import type { TileRect } from "@doubloon/shared/hunt/definition";
import { CHUNK_TILES } from "@doubloon/shared/space";
import { decodeMapChunk } from "@doubloon/shared/wire/mapChunk";
import { MapSource } from "../net/mapSource.ts";
import { TilePainter } from "../render/tilePainter.ts";

/** Pixels of the longer side. */
const CANVAS_PX = 1536;
const FETCHES = 6;

/**
 * @param url of the map's description
 * @throws Error if the map cannot be fetched
 */
export async function paintZone(
  canvas: HTMLCanvasElement,
  zone: TileRect,
  url: string,
  signal: AbortSignal,
): Promise<void> {
  const scale = CANVAS_PX / Math.max(zone.width, zone.height);
  canvas.width = Math.round(zone.width * scale);
  canvas.height = Math.round(zone.height * scale);
  const context = canvas.getContext("2d");
  const picture = document.createElement("canvas");
  const pictureContext = picture.getContext("2d");
  if (context === null || pictureContext === null) throw new Error("this browser has no 2D canvas");
  const source = new MapSource(url, window.location.href);
  const map = await source.description();
  const painter = new TilePainter(map, await source.pictures(map));
  picture.width = CHUNK_TILES * map.tileWidth;
  picture.height = CHUNK_TILES * map.tileHeight;
  const places = chunksOf([zone], map.widthTiles, map.heightTiles);
  for (let i = 0; i < places.length; i += FETCHES) {
    const some = places.slice(i, i + FETCHES);
    const chunks = await Promise.all(some.map(({ column, row }) => source.chunk(column, row)));
    if (signal.aborted) return;
    for (const [n, { column, row }] of some.entries()) {
      const chunk = decodeMapChunk(chunks[n]);
      pictureContext.clearRect(0, 0, picture.width, picture.height);
      for (const above of [false, true]) painter.paint(pictureContext, chunk, above);
      const side = CHUNK_TILES * scale;
      context.drawImage(
        picture,
        (column * CHUNK_TILES - zone.x) * scale,
        (row * CHUNK_TILES - zone.y) * scale,
        side,
        side,
      );
    }
  }
}
