// Serves the map over HTTP: description, chunks and images under /map/VERSION/. The address contains the content's
// hash, so everything may be cached for ever. Any other version gets 404. The version leaves landmarks out, so the
// description's address has their hash as well.
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import type { MapInfo } from "@doubloon/shared/protocol/events";
import { CHUNK_TILES } from "@doubloon/shared/space";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ByteCache } from "../lib/byteCache.ts";
import { isKnown } from "../lib/entityTag.ts";
import type { LoadedMap } from "./loadMap.ts";

const IMMUTABLE = "public, max-age=31536000, immutable";
/** Limit of the cache of compressed answers. A chunk of the default map takes about half a KiB. */
const MAX_CACHED_BYTES = 32 * 1024 * 1024;
const NUMBER = /^\d{1,5}$/;
const compress = promisify(brotliCompress);

/** The address and size of the map that `mapRoutes` serves. */
export function mapInfo({ description }: LoadedMap): MapInfo {
  const { version, widthTiles, heightTiles } = description;
  const url = `/map/${version}/map.json?places=${placesHash(description)}`;
  return { version, widthTiles, heightTiles, url };
}

/** Changes with the landmarks: 48 bits, in hex. */
function placesHash({ landmarks }: LoadedMap["description"]): string {
  return createHash("sha256").update(JSON.stringify(landmarks)).digest("hex").slice(0, 12);
}

/** Adds the map's routes. A request for a chunk or image that does not exist gets 404 as JSON. */
export function mapRoutes(app: FastifyInstance, map: LoadedMap): void {
  const { version, widthTiles, heightTiles } = map.description;
  const root = `/map/${version}`;
  const columns = Math.ceil(widthTiles / CHUNK_TILES);
  const rows = Math.ceil(heightTiles / CHUNK_TILES);
  const compressed = new ByteCache(MAX_CACHED_BYTES);

  /** Calls `encode` only if neither the client nor the cache has the bytes. */
  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    key: string,
    type: string,
    encode: () => Uint8Array,
  ) {
    const tag = `W/"${version}/${key}"`;
    reply.header("cache-control", IMMUTABLE).header("vary", "accept-encoding").header("etag", tag);
    if (isKnown(request, tag)) return reply.code(304).send();
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

  const places = placesHash(map.description);
  const description = Buffer.from(JSON.stringify(map.description));
  app.get(`${root}/map.json`, (request, reply) =>
    send(request, reply, `description-${places}`, "application/json", () => description),
  );

  app.get<{ Params: { column: string; row: string } }>(`${root}/chunks/:column/:row`, (request, reply) => {
    const { column, row } = request.params;
    const isChunk = NUMBER.test(column) && NUMBER.test(row) && Number(column) < columns && Number(row) < rows;
    if (!isChunk) {
      return notFound(reply, `No such chunk. Columns are 0 to ${columns - 1}, rows are 0 to ${rows - 1}.`);
    }
    // The key is built from the numbers, so that variant spellings of an address cannot fill the cache.
    const key = `${Number(column)}/${Number(row)}`;
    return send(request, reply, key, "application/octet-stream", () => {
      const bytes = map.chunk(Number(column), Number(row));
      if (bytes === undefined) throw new Error(`chunk ${key} is inside the map but was not encoded`);
      return bytes;
    });
  });

  app.get<{ Params: { name: string } }>(`${root}/images/:name`, (request, reply) => {
    const image = map.images.get(request.params.name);
    if (image === undefined) return notFound(reply, "No such image.");
    return reply.header("cache-control", IMMUTABLE).type(image.contentType).send(image.bytes);
  });
}
