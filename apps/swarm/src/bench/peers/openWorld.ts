// The world of the peers, as simple as possible: an open square without walls, with Doubloon's walking speed and chunk
// size. Its size is set so that a walker has about 50 others in the 3x3 chunks around it.

/** Tiles of 3x3 chunks of 16. */
const VIEW_TILES = 48;
const OTHERS_IN_VIEW = 50;
export const CHUNK_TILES = 16;
/** View refreshes a second. */
export const REFRESH_HZ = 10;
const TILES_PER_STEP = 5 / REFRESH_HZ;
const HEADINGS = 64;

export interface OpenWalker {
  readonly id: number;
  /** In tiles. */
  x: number;
  y: number;
  heading: number;
  /** Row * chunksWide + column. */
  chunk: number;
}

export interface OpenGrid {
  readonly sideTiles: number;
  readonly chunksWide: number;
}

/** The square with that density for `players`, in whole chunks. */
export function gridFor(players: number): OpenGrid {
  const sideTiles = VIEW_TILES * Math.sqrt(players / (OTHERS_IN_VIEW + 1));
  const chunksWide = Math.max(3, Math.round(sideTiles / CHUNK_TILES));
  return { sideTiles: chunksWide * CHUNK_TILES, chunksWide };
}

export class OpenWorld {
  readonly grid: OpenGrid;
  readonly #random: () => number;
  #nextId = 1;

  constructor(players: number, random: () => number) {
    this.grid = gridFor(players);
    this.#random = random;
  }

  /** Adds a walker at a random position. */
  enter(): OpenWalker {
    const walker: OpenWalker = {
      id: this.#nextId++,
      x: this.#random() * this.grid.sideTiles,
      y: this.#random() * this.grid.sideTiles,
      heading: Math.floor(this.#random() * HEADINGS),
      chunk: 0,
    };
    walker.chunk = this.#chunkOf(walker);
    return walker;
  }

  /** Walks for one refresh, sliding along the edge. Returns whether the walker changed its chunk. */
  step(walker: OpenWalker): boolean {
    const max = this.grid.sideTiles - 0.01;
    const angle = (walker.heading * 2 * Math.PI) / HEADINGS;
    walker.x = Math.min(max, Math.max(0, walker.x + TILES_PER_STEP * Math.cos(angle)));
    walker.y = Math.min(max, Math.max(0, walker.y + TILES_PER_STEP * Math.sin(angle)));
    const chunk = this.#chunkOf(walker);
    const crossed = chunk !== walker.chunk;
    walker.chunk = chunk;
    return crossed;
  }

  /** The up to nine chunks around a chunk, including itself. */
  around(chunk: number): number[] {
    const { chunksWide } = this.grid;
    const column = chunk % chunksWide;
    const row = Math.floor(chunk / chunksWide);
    const chunks: number[] = [];
    for (let r = Math.max(0, row - 1); r <= Math.min(chunksWide - 1, row + 1); r++) {
      for (let c = Math.max(0, column - 1); c <= Math.min(chunksWide - 1, column + 1); c++) {
        chunks.push(r * chunksWide + c);
      }
    }
    return chunks;
  }

  #chunkOf({ x, y }: OpenWalker): number {
    return Math.floor(y / CHUNK_TILES) * this.grid.chunksWide + Math.floor(x / CHUNK_TILES);
  }
}

/** The number of players that the bench announces on the command line. */
export function playersExpected(): number {
  const players = Number(process.argv[2]);
  if (!Number.isInteger(players) || players < 1)
    throw new Error("expected the number of players as argument");
  return players;
}
