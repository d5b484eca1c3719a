// The plan of a hunt: every cache's place, phantom, tier and salt, computed from the master key. Secret until the podium.

/** One cache as planned. Positions are in tiles of the map, the phantom's in sub-tile units. */
export interface PlannedCache {
  /** 0 to the number of caches - 1; the leaf of the Merkle tree. */
  readonly index: number;
  /** The wave in which it can be found, from 0. */
  readonly wave: number;
  /** Index into the hunt's tiers; -1 for the crown. */
  readonly tier: number;
  readonly value: number;
  readonly mimic: boolean;
  readonly tileX: number;
  readonly tileY: number;
  readonly phantomX: number;
  readonly phantomY: number;
  /** North-west tile of its 12x12 piece of chart, and quarter turns clockwise at which the piece is shown. */
  readonly pieceX: number;
  readonly pieceY: number;
  readonly turns: number;
  /** Hex of the salt in its leaf. */
  readonly salt: string;
}
