// The loot on the map: the kind on each tile, the tiles where loot may lie, and each chunk's target. Loot lies on reachable
// tiles only. Marks (marks.ts) share the grid of kinds. What lies where is state; where it may lie is derived from map and
// loot table.
import { FIRST_MARK, MAX_MARKS_PER_CHUNK, type Mark } from "@doubloon/shared/hunt/marks";
import { Tool } from "@doubloon/shared/hunt/rules";
import type { Tick } from "@doubloon/shared/ids";
import { type LootRow, MAX_LOOT_PER_CHUNK } from "@doubloon/shared/loot";
import type { WorldMap } from "@doubloon/shared/map";
import { reachableTiles } from "@doubloon/shared/reachable";
import { CHUNK_TILES, type ChunkGrid, roomCount } from "@doubloon/shared/space";
import { randomBelow } from "../random.ts";
import { ChunkLogs } from "./chunkLog.ts";
import { Marks } from "./marks.ts";

/** Usable tiles to one piece of loot: about a dozen pieces on a screen of open land. */
const TILES_PER_PIECE = 44;
/** Pieces in one chunk: with its marks they stay within MAX_LOOT_PER_CHUNK. */
const MAX_PIECES = MAX_LOOT_PER_CHUNK - MAX_MARKS_PER_CHUNK;
/** Random tiles tried for one piece. */
const MAX_DRAWS = 24;

export class LootField {
  /** Kind of the loot or mark on each tile, 0 for none. */
  readonly at: Uint8Array<ArrayBuffer>;
  /** Tiles with loot of each chunk: the first `counts[chunk]` of MAX_LOOT_PER_CHUNK entries. */
  readonly tiles: Uint32Array<ArrayBuffer>;
  readonly counts: Uint8Array<ArrayBuffer>;
  /** Pieces that respawning keeps in each chunk. */
  readonly targets: Uint8Array<ArrayBuffer>;
  readonly marks: Marks;
  /** Tiles on which loot or a mark appeared or vanished, by chunk. */
  readonly log: ChunkLogs;
  /** Points, and the `Tool` that its finder has from then on, by kind. */
  readonly values: Uint32Array<ArrayBuffer> = new Uint32Array(256);
  readonly tools: Uint8Array<ArrayBuffer> = new Uint8Array(256);
  total = 0;
  /** Pieces that are tools. */
  toolsLying = 0;
  /** The chunk that the respawn system visits next. */
  cursor = 0;
  readonly #grid: ChunkGrid;
  readonly #mayFall: Uint8Array<ArrayBuffer>;
  readonly #terrain: Uint8Array;
  /** Loot rows by terrain, and the cumulative sums of their weights. */
  readonly #rows: LootRow[][];
  readonly #sums: number[][];

  constructor(map: WorldMap, grid: ChunkGrid, loot: readonly LootRow[]) {
    const chunks = roomCount(grid);
    this.#grid = grid;
    this.#terrain = map.terrain;
    this.at = new Uint8Array(map.widthTiles * map.heightTiles);
    this.tiles = new Uint32Array(chunks * MAX_LOOT_PER_CHUNK);
    this.counts = new Uint8Array(chunks);
    this.targets = new Uint8Array(chunks);
    this.log = new ChunkLogs(chunks);
    this.marks = new Marks(chunks, this.at, this.log, (tile) => this.#chunkOf(tile));
    for (const row of loot) {
      this.values[row.number] = row.value;
      if (row.tool !== undefined) this.tools[row.number] = Tool[row.tool];
    }
    const walkable = reachableTiles(map);
    const common = loot.filter((row) => row.tool === undefined);
    this.#rows = rowsByTerrain(map, common, walkable);
    this.#sums = this.#rows.map((rows) => {
      let sum = 0;
      return rows.map((row) => {
        sum += row.weight;
        return sum;
      });
    });
    this.#mayFall = walkable;
    for (let tile = 0; tile < walkable.length; tile++) {
      if (this.#rows[map.terrain[tile]].length === 0) walkable[tile] = 0;
    }
    this.#setTargets();
  }

