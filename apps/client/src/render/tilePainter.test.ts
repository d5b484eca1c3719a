import type { DrawnTileset, MapDescription } from "@doubloon/shared/map";
import { CHUNK_TILES } from "@doubloon/shared/space";
import { expect, it } from "vitest";
import { TilePainter } from "./tilePainter.ts";

const tileset: DrawnTileset = {
  name: "parts",
  image: "images/0.png",
  firstGid: 1,
  tileCount: 4,
  columns: 2,
  tileWidth: 16,
  tileHeight: 16,
  margin: 1,
  spacing: 2,
};
const picture = {} as CanvasImageSource;

/** The tile's source rectangle in its image: `[x, y, width, height]` in pixels. */
function sourceOf(drawn: DrawnTileset, gid: number): number[] {
  const calls: number[][] = [];
  const context = {
    setTransform: () => {},
    drawImage: (_picture: unknown, ...numbers: number[]) => calls.push(numbers),
  } as unknown as CanvasRenderingContext2D;
  const map = {
    tileWidth: 16,
    tileHeight: 16,
    tilesets: [drawn],
    layers: [{ name: "Ground", opacity: 1, above: false }],
  } as unknown as MapDescription;
  const gids = new Uint32Array(CHUNK_TILES * CHUNK_TILES);
  gids[0] = gid;
  const chunk = { blocked: new Uint8Array(gids.length), layers: [gids] };
  new TilePainter(map, [picture]).paint(context, chunk, false);
  expect(calls).toHaveLength(1);
  return calls[0].slice(0, 4);
}

it("finds a tile by column and row, with margin and spacing", () => {
  expect(sourceOf(tileset, 4)).toEqual([19, 19, 16, 16]);
});

it("adds the tiles' offset in the image", () => {
  expect(sourceOf({ ...tileset, imageX: 100, imageY: 30 }, 4)).toEqual([119, 49, 16, 16]);
});
