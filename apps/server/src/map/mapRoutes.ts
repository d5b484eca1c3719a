// The map over HTTP: description, chunks and images under /map/VERSION/. Addresses carry the content's hash, so
// everything is cached for ever; another version is not found.
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import type { MapInfo } from "@doubloon/shared/protocol/events";
import { CHUNK_TILES } from "@doubloon/shared/space";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ByteCache } from "../lib/byteCache.ts";
import type { LoadedMap } from "./loadMap.ts";

const IMMUTABLE = "public, max-age=31536000, immutable";
/** Compressed answers kept; a chunk of the default map takes about half a KiB. */
const MAX_CACHED_BYTES = 32 * 1024 * 1024;
const NUMBER = /^\d{1,5}$/;
const compress = promisify(brotliCompress);

/** How clients find the map that `mapRoutes` serves. */
export function mapInfo({ description: { version, widthTiles, heightTiles } }: LoadedMap): MapInfo {
  return { version, widthTiles, heightTiles, url: `/map/${version}/map.json` };
}

/** Serves the map. Whoever asks for another version, or a chunk or image that is not there, gets 404 as JSON. */
export function mapRoutes(app: FastifyInstance, map: LoadedMap): void {
  const { version, widthTiles, heightTiles } = map.description;
  const root = `/map/${version}`;
  const columns = Math.ceil(widthTiles / CHUNK_TILES);
  const rows = Math.ceil(heightTiles / CHUNK_TILES);
  const compressed = new ByteCache(MAX_CACHED_BYTES);

  /** `encode` is called only if neither the asker nor the cache has the bytes. */
  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    key: string,
    type: string,
    encode: () => Uint8Array,
  ) {
    const tag = `W/"${version}/${key}"`;
    reply.header("cache-control", IMMUTABLE).header("vary", "accept-encoding").header("etag", tag);
    if (request.headers["if-none-match"]?.includes(tag)) return reply.code(304).send();
    reply.type(type);
    if (!/\bbr\b/.test(request.headers["accept-encoding"] ?? "")) return reply.send(Buffer.from(encode()));
    const bytes = await compressed.get(key, () =>
      compress(encode(), { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
    );
    return reply.header("content-encoding", "br").send(bytes);
  }

  function notFound(reply: FastifyReply, what: string) {
    return reply.code(404).header("cache-control", "no-cache").send({ error: "notFound", message: what });
  }

  const description = Buffer.from(JSON.stringify(map.description));
  app.get(`${root}/map.json`, (request, reply) =>
    send(request, reply, "description", "application/json", () => description),
  );

  app.get<{ Params: { column: string; row: string } }>(`${root}/chunks/:column/:row`, (request, reply) => {
    const { column, row } = request.params;
    const isChunk = NUMBER.test(column) && NUMBER.test(row) && Number(column) < columns && Number(row) < rows;
    if (!isChunk) {
      return notFound(reply, `No such chunk: expected columns 0 to ${columns - 1}, rows 0 to ${rows - 1}.`);
    }
    // The key is built from numbers, so that no spelling of an address fills the cache.
    const key = `${Number(column)}/${Number(row)}`;
    return send(request, reply, key, "application/octet-stream", () => {
      const bytes = map.chunk(Number(column), Number(row));
      if (bytes === undefined) throw new Error(`chunk ${key} is within the map and not there`);
      return bytes;
    });
  });

  app.get<{ Params: { name: string } }>(`${root}/images/:name`, (request, reply) => {
    const image = map.images.get(request.params.name);
    if (image === undefined) return notFound(reply, "No such image.");
    return reply.header("cache-control", IMMUTABLE).type(image.contentType).send(image.bytes);
  });
}
