// The types of loot. The kinds themselves are content (content/loot.json): the server validates them and clients fetch
// them from the address in the welcome.

export const rarities = ["common", "uncommon", "rare", "epic", "legendary"] as const;
export type Rarity = (typeof rarities)[number];

/** How a kind is drawn. Shapes differ as well as colours, so that colour-blind players can tell kinds apart. */
export const lootShapes = ["coin", "gem", "goblet", "crown", "chest", "pearl", "idol", "scroll"] as const;
export type LootShape = (typeof lootShapes)[number];

/** Tools that lie about as loot; see hunt/rules.ts for what they do. */
export const toolNames = ["boots", "spade", "lantern"] as const;
export type ToolName = (typeof toolNames)[number];

/** A kind of loot as clients know it. */
export interface LootKind {
  /** 1 to 239. Frames carry this number; the numbers above are marks, see hunt/marks.ts. */
  readonly number: number;
  readonly name: string;
  readonly shape: LootShape;
  /** `#rrggbb` */
  readonly color: string;
  readonly rarity: Rarity;
  /** Points for picking it up, at least 1. */
  readonly value: number;
  /** The tool that its finder has from then on, and as which it is drawn. It lies only in the zones of hunts. */
  readonly tool?: ToolName;
}

/** A kind of loot with the fields that only the world needs. */
export interface LootRow extends LootKind {
  /** Relative frequency among the kinds of a terrain, at least 1. */
  readonly weight: number;
  /** Names of the terrains on which it appears, as the map names them. */
  readonly terrains: readonly string[];
}

/**
 * The maximum number of pieces and marks in one chunk, so that a keyframe of nine chunks holds them all (9 x 28 = 252 of 255).
 */
export const MAX_LOOT_PER_CHUNK = 28;
