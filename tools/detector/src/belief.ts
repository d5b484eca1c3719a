// What a player can infer: the shipped solver for the game, and plain elimination for the bare variant. Adds what players ask of
// it: the best place to dig, the spread, and samples.
import { CacheSolver } from "@doubloon/shared/hunt/cacheSolver";
import { bandOf } from "@doubloon/shared/hunt/detector";
import { PROBE_REACH_TILES } from "@doubloon/shared/hunt/rules";
import { TILE_SUB } from "@doubloon/shared/space";
import type { Chance } from "./chance.ts";
import { NO_NOISE, type Search, type SearchReading, type Spot, ZONE_TILES } from "./search.ts";

const ZONE = { x: 0, y: 0, width: ZONE_TILES, height: ZONE_TILES };

export class Belief {
  readonly #solver = new CacheSolver(ZONE, () => true);
  /** For the bare variant: 1 for tiles that every reading allows. */
  readonly #allowed = new Float64Array(ZONE_TILES * ZONE_TILES).fill(1);
  readonly #bare: boolean;
  readonly #rows = new Float64Array(ZONE_TILES * ZONE_TILES);
  #chances: Float64Array;

  constructor(search: Search) {
    this.#bare = search.variant === "bare";
    this.#chances = this.#solver.solve();
  }

  /** Chance of each tile, row by row. */
  get chances(): Float64Array {
    return this.#chances;
  }

  /** @param at where the reading was taken */
  reading({ cellX, cellY, band }: SearchReading, at: Spot): void {
    if (this.#bare) {
      for (let i = 0; i < this.#allowed.length; i++) {
        const away = Math.hypot((i % ZONE_TILES) - at.x, Math.floor(i / ZONE_TILES) - at.y);
        if (bandOf(Math.floor(away * TILE_SUB), NO_NOISE) !== band) this.#allowed[i] = 0;
      }
    } else this.#solver.addReading(cellX, cellY, band);
    this.#solve();
  }

  miss(at: Spot): void {
    this.#solver.addMiss(at.x, at.y);
    this.#solve();
  }

  /** Entropy in nats: its exponential is about the number of tiles in question. */
  entropy(): number {
    let entropy = 0;
    for (const chance of this.#chances) if (chance > 1e-12) entropy -= chance * Math.log(chance);
    return entropy;
  }

  /** Tiles drawn by their chance. */
  samples(count: number, chance: Chance): Spot[] {
    // Systematic sampling: one pass for all.
    const spots: Spot[] = [];
    const offset = chance.next();
    let sum = 0;
    for (let i = 0; i < this.#chances.length && spots.length < count; i++) {
      sum += this.#chances[i];
      while (spots.length < count && sum * count > spots.length + offset)
        spots.push({ x: i % ZONE_TILES, y: Math.floor(i / ZONE_TILES) });
    }
    return spots;
  }

  /** The probe with the largest chance of a hit for its time. */
  bestDig(search: Search, digSeconds: number): { readonly spot: Spot; readonly chance: number } {
    const n = ZONE_TILES;
    for (let y = 0, i = 0; y < n; y++)
      for (let x = 0; x < n; x++, i++)
        this.#rows[i] =
          this.#chances[i] + (x > 0 ? this.#chances[i - 1] : 0) + (x + 1 < n ? this.#chances[i + 1] : 0);
    let best = { spot: search.at, chance: 0 };
    let bestRate = 0;
    for (let y = PROBE_REACH_TILES; y < n - PROBE_REACH_TILES; y++) {
      for (let x = PROBE_REACH_TILES, i = y * n + x; x < n - PROBE_REACH_TILES; x++, i++) {
        const hit = this.#rows[i] + this.#rows[i - n] + this.#rows[i + n];
        // No walk makes a rate larger than the chance by itself.
        if (hit <= bestRate * digSeconds) continue;
        const rate = hit / (digSeconds + search.walkSeconds({ x, y }));
        if (rate <= bestRate) continue;
        bestRate = rate;
        best = { spot: { x, y }, chance: hit };
      }
    }
    return best;
  }

  #solve(): void {
    this.#chances = this.#solver.solve();
    if (!this.#bare) return;
    let total = 0;
    for (let i = 0; i < this.#chances.length; i++) {
      this.#chances[i] *= this.#allowed[i];
      total += this.#chances[i];
    }
    for (let i = 0; i < this.#chances.length; i++) this.#chances[i] /= total;
  }
}
