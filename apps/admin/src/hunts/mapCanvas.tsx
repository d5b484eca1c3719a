// Draws the live map on a canvas: the land, rooms as squares above it, zones of hunts as frames, caches as dots.
import {
  type AdminCache,
  type AdminHunt,
  LAND_CELL_TILES,
  type LandPicture,
  type LiveMap,
} from "@doubloon/shared/protocol/adminHunts";
import { CHUNK_TILES } from "@doubloon/shared/space";
import { type MouseEvent, useEffect, useMemo, useRef } from "react";
import type { TileText } from "./dropLoot.tsx";
import { landPixels, type MapLayer, mapPixels } from "./liveMapPixels.ts";

interface Props {
  readonly map: LiveMap;
  /** Undefined until it is loaded. */
  readonly land: LandPicture | undefined;
  readonly layer: MapLayer;
  readonly hunts: readonly AdminHunt[];
  readonly caches: readonly AdminCache[];
  /** The chosen tile; empty texts for none. */
  readonly tile: TileText;
  readonly onTile: (tile: TileText) => void;
  /** What the picture shows, in words. */
  readonly label: string;
}

/** Side of a room on the canvas, in pixels. */
const ROOM_PX = 16;
const TILE_PX = ROOM_PX / CHUNK_TILES;
/** Half the size of the cross on the chosen tile, in pixels. */
const CROSS_PX = 9;
/** Where no land is known. */
const BARE = "#111b28";
const CACHE_COLOR: Record<AdminCache["state"], string> = {
  hidden: "#ff8f87",
  struck: "#f2b94b",
  found: "#5fd08b",
  lost: "#9fb1c2",
};

export function MapCanvas({ map, land, layer, hunts, caches, tile, onTile, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const ground = useMemo(() => (land === undefined ? undefined : paintLand(land)), [land]);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    draw(context, ground, map, layer, hunts, caches);
    drawCross(context, tile);
  }, [ground, map, layer, hunts, caches, tile]);

  /** By keyboard, the fields of dropLoot.tsx choose a tile. */
  function choose({ nativeEvent: { offsetX, offsetY }, currentTarget }: MouseEvent<HTMLCanvasElement>): void {
    const { clientWidth, clientHeight } = currentTarget;
    const tileAt = (offset: number, size: number, chunks: number) =>
      String(
        Math.max(0, Math.min(chunks * CHUNK_TILES - 1, Math.floor((offset / size) * chunks * CHUNK_TILES))),
      );
    onTile({
      x: tileAt(offsetX, clientWidth, map.chunksWide),
      y: tileAt(offsetY, clientHeight, map.chunksHigh),
    });
  }

  return (
    <canvas
      ref={canvas}
      onClick={choose}
      className="live-map"
      role="img"
      aria-label={label}
      width={map.chunksWide * ROOM_PX}
      height={map.chunksHigh * ROOM_PX}
      data-testid="live-map"
    />
  );
}

/** The land as a picture, one pixel a square. */
function paintLand(land: LandPicture): HTMLCanvasElement {
  const picture = document.createElement("canvas");
  picture.width = land.columns;
  picture.height = land.rows;
  picture.getContext("2d")?.putImageData(new ImageData(landPixels(land), land.columns, land.rows), 0, 0);
  return picture;
}

function draw(
  context: CanvasRenderingContext2D,
  ground: HTMLCanvasElement | undefined,
  map: LiveMap,
  layer: MapLayer,
  hunts: readonly AdminHunt[],
  caches: readonly AdminCache[],
): void {
  context.fillStyle = BARE;
  context.fillRect(0, 0, map.chunksWide * ROOM_PX, map.chunksHigh * ROOM_PX);
  context.imageSmoothingEnabled = false;
  const cellPx = LAND_CELL_TILES * TILE_PX;
  if (ground) context.drawImage(ground, 0, 0, ground.width * cellPx, ground.height * cellPx);
  const pixels = mapPixels(map, layer);
  for (let room = 0; room < map.chunksWide * map.chunksHigh; room++) {
    const [red, green, blue, opaque] = pixels.subarray(room * 4, room * 4 + 4);
    if (opaque === 0) continue;
    context.fillStyle = `rgb(${red} ${green} ${blue} / ${opaque / 255})`;
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

/** Marks the middle of the chosen tile. */
function drawCross(context: CanvasRenderingContext2D, { x, y }: TileText): void {
  if (x === "" || y === "") return;
  const [middleX, middleY] = [(Number(x) + 0.5) * TILE_PX, (Number(y) + 0.5) * TILE_PX];
  context.strokeStyle = "#ffffff";
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(middleX - CROSS_PX, middleY);
  context.lineTo(middleX + CROSS_PX, middleY);
  context.moveTo(middleX, middleY - CROSS_PX);
  context.lineTo(middleX, middleY + CROSS_PX);
  context.stroke();
}
