// The interface between the scene and the session, in both directions. Types only.
import type { TileRect } from "@doubloon/shared/hunt/definition";
import type { MoverId } from "@doubloon/shared/ids";
import type { LootKind } from "@doubloon/shared/loot";
import type { MapDescription } from "@doubloon/shared/map";
import type { TilePainter } from "../render/tilePainter.ts";
import type { Waypoint } from "../world/findPath.ts";
import type { GameWorld } from "../world/gameWorld.ts";
import type { TerrainStore } from "../world/terrainStore.ts";

/**
 * What happens near the player and is heard: a spade's stroke, a struck cache, a chest that opens, a mimic that
 * snaps, a rocket.
 */
export type SceneSound = "dig" | "thud" | "chest" | "mimic" | "firework";

/** The data that the scene reads, and the events that it reports. */
export interface HuntModel {
  readonly map: MapDescription;
  readonly painter: TilePainter;
  readonly lootKinds: ReadonlyMap<number, LootKind>;
  readonly terrain: TerrainStore;
  /** The current world; another one after each connection. */
  world(): GameWorld;
  ownName(): string;
  /** The leader of a hunt, who wears the crown. */
  leader(): MoverId | undefined;
  /** The zone of the hunt that the player takes part in or is called to. */
  zone(): TileRect | undefined;
  /** Whether the player carries a lantern. */
  lantern(): boolean;
  /** A quick phrase in the page's language, 0 to PHRASES - 1. */
  phrase(phrase: number): string | undefined;
  /** The destination of a walk that a tap started. */
  destination(): Waypoint | undefined;
  nowMs(): number;
  random(): number;
  /** Whether the player wants little motion: nothing shakes, flies or glitters. */
  reducedMotion(): boolean;
  /** An animation frame starts; the controls are read now. */
  frameStarts(nowMs: number): void;
  /** A strip of a chunk was painted, `y` pixels below the chunk's north edge; first the layers below the players. */
  painted(column: number, row: number, y: number, strip: HTMLCanvasElement): void;
  /** The player has picked up treasure, as far as the scene can tell. */
  pickedUp(kind: LootKind): void;
  /** Something is heard; `nearness` is 1 beside the player and falls to 0 out of hearing. */
  heard(sound: SceneSound, nearness: number): void;
}

/** The operations of a running scene. */
export interface HuntStage {
  /** Map position, in sub-tile units, of a page position. */
  mapPositionAt(pageX: number, pageY: number): Waypoint;
  /** Page position of a map position in sub-tile units. */
  pageAt(xSub: number, ySub: number): { readonly x: number; readonly y: number };
  /** Shows the points (`value`) of an award, rising from the tile of the loot. */
  award(kind: LootKind, value: number, tileX: number, tileY: number): void;
  /** Fireworks and confetti for this long; nothing with reduced motion. */
  celebrate(lengthMs: number): void;
  /** Whether the terrain in view has been drawn. */
  readonly drawn: boolean;
  destroy(): void;
}
