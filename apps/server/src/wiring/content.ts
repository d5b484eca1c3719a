// What is played: the map and the loot, the same for the world and for every gateway.
import type { LootRow } from "@doubloon/shared/loot";
import type { Config } from "../config/config.ts";
import { loadLoot } from "../content/loadLoot.ts";
import { type LoadedMap, loadMap } from "../map/loadMap.ts";
import { repositoryPath } from "./repository.ts";

export interface Content {
  readonly map: LoadedMap;
  readonly loot: readonly LootRow[];
}

/** @throws MapError, ContentError */
export async function loadContent(config: Config): Promise<Content> {
  const [map, loot] = await Promise.all([
    loadMap(config.map, config.mapRoot),
    loadLoot(repositoryPath("content/loot.json")),
  ]);
  return { map, loot };
}
