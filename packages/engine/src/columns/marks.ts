// The marks on the map: what digging leaves on a tile. They lie in the same grid of kinds as loot, under numbers that no
// loot has. A chunk holds a bounded number; where it is full, the mark that matters least gives way.
import { FIRST_MARK, MAX_MARKS_PER_CHUNK, Mark } from "@doubloon/shared/hunt/marks";
import { HOLE_TICKS } from "@doubloon/shared/hunt/rules";
import type { Tick } from "@doubloon/shared/ids";
import { since32 } from "@doubloon/shared/time";
import type { ChunkLogs } from "./chunkLog.ts";

/** Marks that give way to newer ones, in this order; a struck cache never does. */
const YIELDING: readonly number[] = [Mark.hole, Mark.mimic, Mark.opened, Mark.great, Mark.glint];
/** Marks that vanish by themselves after HOLE_TICKS. */
const PASSING: readonly number[] = [Mark.hole, Mark.opened, Mark.mimic];

export class Marks {
  /** Tiles with marks of each chunk, oldest first: the first `counts[chunk]` of MAX_MARKS_PER_CHUNK entries. */
  readonly tiles: Uint32Array<ArrayBuffer>;
  readonly counts: Uint8Array<ArrayBuffer>;
  /** The tick at which each of them was made. */
  readonly ticks: Uint32Array<ArrayBuffer>;
  total = 0;
  /** Tiles of the marks that vanish by themselves, oldest first, with the ticks at which they were made. */
  readonly #passing = new Map<number, Tick>();
  readonly #at: Uint8Array<ArrayBuffer>;
  readonly #log: ChunkLogs;
  readonly #chunkOf: (tile: number) => number;

  /** `at`: the kind on each tile. `log`: the tiles that changed, by chunk. */
  constructor(
    chunks: number,
    at: Uint8Array<ArrayBuffer>,
    log: ChunkLogs,
    chunkOf: (tile: number) => number,
  ) {
    this.tiles = new Uint32Array(chunks * MAX_MARKS_PER_CHUNK);
    this.ticks = new Uint32Array(chunks * MAX_MARKS_PER_CHUNK);
    this.counts = new Uint8Array(chunks);
    this.#at = at;
    this.#log = log;
    this.#chunkOf = chunkOf;
  }

  /** Puts a mark on a tile that has no loot, in place of one that is there. Returns false if the chunk is full. */
  put(tile: number, mark: Mark, tick: Tick, made: Tick = tick): boolean {
    const chunk = this.#chunkOf(tile);
    if (this.#at[tile] !== 0) this.#drop(chunk, tile);
    if (this.counts[chunk] === MAX_MARKS_PER_CHUNK && !this.#makeRoom(chunk, tick)) return false;
    const i = chunk * MAX_MARKS_PER_CHUNK + this.counts[chunk]++;
    this.tiles[i] = tile;
    this.ticks[i] = made;
    this.total++;
    this.#at[tile] = mark;
    if (PASSING.includes(mark)) this.#passing.set(tile, made);
    this.#log.push(chunk, tick, tile);
    return true;
  }

  /** Removes the mark on a tile, if there is one. */
  remove(tile: number, tick: Tick): void {
    if (this.#at[tile] < FIRST_MARK) return;
    const chunk = this.#chunkOf(tile);
    this.#drop(chunk, tile);
    this.#at[tile] = 0;
    this.#log.push(chunk, tick, tile);
  }

  /** Removes the marks that are older than HOLE_TICKS and vanish by themselves. */
  expire(tick: Tick): void {
    for (const [tile, made] of this.#passing) {
      if (since32(tick, made) < HOLE_TICKS) return;
      this.remove(tile, tick);
    }
  }

  /** Takes a tile out of the lists; its kind stays. */
  #drop(chunk: number, tile: number): void {
    const first = chunk * MAX_MARKS_PER_CHUNK;
    const end = first + this.counts[chunk];
    const i = this.tiles.subarray(first, end).indexOf(tile) + first;
    this.tiles.copyWithin(i, i + 1, end);
    this.ticks.copyWithin(i, i + 1, end);
    this.counts[chunk]--;
    this.total--;
    this.#passing.delete(tile);
  }

  #makeRoom(chunk: number, tick: Tick): boolean {
    const first = chunk * MAX_MARKS_PER_CHUNK;
    const held = this.tiles.subarray(first, first + MAX_MARKS_PER_CHUNK);
    for (const kind of YIELDING) {
      const tile = held.find((held) => this.#at[held] === kind);
      if (tile === undefined) continue;
      this.remove(tile, tick);
      return true;
    }
    return false;
  }
}
