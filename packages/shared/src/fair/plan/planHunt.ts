// The plan of a hunt: where its caches lie, and all else that the master key decides about them. The engine computes it bit by
// bit during the countdown; after the podium everybody can compute it again. It knows no clock and no chance but the key.
//
// Place, tier, phantom and salt of a cache come from streams of their own, numbered by the cache. So a plan of more caches
// begins with the plan of fewer, and the server cannot try out numbers of caches until the places suit it.
import type { ResolvedHunt } from "../../hunt/definition.ts";
import type { PlannedCache } from "../../hunt/plan.ts";
import { PHANTOM_TILES } from "../../hunt/rules.ts";
import { TILE_SUB } from "../../space.ts";
import type { EligibleTiles } from "../eligible.ts";
import { subKey } from "../entropy.ts";
import { toHex } from "../hashing.ts";
import { SALT_BYTES } from "../merkle.ts";
import { KeyedStreams } from "../streams.ts";
import { CachePlaces } from "./cachePlaces.ts";
import { Pieces, type PlanGround } from "./pieces.ts";

export interface HuntPlannerOptions {
  readonly hunt: ResolvedHunt;
  readonly masterKey: Uint8Array;
  readonly ground: PlanGround;
  readonly eligible: EligibleTiles;
  /** Number of caches; see `cacheCount`. */
  readonly caches: number;
}

/** The caches of a hunt with so many hunters when it begins, at most one for each eligible tile. */
export function cacheCount(hunt: ResolvedHunt, hunters: number, eligibleTiles: number): number {
  const wanted = Math.ceil(hunters / hunt.huntersPerCache);
  return Math.min(hunt.maxCaches, Math.max(hunt.minCaches, wanted), eligibleTiles);
}

export class HuntPlanner {
  readonly #hunt: ResolvedHunt;
  readonly #caches: number;
  readonly #places: CachePlaces;
  readonly #pieces: Pieces;
  readonly #tiers: KeyedStreams;
  readonly #phantoms: KeyedStreams;
  readonly #mimics: KeyedStreams;
  readonly #salts: KeyedStreams;
  readonly #crown: number;
  #planned = 0;

  /** @throws RangeError for more caches than eligible tiles, or for none */
  constructor({ hunt, masterKey, ground, eligible, caches }: HuntPlannerOptions) {
    if (caches < 1 || caches > eligible.tiles.length) {
      throw new RangeError(
        `${caches} caches, expected 1 to ${eligible.tiles.length}, the zone's eligible tiles`,
      );
    }
    this.#hunt = hunt;
    this.#caches = caches;
    const streams = (label: Parameters<typeof subKey>[1]) => new KeyedStreams(subKey(masterKey, label));
    this.#places = new CachePlaces(eligible, ground, streams("placement"));
    this.#pieces = new Pieces(hunt.zone, ground, hunt.clues.turned, streams("hints"));
    this.#tiers = streams("tiers");
    this.#phantoms = streams("phantoms");
    this.#mimics = streams("mimics");
    this.#salts = streams("salts");
    this.#crown = hunt.crownValue > 0 ? Math.min(hunt.waveTicks.length, caches) - 1 : -1;
  }

  get done(): boolean {
    return this.#planned === this.#caches;
  }

  /** Does `steps` steps of work, each of at most about 50 us, and returns the caches that they completed, in order. */
  next(steps: number): PlannedCache[] {
    const caches: PlannedCache[] = [];
    for (let step = 0; step < steps && !this.done; step++) {
      if (!this.#places.ready) this.#places.prepare();
      else if (!this.#pieces.ready) this.#pieces.prepare();
      else caches.push(this.#plan(this.#planned++));
    }
    return caches;
  }

  #plan(index: number): PlannedCache {
    const { tileX, tileY } = this.#places.next();
    const crown = index === this.#crown;
    const waves = this.#hunt.waveTicks.length;
    const tier = crown ? -1 : this.#tierOf(index);
    return {
      index,
      wave: crown ? waves - 1 : index % waves,
      tier,
      value: crown ? this.#hunt.crownValue : this.#hunt.tiers[tier].value,
      mimic: !crown && this.#isMimic(index),
      tileX,
      tileY,
      ...this.#phantomOf(index, tileX, tileY),
      ...this.#pieces.pieceOf(index, tileX, tileY),
      salt: toHex(this.#salts.block(index, 0).subarray(0, SALT_BYTES)),
    };
  }

  /** Drawn by share. Shares count in thousandths. */
  #tierOf(index: number): number {
    const parts = this.#hunt.tiers.map(({ share }) => Math.max(0, Math.round(share * 1000)));
    const total = parts.reduce((sum, part) => sum + part, 0);
    if (total === 0) return 0;
    let drawn = this.#tiers.stream(index).below(total);
    return parts.findIndex((part) => {
      drawn -= part;
      return drawn < 0;
    });
  }

  /** Of each `mimicOneIn` caches in a row, one is a mimic, if the row is complete; the crown is never drawn. */
  #isMimic(index: number): boolean {
    const rowLength = this.#hunt.mimicOneIn;
    if (rowLength < 1) return false;
    const row = Math.floor(index / rowLength);
    const drawn = row * rowLength + this.#mimics.stream(row).below(rowLength);
    const next = row * rowLength + ((drawn + 1) % rowLength);
    return index === (drawn === this.#crown ? next : drawn);
  }

  /** A position drawn evenly from the disc around the tile's centre. */
  #phantomOf(index: number, tileX: number, tileY: number): { phantomX: number; phantomY: number } {
    const radius = PHANTOM_TILES * TILE_SUB;
    const stream = this.#phantoms.stream(index);
    for (;;) {
      const x = stream.below(2 * radius + 1) - radius;
      const y = stream.below(2 * radius + 1) - radius;
      if (x * x + y * y > radius * radius) continue;
      const centre = TILE_SUB / 2;
      return { phantomX: tileX * TILE_SUB + centre + x, phantomY: tileY * TILE_SUB + centre + y };
    }
  }
}
