// Serves the content that is the same for all players at /content/VERSION.json: where the map is, and the loot kinds. The
// address contains the content's hash, so it can be cached for ever. Any other version is not found. /content/current.json, for
// the console, leads to it.
import { createHash } from "node:crypto";
import type { LootKind } from "@doubloon/shared/loot";
import type { GameContent, MapInfo } from "@doubloon/shared/protocol/events";
import type { FastifyInstance } from "fastify";

const IMMUTABLE = "public, max-age=31536000, immutable";
/** Characters of the hash in the address: 96 bits. */
const VERSION_CHARACTERS = 24;

export interface PublishedContent {
  /** Path on the server. */
  readonly url: string;
  /** JSON of a `GameContent`. */
  readonly json: string;
}

/** Builds the published content. Rows in `lootKinds` may have more fields; only those that clients may know are published. */
export function publishContent(map: MapInfo, lootKinds: readonly LootKind[]): PublishedContent {
  const content: GameContent = {
    map,
    lootKinds: lootKinds.map(({ number, name, shape, color, rarity, value, tool }) => ({
      number,
      name,
      shape,
      color,
      rarity,
      value,
      ...(tool === undefined ? {} : { tool }),
    })),
  };
  const json = JSON.stringify(content);
  const version = createHash("sha256").update(json).digest("hex").slice(0, VERSION_CHARACTERS);
  return { url: `/content/${version}.json`, json };
}

/** Adds the routes. Any other version is answered with 404 and JSON. */
export function contentRoutes(app: FastifyInstance, { url, json }: PublishedContent): void {
  app.get(url, (_request, reply) =>
    reply.header("cache-control", IMMUTABLE).type("application/json").send(json),
  );
  app.get("/content/current.json", (_request, reply) =>
    reply.header("cache-control", "no-cache").redirect(url, 302),
  );
  app.get("/content/*", (_request, reply) =>
    reply
      .code(404)
      .header("cache-control", "no-cache")
      .send({ error: "notFound", message: "This server plays another version of the content." }),
  );
}
