// Serves a small picture of the land at /map/land.json, which the console draws its live map on: one byte for each square of
// LAND_CELL_TILES tiles. It shows less than the map's chunks, which anybody may fetch.
import { LAND_BLOCKED, LAND_CELL_TILES, type LandPicture } from "@doubloon/shared/protocol/adminHunts";
import type { FastifyInstance } from "fastify";
import { isKnown, type TaggedJson, tagged } from "../lib/entityTag.ts";
import type { LoadedMap } from "./loadMap.ts";

/** Adds the route. The picture is made once, when it is asked for first. */
export function landRoute(app: FastifyInstance, map: LoadedMap): void {
  let made: TaggedJson | undefined;
  app.get("/map/land.json", (request, reply) => {
    made ??= tagged(landPicture(map.world));
    reply.header("cache-control", "no-cache").header("etag", made.tag);
    if (isKnown(request, made.tag)) return reply.code(304).send();
    return reply.type("application/json").send(made.text);
  });
}

/** The land by squares: each has the terrain of most of its tiles, and is blocked if most of them are. */
export function landPicture(world: LoadedMap["world"]): LandPicture {
  const { widthTiles, heightTiles, terrain, terrains, blocked } = world;
  const columns = Math.ceil(widthTiles / LAND_CELL_TILES);
  const rows = Math.ceil(heightTiles / LAND_CELL_TILES);
  const cells = Buffer.alloc(columns * rows);
  const counts = new Uint8Array(256);
  for (let cell = 0; cell < cells.length; cell++) {
    counts.fill(0);
    const west = (cell % columns) * LAND_CELL_TILES;
    const north = Math.floor(cell / columns) * LAND_CELL_TILES;
    let [most, walls, tiles] = [0, 0, 0];
    for (let y = north; y < Math.min(heightTiles, north + LAND_CELL_TILES); y++) {
      for (let x = west; x < Math.min(widthTiles, west + LAND_CELL_TILES); x++) {
        const tile = y * widthTiles + x;
        const kind = Math.min(terrain[tile], LAND_BLOCKED - 1);
        if (++counts[kind] > counts[most]) most = kind;
        walls += blocked[tile];
        tiles++;
      }
    }
    cells[cell] = most | (2 * walls > tiles ? LAND_BLOCKED : 0);
  }
  return { columns, rows, terrains: terrains.slice(0, LAND_BLOCKED), cells: cells.toString("base64") };
}
