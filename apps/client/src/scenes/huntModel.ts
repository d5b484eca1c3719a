// What the scene reads and what it tells: the seam between the drawing and the session behind it.
import type { LootKind } from "@doubloon/shared/loot";
import type { MapDescription } from "@doubloon/shared/map";
import type { Waypoint } from "../world/findPath.ts";
import type { GameWorld } from "../world/gameWorld.ts";
import type { TerrainStore } from "../world/terrainStore.ts";

export interface HuntModel {
  readonly map: MapDescription;
  /** Tileset images, in the map's order. */
  readonly pictures: readonly CanvasImageSource[];
  readonly lootKinds: ReadonlyMap<number, LootKind>;
  readonly terrain: TerrainStore;
  /** The world as it is now; another one after each connection. */
  world(): GameWorld;
  ownName(): string;
  /** Where the player is walking to by a tap. */
  destination(): Waypoint | undefined;
  nowMs(): number;
  random(): number;
  /** A frame begins: time for the player's hands. */
  frame(nowMs: number): void;
  /** Treasure went from under the player's feet. */
  pickedUp(kind: LootKind): void;
}

/** What others may ask of a running scene. */
export interface HuntStage {
  /** Sub-tile units of a page position. */
  spotAt(pageX: number, pageY: number): Waypoint;
  /** Page position of a place in sub-tile units. */
  pageAt(xSub: number, ySub: number): { readonly x: number; readonly y: number };
  /** The value of treasure that is the player's now rises from its tile. */
  award(kind: LootKind, value: number, tileX: number, tileY: number): void;
  /** Whether the ground in sight is drawn. */
  readonly drawn: boolean;
  destroy(): void;
}
