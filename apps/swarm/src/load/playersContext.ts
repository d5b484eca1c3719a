// State and services that all players of one process share. It knows no single player.
import type { MapInfo } from "@doubloon/shared/protocol/events";
import type { ChunkGrid } from "@doubloon/shared/space";
import type { HuntGrounds } from "../hunting/huntGround.ts";
import type { Target } from "../lib/target.ts";
import type { Route } from "../walking/route.ts";
import type { Waypoint } from "../walking/straightWalk.ts";
import type { Upgrade } from "../ws/upgrade.ts";
import type { Tally } from "./tally.ts";
import type { FramePeek } from "./walkers/framePeek.ts";

export interface PlayersContext {
  readonly target: Target;
  readonly upgrade: Upgrade;
  readonly readBuffer: Uint8Array;
  readonly nowMs: () => number;
  /** From 0 to below 1. */
  readonly random: () => number;
  readonly tally: Tally;
  readonly peek: FramePeek;
  /** The map's chunks; known once the content that the first welcome names has been fetched. */
  grid: ChunkGrid | undefined;
  /** True if players stay where they joined until there is a route. */
  readonly still: boolean;
  /** A player sends a bare acknowledgement when it has sent nothing else for this long. */
  readonly bareAckAfterMs: number;
  /** The map, fetched together with the grid. */
  map: Promise<MapInfo> | undefined;
  /** True if players hunt. */
  readonly hunt: boolean;
  /** The ground of hunts; undefined until the map is here, or if players do not hunt. */
  grounds: HuntGrounds | undefined;
  /** The route that all players walk; undefined if they wander. */
  route: Route | undefined;
  /** A welcome has named the address of the shared content. */
  onContent(url: string): void;
  /** A player's position on joining. */
  onPosition(position: Waypoint): void;
}
