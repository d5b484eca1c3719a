// One search: a zone without obstacles, one cache, one player. Counts seconds by the rules of the hunt and knows no player's
// mind. A variant changes how the detector works, to show what each part of it is for.

import { STEP_SUB } from "@doubloon/shared/heading";
import { bandOf, Detector, distanceFromCell } from "@doubloon/shared/hunt/detector";
import {
  CELL_TILES,
  CHARGE_TICKS,
  MAX_CHARGES,
  PHANTOM_TILES,
  PROBE_REACH_TILES,
  PROBE_TICKS,
  READING_COOLDOWN_TICKS,
  STAND_TICKS,
} from "@doubloon/shared/hunt/rules";
import { TILE_SUB } from "@doubloon/shared/space";
import { TICK_HZ } from "@doubloon/shared/time";
import type { Chance } from "./chance.ts";

/** Side of the zone, in tiles. */
export const ZONE_TILES = 192;
/** A search that lasts longer is given up, in seconds. */
export const GIVE_UP_SECONDS = 1800;
const TILES_A_SECOND = (STEP_SUB * TICK_HZ) / TILE_SUB;
/** The noise of a factor of about 1. */
export const NO_NOISE = 128;

/** `game`: as played. `fresh`: each reading has noise of its own. `bare`: no noise, no phantom, no cells. */
export type Variant = "game" | "fresh" | "bare";

export interface SearchReading {
  readonly cellX: number;
  readonly cellY: number;
  readonly band: number;
}

export interface Spot {
  readonly x: number;
  readonly y: number;
}

export class Search {
  readonly variant: Variant;
  readonly cache: Spot;
  /** In sub-tile units. */
  phantom: Spot;
  seconds = 0;
  at: Spot;
  readings = 0;
  digs = 0;
  found = false;
  readonly #chance: Chance;
  readonly #detector: Detector;
  #charges = MAX_CHARGES;
  #chargedAt = 0;
  #readingFrom = 0;

  constructor(chance: Chance, variant: Variant) {
    const spot = () => ({ x: chance.below(ZONE_TILES), y: chance.below(ZONE_TILES) });
    this.variant = variant;
    this.#chance = chance;
    this.cache = spot();
    this.at = spot();
    this.#detector = new Detector(Uint8Array.from({ length: 32 }, () => chance.below(256)));
    const offset = variant === "bare" ? { x: 0, y: 0 } : chance.inDisc(PHANTOM_TILES * TILE_SUB);
    const centre = (tile: number) => tile * TILE_SUB + TILE_SUB / 2;
    this.phantom = { x: centre(this.cache.x) + offset.x, y: centre(this.cache.y) + offset.y };
  }

  get over(): boolean {
    return this.found || this.seconds >= GIVE_UP_SECONDS;
  }

  /** Seconds to walk to a tile. */
  walkSeconds(to: Spot): number {
    return Math.hypot(to.x - this.at.x, to.y - this.at.y) / TILES_A_SECOND;
  }

  /** Seconds to walk to a tile and read there. */
  readSeconds(to: Spot): number {
    const ready = this.#charges > 0 ? 0 : this.#chargedAt + CHARGE_TICKS / TICK_HZ;
    const from = Math.max(
      this.seconds + this.walkSeconds(to),
      ready,
      this.#readingFrom - STAND_TICKS / TICK_HZ,
    );
    return from + STAND_TICKS / TICK_HZ - this.seconds;
  }

  think(seconds: number): void {
    this.seconds += seconds;
    this.#charge();
  }

  walkTo(to: Spot): void {
    this.seconds += this.walkSeconds(to);
    this.at = to;
    this.#charge();
  }

  /** Reads where the player stands, as soon as that is possible. */
  read(): SearchReading {
    this.seconds += this.readSeconds(this.at);
    this.#charge();
    if (this.#charges === MAX_CHARGES) this.#chargedAt = this.seconds;
    this.#charges--;
    this.#readingFrom = this.seconds + READING_COOLDOWN_TICKS / TICK_HZ;
    this.readings++;
    const [cellX, cellY] = [Math.floor(this.at.x / CELL_TILES), Math.floor(this.at.y / CELL_TILES)];
    return { cellX, cellY, band: this.#band(cellX, cellY) };
  }

  /** Probes where the player stands; true on a hit. */
  dig(): boolean {
    this.seconds += PROBE_TICKS / TICK_HZ;
    this.#charge();
    this.digs++;
    const away = Math.max(Math.abs(this.at.x - this.cache.x), Math.abs(this.at.y - this.cache.y));
    this.found = away <= PROBE_REACH_TILES;
    return this.found;
  }

  #band(cellX: number, cellY: number): number {
    const { x, y } = this.phantom;
    if (this.variant === "game") return this.#detector.band(0, cellX, cellY, x, y);
    if (this.variant === "fresh")
      return bandOf(distanceFromCell(cellX, cellY, x, y), this.#chance.below(256));
    const away = Math.hypot(this.at.x - this.cache.x, this.at.y - this.cache.y);
    return bandOf(Math.floor(away * TILE_SUB), NO_NOISE);
  }

  #charge(): void {
    const each = CHARGE_TICKS / TICK_HZ;
    while (this.#charges < MAX_CHARGES && this.seconds >= this.#chargedAt + each) {
      this.#charges++;
      this.#chargedAt += each;
    }
    if (this.#charges === MAX_CHARGES) this.#chargedAt = this.seconds;
  }
}
