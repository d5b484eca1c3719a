// Loads the content of the game: map, loot and hunts. The world and every gateway load the same content.
import { createHash } from "node:crypto";
import type { HuntDefinition } from "@doubloon/shared/hunt/definition";
import type { LootRow } from "@doubloon/shared/loot";
import { PROTOCOL_VERSION } from "@doubloon/shared/protocol/messages";
import type { Config } from "../config/config.ts";
import { loadHunts } from "../content/hunts/loadHunts.ts";
import { loadLoot } from "../content/loadLoot.ts";
import type { LinkContent } from "../link/session/hello.ts";
import { type LoadedMap, loadMap } from "../map/loadMap.ts";
import { repositoryPath } from "./repository.ts";

export interface Content {
  readonly map: LoadedMap;
  readonly loot: readonly LootRow[];
  /** By id; only the world announces them. */
  readonly hunts: readonly HuntDefinition[];
}

/** @throws MapError, ContentError */
export async function loadContent(config: Config): Promise<Content> {
  const [map, loot, hunts] = await Promise.all([
    loadMap(config.map, config.mapRoot || undefined),
    loadLoot(repositoryPath("content/loot.json")),
    loadHunts(repositoryPath("content/hunts")),
  ]);
  return { map, loot, hunts };
}

/** The identity of the content, which the world and a gateway compare when they connect. */
export function linkContentOf({ map, loot }: Content): LinkContent {
  const hash = createHash("sha256").update(JSON.stringify(loot)).digest("hex").slice(0, 32);
  return { protocol: PROTOCOL_VERSION, map: map.world.version, loot: hash };
}
