// What all players of one process share.
import type { MapInfo } from "@doubloon/shared/protocol/events";
import type { ChunkGrid } from "@doubloon/shared/space";
import type { Target } from "../lib/target.ts";
import type { Upgrade } from "../ws/upgrade.ts";
import type { Tally } from "./tally.ts";
import type { Waypoint } from "./walkers/course.ts";
import type { FramePeek } from "./walkers/framePeek.ts";
import type { Player } from "./walkers/player.ts";
import type { Route } from "./walkers/route.ts";

export interface PlayersContext {
  readonly target: Target;
  readonly upgrade: Upgrade;
  readonly readBuffer: Uint8Array;
  readonly nowMs: () => number;
  /** From 0 to below 1. */
  readonly random: () => number;
  readonly tally: Tally;
  readonly peek: FramePeek;
  /** How the map is cut, known once the content that the first welcome tells of is here. */
  grid: ChunkGrid | undefined;
  /** True if players stay where they came in until there is a route. */
  readonly still: boolean;
  /** An acknowledgement goes alone when nothing else has gone for this long. */
  readonly ackAloneAfterMs: number;
  /** The map, known with the grid. */
  map: Promise<MapInfo> | undefined;
  /** The way that everybody walks; undefined if everybody wanders. */
  route: Route | undefined;
  /** A player has been told where to find what is the same for all. */
  onContent(url: string): void;
  onJoined(player: Player): void;
  /** A player's place on joining. */
  onPlace(place: Waypoint): void;
  /** A connection ended: the player is waiting to come back, or over. */
  onWaiting(player: Player, wasPlaying: boolean): void;
}
