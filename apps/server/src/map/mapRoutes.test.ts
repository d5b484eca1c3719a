import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type LoadedMap, loadMap } from "./loadMap.ts";
import { mapInfo, mapRoutes } from "./mapRoutes.ts";
import { plainForm, smallImage, writeTestMap } from "./testing/testMap.ts";

let app: FastifyInstance;
let map: LoadedMap;
let root = "";
/** The chunks that the routes encoded. */
const encoded: string[] = [];

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), "doubloon-routes-"));
  map = await loadMap(await writeTestMap(folder, plainForm));
  await rm(folder, { recursive: true });
  app = fastify();
  const { chunk } = map;
  mapRoutes(app, {
    ...map,
    chunk(column, row) {
      encoded.push(`${column}/${row}`);
      return chunk(column, row);
    },
  });
  root = `/map/${map.description.version}`;
});
afterAll(() => app.close());

it("serves the description at the address in the map info", async () => {
  const info = mapInfo(map);
  expect(info).toMatchObject({ widthTiles: 20, heightTiles: 18, version: map.world.version });
  const answer = await app.inject(info.url);
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toEqual(map.description);
  expect(answer.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
});

it("gives the description another address when landmarks change, because its version stays and it is cached for ever", () => {
  const mill = { name: "old mill", kind: "place", tileX: 1, tileY: 2 } as const;
  const named = { ...map, description: { ...map.description, landmarks: [mill] } };
  expect(mapInfo(named).version).toBe(mapInfo(map).version);
  expect(mapInfo(named).url).not.toBe(mapInfo(map).url);
  expect(mapInfo(named).url.split("?")[0]).toBe(mapInfo(map).url.split("?")[0]);
});

it("serves chunks plain, and compressed to clients that accept it, with identical content", async () => {
  const plain = await app.inject(`${root}/chunks/1/1`);
  expect(plain.headers["content-encoding"]).toBeUndefined();
  expect(new Uint8Array(plain.rawPayload)).toEqual(map.chunk(1, 1));
  for (const _ of [1, 2]) {
    const packed = await app.inject({
      url: `${root}/chunks/1/1`,
      headers: { "accept-encoding": "gzip, br" },
    });
    expect(packed.headers).toMatchObject({ "content-encoding": "br", vary: "accept-encoding" });
    expect(new Uint8Array(brotliDecompressSync(packed.rawPayload))).toEqual(map.chunk(1, 1));
  }
});

it("encodes a chunk once for all compressed answers, and not at all for a client that has it", async () => {
  const get = (headers: Record<string, string>) =>
    app.inject({ url: `${root}/chunks/0/1`, headers: { "accept-encoding": "br", ...headers } });
  encoded.length = 0;
  const answers = await Promise.all([get({}), get({}), get({})]);
  await get({});
  expect(encoded).toEqual(["0/1"]);
  const tag = String(answers[0].headers.etag);
  const known = await get({ "if-none-match": `"other", ${tag}` });
  expect([known.statusCode, known.payload]).toEqual([304, ""]);
  expect(
    (await app.inject({ url: `${root}/chunks/1/0`, headers: { "if-none-match": tag } })).statusCode,
  ).toBe(200);
  expect(encoded).toEqual(["0/1", "1/0"]);
});

it("serves images unchanged", async () => {
  const answer = await app.inject(`${root}/${map.description.tilesets[0].image}`);
  expect(answer.headers["content-type"]).toBe("image/png");
  expect(answer.rawPayload).toEqual(smallImage());
});

it.each([
  "chunks/2/0",
  "chunks/0/2",
  "chunks/-1/0",
  "chunks/x/0",
  "chunks/99999/0",
  "images/none.png",
  "images/..%2f0.png",
])("answers %s with 404 as JSON that must not be cached", async (path) => {
  const answer = await app.inject(`${root}/${path}`);
  expect(answer.statusCode).toBe(404);
  expect(answer.json()).toMatchObject({ error: "notFound" });
  expect(answer.headers["cache-control"]).toBe("no-cache");
});