  /** Puts a piece on a tile. Returns false if the tile is unusable or taken, or the chunk is full. */
  put(tile: number, kind: number, tick: Tick): boolean {
    const chunk = this.#chunkOf(tile);
    const count = this.counts[chunk];
    if (this.#mayFall[tile] === 0 || this.at[tile] !== 0 || count === MAX_PIECES) return false;
    this.at[tile] = kind;
    this.tiles[chunk * MAX_LOOT_PER_CHUNK + count] = tile;
    this.counts[chunk] = count + 1;
    this.total++;
    if (this.tools[kind] !== Tool.none) this.toolsLying++;
    this.log.push(chunk, tick, tile);
    return true;
  }

  /** Removes the piece on a tile and returns its kind. */
  take(tile: number, tick: Tick): number {
    const kind = this.at[tile];
    const chunk = this.#chunkOf(tile);
    const first = chunk * MAX_LOOT_PER_CHUNK;
    const last = first + this.counts[chunk] - 1;
    for (let i = first; i <= last; i++) {
      if (this.tiles[i] !== tile) continue;
      this.tiles[i] = this.tiles[last];
      break;
    }
    this.counts[chunk]--;
    this.total--;
    if (this.tools[kind] !== Tool.none) this.toolsLying--;
    this.at[tile] = 0;
    this.log.push(chunk, tick, tile);
    return kind;
  }

  /** Marks a tile; loot that lies there is gone. Returns false if the chunk is full of marks that stay. */
  mark(tile: number, mark: Mark, tick: Tick): boolean {
    if (this.at[tile] !== 0 && this.at[tile] < FIRST_MARK) this.take(tile, tick);
    return this.marks.put(tile, mark, tick);
  }

  /** Removes the mark on a tile, if there is one. */
  unmark(tile: number, tick: Tick): void {
    this.marks.remove(tile, tick);
  }

  /** Whether a piece of loot, and no mark, lies on a tile. */
  isLoot(tile: number): boolean {
    return this.at[tile] !== 0 && this.at[tile] < FIRST_MARK;
  }

  /** Whether loot may lie on a tile: it is reachable, and the table has kinds for its terrain. */
  mayLieOn(tile: number): boolean {
    return this.#mayFall[tile] === 1;
  }

  /** The kind that is a tool; 0 if the table has none. */
  kindOfTool(tool: Tool): number {
    return Math.max(0, this.tools.indexOf(tool));
  }

  /** The kind with the fewest points that the table allows on a tile; 0 for none. */
  cheapestOn(tile: number): number {
    if (!this.mayLieOn(tile)) return 0;
    const rows = this.#rows[this.#terrain[tile]];
    return rows.reduce((least, row) => (row.value < least.value ? row : least)).number;
  }

  /** Puts one piece on a random tile of a chunk. Returns false if no draw hit a usable free tile. */
  drop(chunk: number, random: Uint32Array, tick: Tick): boolean {
    return this.#draw(chunk, random, (tile) =>
      this.put(tile, this.#drawKind(this.#terrain[tile], random), tick),
    );
  }

  /** Puts a piece of one kind on a random tile of a chunk. */
  dropKind(chunk: number, kind: number, random: Uint32Array, tick: Tick): boolean {
    return this.#draw(chunk, random, (tile) => this.put(tile, kind, tick));
  }

  #draw(chunk: number, random: Uint32Array, put: (tile: number) => boolean): boolean {
    const { chunksWide, widthTiles, heightTiles } = this.#grid;
    const west = (chunk % chunksWide) * CHUNK_TILES;
    const north = Math.floor(chunk / chunksWide) * CHUNK_TILES;
    for (let i = 0; i < MAX_DRAWS; i++) {
      const spot = randomBelow(random, CHUNK_TILES * CHUNK_TILES);
      const tileX = west + (spot % CHUNK_TILES);
      const tileY = north + Math.floor(spot / CHUNK_TILES);
      if (tileX >= widthTiles || tileY >= heightTiles) continue;
      const tile = tileY * widthTiles + tileX;
      if (this.#mayFall[tile] === 0 || this.at[tile] !== 0) continue;
      return put(tile);
    }
    return false;
  }

  /** Whether the loot table allows that kind on the tile. */
  allows(tile: number, kind: number): boolean {
    if (this.#mayFall[tile] === 0) return false;
    return (
      this.tools[kind] !== Tool.none || this.#rows[this.#terrain[tile]].some((row) => row.number === kind)
    );
  }

  #drawKind(terrain: number, random: Uint32Array): number {
    const sums = this.#sums[terrain];
    const drawn = randomBelow(random, sums[sums.length - 1]);
    let i = 0;
    while (sums[i] <= drawn) i++;
    return this.#rows[terrain][i].number;
  }

  #chunkOf(tile: number): number {
    const { widthTiles, chunksWide } = this.#grid;
    return (
      Math.floor(Math.floor(tile / widthTiles) / CHUNK_TILES) * chunksWide +
      Math.floor((tile % widthTiles) / CHUNK_TILES)
    );
  }

  #setTargets(): void {
    const places = new Uint16Array(this.targets.length);
    for (let tile = 0; tile < this.#mayFall.length; tile++) {
      if (this.#mayFall[tile] === 1) places[this.#chunkOf(tile)]++;
    }
    for (let chunk = 0; chunk < places.length; chunk++) {
      const wanted = Math.ceil((places[chunk] - TILES_PER_PIECE / 4) / TILES_PER_PIECE);
      this.targets[chunk] = Math.max(0, Math.min(wanted, MAX_PIECES));
    }
  }
}

// If no reachable tile has a terrain of the loot table, every kind may lie on every reachable tile.
function rowsByTerrain(map: WorldMap, loot: readonly LootRow[], walkable: Uint8Array): LootRow[][] {
  const rows = map.terrains.map((name) => loot.filter((row) => row.terrains.includes(name)));
  const anywhere = walkable.some((walk, tile) => walk === 1 && rows[map.terrain[tile]].length > 0);
  return anywhere ? rows : map.terrains.map(() => [...loot]);
}
