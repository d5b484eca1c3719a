// Turns a world into records, a little at a time. Each save has the base record, a delta of the accounts that changed
// since the last save, and the next few pages of all accounts. Changed accounts may be copied over several turns; an
// account that changes again is copied again, so a save holds the world of one tick. It does no I/O: it returns what to
// save, and the caller reports whether that became durable. See docs/adr/0012.
import { viewOf } from "@doubloon/shared/wire/dataView";
import type { World } from "../world.ts";
import { ROW_BYTES, writeRow } from "./accountRow.ts";
import { BASE_SLOTS, writeBase } from "./baseRecord.ts";
import {
  baseKey,
  deltaKey,
  HEADER_BYTES,
  pageKey,
  RecordKind,
  type SavedRecord,
  sealRecord,
} from "./record.ts";
import { PAGE_ROWS, PAGE_SLOTS, pagesOf, pagesPerSave, type SaveState } from "./saveState.ts";

const ENTRY_BYTES = 4 + ROW_BYTES;
const DELTA_AT = HEADER_BYTES + 4;
const FIRST_ENTRIES = 256;

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
  /** Whether the first save writes everything: for a new world, another map, or one read from damaged records. */
  readonly whole: boolean;
  /** Allocates that many zeroed bytes, if possible in memory that a ledger's thread can share. */
  readonly makeBuffer: (bytes: number) => Uint8Array;
}

export class SaveWriter {
  readonly #world: World;
  readonly #makeBuffer: (bytes: number) => Uint8Array;
  /** Memory for a save's records other than the delta; reused by the next save. */
  #arena: Uint8Array;
  #used = 0;
  #state: SaveState;
  #whole: boolean;
  #next: SaveState | undefined;
  /** Number of the last save attempted, durable or not. */
  #tried: number;
  #delta: Uint8Array;
  #deltaView: DataView;
  #entries = 0;

  constructor(world: World, options: SaveWriterOptions) {
    const { state, whole, makeBuffer } = options;
    this.#world = world;
    this.#makeBuffer = makeBuffer;
    this.#whole = whole;
    this.#state = state;
    this.#tried = state.save;
    this.#arena = makeBuffer(0);
    this.#delta = makeBuffer(DELTA_AT + FIRST_ENTRIES * ENTRY_BYTES);
    this.#deltaView = viewOf(this.#delta);
  }

  get state(): SaveState {
    return this.#state;
  }

  /** Copies up to `limit` accounts that changed since the last save. Returns true if none is left. */
  copyChanged(limit: number): boolean {
    const { changes } = this.#world.accounts;
    for (let i = 0; i < limit && changes.count > 0; i++) this.#copy(changes.take());
    return changes.count === 0;
  }

  /**
   * Returns everything to save of the world as it is now. The returned bytes do not change until `settle`, which must
   * be called before the next copy.
   */
  take(): SavedChanges {
    if (this.#next !== undefined) throw new Error("a save is in progress");
    this.copyChanged(Number.POSITIVE_INFINITY);
    const { accounts } = this.#world;
    this.#used = 0;
    const save = ++this.#tried;
    const { round, nextPage, roundStarts, lineage } = this.#state;
    const pages = pagesOf(accounts.high);
    const first = this.#whole ? 0 : nextPage;
    const last = this.#whole ? pages : Math.min(pages, first + pagesPerSave(accounts.high));
    const puts: SavedRecord[] = [];
    for (let page = first; page < last; page++) {
      puts.push({ key: pageKey(page, round % PAGE_SLOTS), bytes: this.#page(page, save) });
    }
    if (this.#entries > 0 && !this.#whole) puts.push(this.#sealDelta(save));
    const complete = last === pages;
    const next: SaveState = !complete
      ? { ...this.#state, save, nextPage: last }
      : {
          lineage,
          save,
          round: round + 1,
          nextPage: 0,
          roundStarts: this.#whole
            ? [save + 1, save + 1, save + 1]
            : [save + 1, roundStarts[0], roundStarts[1]],
        };
    puts.push({ key: baseKey(save % BASE_SLOTS), bytes: this.#base(next) });
    const drops: string[] = [];
    for (let old = roundStarts[2]; old < next.roundStarts[2]; old++) drops.push(deltaKey(old));
    this.#next = next;
    return { clear: this.#whole, drops: this.#whole ? [] : drops, puts };
  }

  /** Ends the save that `take` began. If it is not durable, its accounts count as changed again. */
  settle(durable: boolean): void {
    if (this.#next === undefined) throw new Error("no save is in progress");
    if (durable) {
      this.#state = this.#next;
      this.#whole = false;
    } else {
      const { changes } = this.#world.accounts;
      for (let i = 0; i < this.#entries; i++) {
        changes.add(this.#deltaView.getUint32(DELTA_AT + i * ENTRY_BYTES, true));
      }
      // A failed ledger may still be reading the old memory.
      this.#delta = this.#makeBuffer(this.#delta.length);
      this.#deltaView = viewOf(this.#delta);
      this.#arena = this.#makeBuffer(0);
    }
    this.#entries = 0;
    this.#next = undefined;
  }

  #copy(row: number): void {
    const at = DELTA_AT + this.#entries * ENTRY_BYTES;
    if (at + ENTRY_BYTES > this.#delta.length) {
      const longer = this.#makeBuffer(this.#delta.length * 2);
      longer.set(this.#delta.subarray(0, at));
      this.#delta = longer;
      this.#deltaView = viewOf(longer);
    }
    this.#deltaView.setUint32(at, row, true);
    writeRow(this.#world.accounts, row, this.#delta, this.#deltaView, at + 4);
    this.#entries++;
  }

  #sealDelta(save: number): SavedRecord {
    this.#deltaView.setUint32(HEADER_BYTES, this.#entries, true);
    const bytes = this.#delta.subarray(0, DELTA_AT + this.#entries * ENTRY_BYTES);
    sealRecord(bytes, RecordKind.delta, 0, save);
    return { key: deltaKey(save), bytes };
  }

  #base(next: SaveState): Uint8Array {
    return writeBase(this.#world, next, (bytes) => this.#allot(bytes));
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

  #page(page: number, save: number): Uint8Array {
    const { accounts } = this.#world;
    const first = page * PAGE_ROWS;
    const rows = Math.min(PAGE_ROWS, accounts.high - first);
    const bytes = this.#allot(HEADER_BYTES + rows * ROW_BYTES);
    const view = viewOf(bytes);
    for (let i = 0; i < rows; i++) {
      writeRow(accounts, first + i, bytes, view, HEADER_BYTES + i * ROW_BYTES);
    }
    sealRecord(bytes, RecordKind.page, page, save);
    return bytes;
  }
}
