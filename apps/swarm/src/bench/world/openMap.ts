// A Tiled map for the bench: open grass sized for the number of players, with spawn points all over, so that Doubloon runs
// on the same ground as its peers.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gridFor } from "../peers/openWorld.ts";

const TILE_PIXELS = 32;
/** Newcomers spawn near a hunt that is announced, which puts more movers into view than the plan has. */
const NO_HUNTS = ["--hunts", "off"];
/** Spawn points to a side; the loader accepts at most 4,096 in total. */
const MAX_SPAWNS_WIDE = 64;
/** One grey pixel; it is never shown. */
const PIXEL_PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=";

/** Writes an open map for `players` into `folder`; returns the flags of a server on it, with its data in the same folder. */
export async function openWorldArgs(folder: string, players: number): Promise<string[]> {
  const map = join(folder, "open.tmj");
  await writeFile(join(folder, "pixel.png"), Buffer.from(PIXEL_PNG, "base64"));
  await writeFile(map, JSON.stringify(openMap(gridFor(players).sideTiles)));
  // All players come from this machine, so the limits of one address must not apply.
  const flags = ["--port", "0", "--ops-port", "off", "--bots", "0", "--exempt-loopback", ...NO_HUNTS];
  return [...flags, "--data", join(folder, "data"), "--map", map];
}

/** The map in the format of Tiled. */
function openMap(sideTiles: number) {
  const spawnsWide = Math.min(MAX_SPAWNS_WIDE, Math.max(1, Math.floor(sideTiles / 4)));
  const spacing = (sideTiles * TILE_PIXELS) / spawnsWide;
  const spawns = Array.from({ length: spawnsWide * spawnsWide }, (_, i) => ({
    id: i + 1,
    name: "spawn",
    type: "spawn",
    point: true,
    x: (0.5 + (i % spawnsWide)) * spacing,
    y: (0.5 + Math.floor(i / spawnsWide)) * spacing,
    width: 0,
    height: 0,
    rotation: 0,
    visible: true,
  }));
  const layer = { x: 0, y: 0, opacity: 1, visible: true };
  return {
    type: "map",
    version: "1.10",
    tiledversion: "1.10.2",
    orientation: "orthogonal",
    renderorder: "right-down",
    infinite: false,
    width: sideTiles,
    height: sideTiles,
    tilewidth: TILE_PIXELS,
    tileheight: TILE_PIXELS,
    nextlayerid: 3,
    nextobjectid: spawns.length + 1,
    tilesets: [
      {
        firstgid: 1,
        name: "grass",
        image: "pixel.png",
        imagewidth: TILE_PIXELS,
        imageheight: TILE_PIXELS,
        tilewidth: TILE_PIXELS,
        tileheight: TILE_PIXELS,
        tilecount: 1,
        columns: 1,
        margin: 0,
        spacing: 0,
        tiles: [{ id: 0, properties: [{ name: "terrain", type: "string", value: "grass" }] }],
      },
    ],
    layers: [
      {
        ...layer,
        id: 1,
        name: "ground",
        type: "tilelayer",
        width: sideTiles,
        height: sideTiles,
        data: new Array<number>(sideTiles * sideTiles).fill(1),
      },
      { ...layer, id: 2, name: "spawns", type: "objectgroup", draworder: "topdown", objects: spawns },
    ],
  };
}
