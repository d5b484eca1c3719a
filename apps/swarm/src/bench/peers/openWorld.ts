// The world of the peers, as simple as the work allows: an open square without walls inside, walkers at Doubloon's
// pace, chunks of its size. Density is set so that a walker has about 50 others in the 3x3 chunks around.

/** Tiles of 3x3 chunks of 16. */
const VIEW_TILES = 48;
const OTHERS_IN_VIEW = 50;
export const CHUNK_TILES = 16;
/** How often every view is refreshed. */
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

/** The square on which `players` stand that densely, in whole chunks. */
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

  /** A new walker somewhere. */
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

  /** One refresh's worth of walking; at the edge one slides along it. Returns whether the chunk is another one. */
  step(walker: OpenWalker): boolean {
    const most = this.grid.sideTiles - 0.01;
    const angle = (walker.heading * 2 * Math.PI) / HEADINGS;
    walker.x = Math.min(most, Math.max(0, walker.x + TILES_PER_STEP * Math.cos(angle)));
    walker.y = Math.min(most, Math.max(0, walker.y + TILES_PER_STEP * Math.sin(angle)));
    const chunk = this.#chunkOf(walker);
    const crossed = chunk !== walker.chunk;
    walker.chunk = chunk;
    return crossed;
  }

  /** The up to nine chunks around one, itself among them. */
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

/** How many players the bench said would come, from the command line. */
export function playersExpected(): number {
  const players = Number(process.argv[2]);
  if (!Number.isInteger(players) || players < 1)
    throw new Error("expected the number of players as argument");
  return players;
}
