// The progress of a world's saves. Every base record contains it, so that a restart continues after the last save.

/** The progress of writing all rows of one table: a few pages with each save, over and over. */
export interface RoundState {
  /** Number of the current round. Each round writes every page once. */
  readonly round: number;
  /** The first page that the next save writes. */
  readonly nextPage: number;
  /**
   * The first save of the current round, of the previous one and of the one before that. Deltas since the last of these
   * are kept, so that a damaged page can be replaced by its previous version and the deltas since.
   */
  readonly roundStarts: readonly [number, number, number];
}

/** The newest version of a side record: the save that wrote it, 0 if none did, and its slot. */
export interface SideVersion {
  readonly save: number;
  readonly slot: number;
}

export interface SideVersions {
  readonly hunts: SideVersion;
  readonly season: SideVersion;
  readonly teams: SideVersion;
  readonly solo: SideVersion;
}

export interface SaveState {
  /** Identifies the world: chosen once for a new world and kept by every save of it. */
  readonly lineage: string;
  /** Number of the last save; grows by at least one with each save. */
  readonly save: number;
  readonly accounts: RoundState;
  readonly hunters: RoundState;
  readonly sides: SideVersions;
}

const FIRST_ROUND: RoundState = { round: 0, nextPage: 0, roundStarts: [1, 1, 1] };
const NO_VERSION: SideVersion = { save: 0, slot: 0 };
/** A round takes about this many saves; after it old deltas can be dropped. */
const SAVES_PER_ROUND = 200;
/** Each page and each side record is kept in its newest and its previous version. */
export const PAGE_SLOTS = 2;

/** The state of a world that was never saved in this format; its last save, in another one, had the number `save`. */
export function firstSaveState(lineage: string, save = 0): SaveState {
  return {
    lineage,
    save,
    accounts: FIRST_ROUND,
    hunters: FIRST_ROUND,
    sides: { hunts: NO_VERSION, season: NO_VERSION, teams: NO_VERSION, solo: NO_VERSION },
  };
}

/** The number of pages that one save writes of a table with that many pages. */
export function pagesPerSave(pages: number): number {
  return Math.max(1, Math.ceil(pages / SAVES_PER_ROUND));
}
