// Turns a world into records, a little at a time. Each save has the base record, the rows of accounts and hunters that
// changed since the last save, the next few pages of both, and the side records that changed. Changed rows may be copied
// over several turns, so a save holds the world of one tick. It does no I/O: it returns what to save, and the caller reports
// whether that became durable. See docs/adr/0012 and 0022.
import type { World } from "../world.ts";
import { BASE_SLOTS, writeBase } from "./baseRecord.ts";
import { baseKey, type SavedRecord } from "./record.ts";
import type { SaveState } from "./saveState.ts";
import { SideWriter } from "./side/sideWriter.ts";
import { accountTable } from "./tables/accountRow.ts";
import { hunterTable } from "./tables/hunterTable.ts";
import { TableWriter } from "./tables/tableWriter.ts";

/** The changes of one save, to be applied all or none. */
export interface SavedChanges {
  /** If true, every earlier record is dropped first. */
  readonly clear: boolean;
  readonly drops: readonly string[];
  readonly puts: readonly SavedRecord[];
}

export interface SaveWriterOptions {
  /** The progress of this world's earlier saves. */
  readonly state: SaveState;
  /** Whether the first save writes everything: for a new world, another map, or one read from damaged or older records. */
  readonly whole: boolean;
  /** Allocates that many zeroed bytes, if possible in memory that a ledger's thread can share. */
  readonly makeBuffer: (bytes: number) => Uint8Array;
}

export class SaveWriter {
  readonly #world: World;
  readonly #makeBuffer: (bytes: number) => Uint8Array;
  readonly #accounts: TableWriter;
  readonly #hunters: TableWriter;
  readonly #sides: SideWriter;
  /** Memory for a save's records other than the deltas; reused by the next save. */
  #arena: Uint8Array;
  #used = 0;
  #state: SaveState;
  #whole: boolean;
  #next: SaveState | undefined;
  /** Number of the last save attempted, durable or not. */
  #tried: number;

  constructor(world: World, { state, whole, makeBuffer }: SaveWriterOptions) {
    this.#world = world;
    this.#makeBuffer = makeBuffer;
    this.#accounts = new TableWriter(accountTable(world.accounts), makeBuffer);
    this.#hunters = new TableWriter(hunterTable(world), makeBuffer);
    this.#sides = new SideWriter(world);
    this.#whole = whole;
    this.#state = state;
    this.#tried = state.save;
    this.#arena = makeBuffer(0);
  }

  get state(): SaveState {
    return this.#state;
  }

  /** Copies up to `limit` rows that changed since the last save. Returns true if none is left. */
  copyChanged(limit: number): boolean {
    this.#hunters.copyChanged(this.#accounts.copyChanged(limit));
    return this.#world.accounts.changes.count + this.#world.hunts.hunters.changes.count === 0;
  }

  /**
   * Returns everything to save of the world as it is now. The returned bytes do not change until `settle`, which must
   * be called before the next copy.
   */
  take(): SavedChanges {
    if (this.#next !== undefined) throw new Error("a save is in progress");
    this.#used = 0;
    const save = ++this.#tried;
    const state = this.#state;
    const whole = this.#whole;
    const allot = (bytes: number): Uint8Array => this.#allot(bytes);
    const accounts = this.#accounts.take(save, state.accounts, whole, allot);
    const hunters = this.#hunters.take(save, state.hunters, whole, allot);
    const sides = this.#sides.take(save, state.sides, whole, allot);
    const next: SaveState = {
      lineage: state.lineage,
      save,
      accounts: accounts.next,
      hunters: hunters.next,
      sides: sides.next,
    };
    const base = { key: baseKey(save % BASE_SLOTS), bytes: writeBase(this.#world, next, allot) };
    this.#next = next;
    return {
      clear: whole,
      drops: [...accounts.drops, ...hunters.drops],
      puts: [...accounts.puts, ...hunters.puts, ...sides.puts, base],
    };
  }

  /** Ends the save that `take` began. If it is not durable, its rows count as changed again. */
  settle(durable: boolean): void {
    if (this.#next === undefined) throw new Error("no save is in progress");
    this.#accounts.settle(durable);
    this.#hunters.settle(durable);
    this.#sides.settle(durable);
    if (durable) {
      this.#state = this.#next;
      this.#whole = false;
    } else {
      // A failed ledger may still be reading the old memory.
      this.#arena = this.#makeBuffer(0);
    }
    this.#next = undefined;
  }

  /** Allocates memory for one record of this save, aligned to 8 bytes. */
  #allot(bytes: number): Uint8Array {
    if (this.#used + bytes > this.#arena.length) {
      this.#arena = this.#makeBuffer(Math.max(this.#arena.length * 2, bytes * 2));
      this.#used = 0;
    }
    const start = this.#used;
    this.#used = (start + bytes + 7) & ~7;
    return this.#arena.subarray(start, start + bytes);
  }
}
