// The caches of one's own that players look for outside hunts, and the key that decides where they and the day's glints lie.
// A search begins with a command and ends with the find, a hunt, or the player leaving; it is not saved.
import type { TileRect } from "@doubloon/shared/hunt/definition";
import type { WorldMap } from "@doubloon/shared/map";
import type { DailyKeys } from "./dailyKeys.ts";
import { LandParts } from "./landParts.ts";

export type SoloKind = "tutorial" | "daily";

/** One player's search. Places are secret, as in a hunt. */
export interface SoloSearch {
  readonly kind: SoloKind;
  /** What the player is told: the cache lies in here. */
  readonly zone: TileRect;
  readonly tileX: number;
  readonly tileY: number;
  /** What the detector measures, in sub-tile units. */
  readonly phantomX: number;
  readonly phantomY: number;
  /** Key of the noise of its readings. */
  readonly noiseKey: Uint8Array;
  struck: boolean;
  /** Ticks of work done. */
  work: number;
}

export class Solo {
  /** The world's key of what is not part of a hunt: 32 bytes; undefined until the server has given it. */
  secret: Uint8Array | undefined;
  /** By account row. */
  readonly searches = new Map<number, SoloSearch>();
  /** The day whose glints lie on the map; 0 for none yet. */
  glintDay = 0;
  /** The next group of chunks that gets its glint of the day. */
  glintCursor = 0;
  /** Derived from the secret and the day. */
  keys: DailyKeys | undefined;
  /** Derived from the map. */
  readonly parts: LandParts;

  constructor(map: WorldMap) {
    this.parts = new LandParts(map);
  }
}
