// What treasure is. The kinds themselves are content (content/loot.json): the server reads and validates them, and
// clients fetch them from where the welcome says.

export const rarities = ["common", "uncommon", "rare", "epic", "legendary"] as const;
export type Rarity = (typeof rarities)[number];

/** How a kind is drawn: told apart by shape as well as colour. */
export const lootShapes = ["coin", "gem", "goblet", "crown", "chest", "pearl", "idol", "scroll"] as const;
export type LootShape = (typeof lootShapes)[number];

/** A kind of loot as a client knows it. */
export interface LootKind {
  /** 1 to 255; what frames carry. */
  readonly number: number;
  readonly name: string;
  readonly shape: LootShape;
  /** `#rrggbb` */
  readonly color: string;
  readonly rarity: Rarity;
  /** Points for picking it up, 1 or more. */
  readonly value: number;
}

/** The same with what only the world knows. */
export interface LootRow extends LootKind {
  /** How often it falls beside the others of its places; 1 or more. */
  readonly weight: number;
  /** Terrains on which it falls, by the names that the map gives its tiles. */
  readonly terrains: readonly string[];
}

/** Most pieces of loot in one chunk, so that a keyframe of nine holds them all (9 x 28 = 252 of 255). */
export const MAX_LOOT_PER_CHUNK = 28;
