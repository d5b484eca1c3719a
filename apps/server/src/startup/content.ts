// Loads the content of the game, map and loot. The world and every gateway load the same content.
import { createHash } from "node:crypto";
import type { LootRow } from "@doubloon/shared/loot";
import { PROTOCOL_VERSION } from "@doubloon/shared/protocol/messages";
import type { Config } from "../config/config.ts";
import { loadLoot } from "../content/loadLoot.ts";
import type { LinkContent } from "../link/session/hello.ts";
import { type LoadedMap, loadMap } from "../map/loadMap.ts";
import { repositoryPath } from "./repository.ts";

export interface Content {
  readonly map: LoadedMap;
  readonly loot: readonly LootRow[];
}

/** @throws MapError, ContentError */
export async function loadContent(config: Config): Promise<Content> {
  const [map, loot] = await Promise.all([
    loadMap(config.map, config.mapRoot || undefined),
    loadLoot(repositoryPath("content/loot.json")),
  ]);
  return { map, loot };
}

/** The identity of the content, which the world and a gateway compare when they connect. */
export function linkContentOf({ map, loot }: Content): LinkContent {
  const hash = createHash("sha256").update(JSON.stringify(loot)).digest("hex").slice(0, 32);
  return { protocol: PROTOCOL_VERSION, map: map.world.version, loot: hash };
}
