// The progress of a world's saves. Every base record contains it, so that a restart continues after the last save.

export interface SaveState {
  /** Identifies the world: chosen once for a new world and kept by every save of it. */
  readonly lineage: string;
  /** Number of the last save; grows by at least one with each save. */
  readonly save: number;
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

/** Accounts on a page. */
export const PAGE_ROWS = 256;
/** A round takes about this many saves; after it old deltas can be dropped. */
const SAVES_PER_ROUND = 200;
/** Each page is kept in its newest and its previous version. */
export const PAGE_SLOTS = 2;

export function pagesOf(rows: number): number {
  return Math.ceil(rows / PAGE_ROWS);
}

/** The number of pages that one save writes. */
export function pagesPerSave(rows: number): number {
  return Math.max(1, Math.ceil(pagesOf(rows) / SAVES_PER_ROUND));
}
