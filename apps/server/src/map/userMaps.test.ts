// Maps as users bring them: from old versions of Tiled, with templates, and with files outside the map root.
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadMap } from "./loadMap.ts";
import { MapError } from "./mapError.ts";
import { jsonMap, plainForm, smallImage, writeTestMap } from "./testing/testMap.ts";

let top = "";
let folder = "";

beforeEach(async () => {
  top = await mkdtemp(join(tmpdir(), "doubloon-wild-"));
  folder = join(top, "maps", "island");
  await mkdir(folder, { recursive: true });
});
afterEach(() => rm(top, { recursive: true }));

type Shape = Record<string, unknown>;

async function write(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** The plain map after a change, beside its image. */
async function changed(change: (map: ReturnType<typeof jsonMap>) => void): Promise<string> {
  const map = jsonMap(plainForm);
  change(map);
  await write("small.png", smallImage());
  return write("changed.tmj", JSON.stringify(map));
}

/** A map as Tiled 0.9 saves it: with a document type, without numbers of tiles and columns. */
const oldTiled = (image: string) => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE map SYSTEM "http://mapeditor.org/dtd/1.0/map.dtd">
<map version="1.0" orientation="orthogonal" width="3" height="2" tilewidth="16" tileheight="16">
 <tileset firstgid="1" name="old" tilewidth="16" tileheight="16">${image}</tileset>
 <layer name="Ground" width="3" height="2"><data encoding="csv">1,2,3,4,1,2</data></layer>
</map>`;

describe("a map of an old version of Tiled", () => {
  it("is accepted with its document type; its tiles are counted from the image size in the file", async () => {
    await write("small.png", smallImage());
    const path = await write("old.tmx", oldTiled('<image source="small.png" width="32" height="32"/>'));
    const { description } = await loadMap(path);
    expect(description.tilesets).toMatchObject([{ tileCount: 4, columns: 2 }]);
  });

  it("has its tiles counted from the image itself if the file has no size", async () => {
    await write("small.png", smallImage());
    const { description } = await loadMap(await write("old.tmx", oldTiled('<image source="small.png"/>')));
    expect(description.tilesets).toMatchObject([{ tileCount: 4, columns: 2 }]);
  });

  it("counts margin and spacing as Tiled does", async () => {
    const path = await changed((map) => {
      const tileset = map.tilesets[0] as Shape;
      delete tileset["tilecount"];
      delete tileset["columns"];
      // 265 x 199 with 1 pixel around and between tiles of 32: Tiled's desert, 8 x 6 tiles.
      const image = { imagewidth: 265, imageheight: 199, margin: 1, spacing: 1 };
      Object.assign(tileset, { tilewidth: 32, tileheight: 32, ...image });
    });
    const { description } = await loadMap(path);
    expect(description.tilesets).toMatchObject([{ tileCount: 48, columns: 8 }]);
  });

  it.each([
    [
      "too small for a tile",
      '<image source="small.png" width="8" height="32"/>',
      /8 x 32 pixels, expected room/,
    ],
    ["not an image", '<image source="old.tmx"/>', /old\.tmx: has no readable image size/],
    ["missing", '<image source="no.png"/>', /no\.png: cannot be read \(ENOENT\)/],
  ])("is rejected if its image is %s", async (_title, image, message) => {
    await write("small.png", smallImage());
    const loading = loadMap(await write("old.tmx", oldTiled(image)));
    await expect(loading).rejects.toThrow(MapError);
    await expect(loading).rejects.toThrow(message);
  });

  it("is rejected with the right line number if its XML is not well formed", async () => {
    const text = oldTiled('<image source="small.png"/>')
      .replace("SYSTEM", "\nSYSTEM\n")
      .replace("</data>", "");
    await expect(loadMap(await write("cut.tmx", text))).rejects.toThrow(/cut\.tmx: line 7, column/);
  });

  it.each([
    '<!DOCTYPE map [<!ENTITY a "b">]><map/>',
    '<!DOCTYPE map SYSTEM "x" [<!ENTITY % a SYSTEM "file:///etc/passwd">]><map/>',
    '<!DOCTYPE map SYSTEM "x"><!DOCTYPE map SYSTEM "y"><map/>',
  ])("is rejected if its document type has declarations: %s", async (text) => {
    await expect(loadMap(await write("type.tmx", text))).rejects.toThrow(
      /has a document type with declarations/,
    );
  });
});

describe("a collection of images", () => {
  const collection = (tile: Shape) => (map: ReturnType<typeof jsonMap>) => {
    const image = { image: "small.png", imagewidth: 32, imageheight: 32 };
    const tiles = [1, 2, 3].map((id) => ({ id, ...image }));
    map.tilesets = [
      {
        firstgid: 1,
        name: "parts",
        columns: 0,
        tilecount: 4,
        tilewidth: 32,
        tileheight: 32,
        tiles: [{ id: 0, ...image, ...tile }, ...tiles],
      },
    ] as never;
  };

  it("may use a part of an image as a tile", async () => {
    const path = await changed(collection({ x: 16, y: 4, width: 8, height: 12 }));
    const { description } = await loadMap(path);
    expect(description.tilesets[0]).toMatchObject({ imageX: 16, imageY: 4, tileWidth: 8, tileHeight: 12 });
    expect(description.tilesets[1]).not.toHaveProperty("imageX");
    expect(description.tilesets[1]).toMatchObject({ tileWidth: 32, tileHeight: 32 });
  });

  it("is rejected if a part extends beyond its image", async () => {
    const path = await changed(collection({ x: 16, width: 17 }));
    await expect(loadMap(path)).rejects.toThrow(/tile 0: width is 17, expected a whole number from 1 to 16/);
  });
});

describe("an object template", () => {
  const spawnAt = (object: Shape) => (map: ReturnType<typeof jsonMap>) => {
    (map.layers[2] as unknown as { objects: Shape[] }).objects = [{ id: 1, x: 40, y: 72, ...object }];
  };
  const tx = `<?xml version="1.0" encoding="UTF-8"?>
<template><object name="spawn" width="16" height="16"><properties><property name="spawn" type="bool" value="true"/></properties></object></template>`;

  it("supplies the fields that the object does not have", async () => {
    await write("start.tx", tx);
    await write(
      "start.tj",
      JSON.stringify({ type: "template", object: { name: "spawn", width: 16, height: 16 } }),
    );
    for (const template of ["start.tx", "start.tj"]) {
      const { world } = await loadMap(await changed(spawnAt({ template, x: 3 * 16, y: 6 * 16 })));
      expect(world.spawns).toEqual([{ tileX: 3, tileY: 6 }]);
    }
  });

  it("is overridden by the object, property by property", async () => {
    await write("start.tx", tx);
    const own = {
      template: "start.tx",
      name: "door",
      properties: [{ name: "spawn", type: "bool", value: false }],
    };
    const { world } = await loadMap(await changed(spawnAt(own)));
    // The centre of the largest area, because the object is not a spawn point.
    expect(world.spawns).toEqual([{ tileX: 9, tileY: 8 }]);
  });

  it.each([
    [
      "no.tx",
      undefined,
      /no\.tx: cannot be read \(ENOENT\), expected the object template that .*changed\.tmj refers to/,
    ],
    ["empty.tx", "<template/>", /empty\.tx: object: missing, expected an object/],
    ["other.tx", "<map/>", /other\.tx: no <template> element/],
    ["../../../x.tx", "<template/>", /x\.tx: (cannot be read|lies outside)/],
  ])("that is unusable is named in the error: %s", async (template, content, message) => {
    if (content !== undefined && !template.startsWith("..")) await write(template, content);
    await expect(loadMap(await changed(spawnAt({ template })))).rejects.toThrow(message);
  });
});

describe("a map's files", () => {
  it("may lie in the parent of the map's folder, like tilesets shared by several maps", async () => {
    await mkdir(join(top, "maps", "shared"));
    await writeFile(join(top, "maps", "shared", "small.png"), smallImage());
    const path = await changed((map) => Object.assign(map.tilesets[0], { image: "../shared/small.png" }));
    expect((await loadMap(path)).images.size).toBe(1);
  });

  it("may lie elsewhere only if the map root is set", async () => {
    await writeFile(join(top, "private.png"), smallImage());
    const path = await changed((map) => Object.assign(map.tilesets[0], { image: "../../private.png" }));
    await expect(loadMap(path)).rejects.toThrow(
      /private\.png: lies outside .*maps\/, expected the image of tileset "small" of .* under the map root/,
    );
    expect((await loadMap(path, top)).images.size).toBe(1);
  });

  it("are not read through a symbolic link to a file outside the map root", async () => {
    await writeFile(join(top, "private.png"), smallImage());
    await symlink(join(top, "private.png"), join(folder, "linked.png"));
    const path = await changed((map) => Object.assign(map.tilesets[0], { image: "linked.png" }));
    await expect(loadMap(path)).rejects.toThrow(/linked\.png: lies outside/);
  });

  it("are not read for an external tileset outside the map root", async () => {
    await writeFile(join(top, "secret.tsj"), "{}");
    const path = await changed((map) =>
      Object.assign(map, { tilesets: [{ firstgid: 1, source: "../../secret.tsj" }] }),
    );
    await expect(loadMap(path)).rejects.toThrow(/secret\.tsj: lies outside/);
  });

  it("need a map root that is a folder", async () => {
    const path = await writeTestMap(folder, plainForm);
    await expect(loadMap(path, join(top, "nowhere"))).rejects.toThrow(/nowhere: cannot be read \(ENOENT\)/);
    await expect(loadMap(path, path)).rejects.toThrow(/is not a folder/);
  });
});

describe("layers that decompress to more cells than allowed", () => {
  const side = 4096;
  const packed = deflateSync(Buffer.alloc(side * side * 4)).toString("base64");
  const layer = {
    type: "tilelayer",
    encoding: "base64",
    compression: "zlib",
    data: packed,
    width: side,
    height: side,
  };

  it("are rejected before decompression in a finite map", async () => {
    const path = await changed((map) => {
      const layers = Array.from({ length: 100 }, (_, i) => ({ ...layer, name: `L${i}` }));
      Object.assign(map, { width: side, height: side, layers });
    });
    await expect(loadMap(path)).rejects.toThrow(
      /layer "L4": the layers up to this one have 83886080 cells, expected at most 67108864/,
    );
  });

  it("are rejected before decompression in an infinite map", async () => {
    const path = await changed((map) => {
      const chunks = Array.from({ length: 100 }, () => ({
        x: 0,
        y: 0,
        width: side,
        height: side,
        data: packed,
      }));
      const infinite = { type: "tilelayer", name: "L", encoding: "base64", compression: "zlib", chunks };
      Object.assign(map, { infinite: true, layers: [infinite] });
    });
    await expect(loadMap(path)).rejects.toThrow(
      /chunk at column 0, row 0: the layers up to this one have 83886080/,
    );
  });
});

it("a map with object layers only is rejected for its missing tile layer, whatever its tilesets", async () => {
  const path = await changed((map) => Object.assign(map, { layers: [map.layers[2]] }));
  await expect(loadMap(path)).rejects.toThrow(/no tile layer, expected at least one/);
});
