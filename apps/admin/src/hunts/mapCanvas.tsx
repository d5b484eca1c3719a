// Draws the live map on a canvas: rooms as squares, zones of hunts as frames, caches as dots.
import type { AdminCache, AdminHunt, LiveMap } from "@doubloon/shared/protocol/adminHunts";
import { CHUNK_TILES } from "@doubloon/shared/space";
import { useEffect, useRef } from "react";
import { type MapLayer, mapPixels } from "./liveMapPixels.ts";

interface Props {
  readonly map: LiveMap;
  readonly layer: MapLayer;
  readonly hunts: readonly AdminHunt[];
  readonly caches: readonly AdminCache[];
  /** What the picture shows, in words. */
  readonly label: string;
}

/** Side of a room on the canvas, in pixels. */
const ROOM_PX = 16;
const TILE_PX = ROOM_PX / CHUNK_TILES;
const CACHE_COLOR: Record<AdminCache["state"], string> = {
  hidden: "#ff8f87",
  struck: "#f2b94b",
  found: "#5fd08b",
  lost: "#9fb1c2",
};

export function MapCanvas({ map, layer, hunts, caches, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context) draw(context, map, layer, hunts, caches);
  }, [map, layer, hunts, caches]);
  return (
    <canvas
      ref={canvas}
      className="live-map"
      role="img"
      aria-label={label}
      width={map.chunksWide * ROOM_PX}
      height={map.chunksHigh * ROOM_PX}
      data-testid="live-map"
    />
  );
}

function draw(
  context: CanvasRenderingContext2D,
  map: LiveMap,
  layer: MapLayer,
  hunts: readonly AdminHunt[],
  caches: readonly AdminCache[],
): void {
  const pixels = mapPixels(map, layer);
  for (let room = 0; room < map.chunksWide * map.chunksHigh; room++) {
    const [red, green, blue] = pixels.subarray(room * 4, room * 4 + 3);
    context.fillStyle = `rgb(${red} ${green} ${blue})`;
    const column = room % map.chunksWide;
    context.fillRect(column * ROOM_PX, Math.floor(room / map.chunksWide) * ROOM_PX, ROOM_PX - 1, ROOM_PX - 1);
  }
  context.lineWidth = 3;
  context.strokeStyle = "#f2b94b";
  for (const { zone } of hunts) {
    if (zone === undefined) continue;
    context.strokeRect(zone.x * TILE_PX, zone.y * TILE_PX, zone.width * TILE_PX, zone.height * TILE_PX);
  }
  for (const { tileX, tileY, state, mimic } of caches) {
    context.fillStyle = CACHE_COLOR[state];
    context.beginPath();
    if (mimic) context.rect(tileX * TILE_PX - 4, tileY * TILE_PX - 4, 8, 8);
    else context.arc(tileX * TILE_PX, tileY * TILE_PX, 5, 0, 2 * Math.PI);
    context.fill();
  }
}
