// How far the saves of a world have come. Part of every base record, so that a restart goes on where the last save ended.

export interface SaveState {
  /** Which world this is: given once to a new world, kept by everything that grows out of it. */
  readonly lineage: string;
  /** Number of the last save; grows by at least one. */
  readonly save: number;
  /** Number of the round in which every page is written once. */
  readonly round: number;
  /** Page that the next save begins with. */
  readonly nextPage: number;
  /**
   * First save of the present round, of the one before, and of the one before that. Deltas from the last of them on are
   * kept, so that a damaged page can be replaced by its former version and the deltas since.
   */
  readonly roundStarts: readonly [number, number, number];
}

/** Accounts in a page. */
export const PAGE_ROWS = 256;
/** Saves in which every page is written once, so that old deltas can go. */
const SAVES_PER_ROUND = 200;
/** Each page has its newest and its former version. */
export const PAGE_SLOTS = 2;

export function pagesOf(rows: number): number {
  return Math.ceil(rows / PAGE_ROWS);
}

/** Pages that one save writes. */
export function pagesPerSave(rows: number): number {
  return Math.max(1, Math.ceil(pagesOf(rows) / SAVES_PER_ROUND));
}
