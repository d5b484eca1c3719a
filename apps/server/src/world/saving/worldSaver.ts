// Saves the world every half second if it has changed: changed accounts are copied over several turns, then the state of
// one tick is saved in one transaction. durableAnnouncer.ts announces the results. A world whose step has failed is never
// saved again. See docs/adr/0012 and 0013.

import type { SaveState } from "@doubloon/engine/saved/saveState";
import { type SavedChanges, SaveWriter } from "@doubloon/engine/saved/saveWriter";
import type { World } from "@doubloon/engine/world";
import type { Ledger, LedgerRecord } from "../../ledger/port.ts";
import type { Clock } from "../../lib/clock.ts";
import type { WorldObserver } from "../worldObserver.ts";
import type { DurableAnnouncer } from "./durableAnnouncer.ts";
import type { SavedLog } from "./savedLog.ts";

const SAVE_EVERY_MS = 500;
/** Changed accounts copied in one turn of the event loop: about half a millisecond. */
const ROWS_PER_TURN = 2_000;
/** After this many turns the save is taken even if more accounts have changed than one turn copies. */
const MAX_COPY_TURNS = 64;
/** A save may ask for one more, which asks for none. */
const MAX_SETTLING_SAVES = 3;
/** Changes that are not on disk after this long, in ms, are reported as a problem. */
export const SAVE_PROBLEM_MS = 5_000;

export interface WorldSaverOptions {
  readonly world: World;
  readonly state: SaveState;
  /** Whether the first save writes everything. */
  readonly whole: boolean;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly observer: WorldObserver;
  readonly announcer: DurableAnnouncer;
  /** Entries that are written in the transaction of a save; none by default. */
  readonly log?: SavedLog;
  /** Records beside the world's that the first save must not drop; none by default. */
  readonly kept?: readonly LedgerRecord[];
}

export class WorldSaver {
  /** True if the world has changed since the last save was taken. */
  dirty = false;
  /** True during a step, and for ever after a step that threw. The world is not saved while it is true. */
  stepping = false;
  readonly #options: Omit<WorldSaverOptions, "kept">;
  readonly #writer: SaveWriter;
  #kept: readonly LedgerRecord[];
  #saving: Promise<void> | undefined;
  #copyTurns = 0;
  /** Clock times, in ms: of the next save, and of the newest state that is on disk. */
  #nextSaveMs: number;
  #durableMs: number;
  #failure: Error | undefined;

  constructor(options: WorldSaverOptions) {
    // What is kept is dropped after the first save, since it may be much.
    const { kept = [], ...others } = options;
    const { world, state, whole, clock } = others;
    this.#options = others;
    // Shared with the ledger's thread, so that a save is not copied a second time.
    const makeBuffer = (bytes: number): Uint8Array => new Uint8Array(new SharedArrayBuffer(bytes));
    this.#writer = new SaveWriter(world, { state, whole, makeBuffer });
    this.#kept = kept;
    this.#durableMs = clock.nowMs();
    this.#nextSaveMs = this.#durableMs + SAVE_EVERY_MS;
  }

  /** Age of the oldest change that is not on disk, in ms, at most half a second too high; 0 if there is none. */
  get ageMs(): number {
    if (!this.dirty && this.#saving === undefined) return 0;
    return Math.max(0, this.#options.clock.nowMs() - this.#durableMs);
  }

  /** Why the world is not being saved, for the operator; undefined if it is. */
  get problem(): string | undefined {
    const { ageMs } = this;
    if (ageMs < SAVE_PROBLEM_MS) return undefined;
    const why = this.#failure === undefined ? "" : `: ${this.#failure.message}`;
    return `nothing has been saved for ${Math.floor(ageMs / 1000)} s${why}`;
  }

  /** Continues or starts a save if one is due; call it once a turn of the event loop. */
  saveIfDue(nowMs: number): void {
    if (this.stepping || this.#saving !== undefined || nowMs < this.#nextSaveMs) return;
    if (!this.dirty) {
      this.#durableMs = nowMs;
      this.#nextSaveMs = nowMs + SAVE_EVERY_MS;
      return;
    }
    const { clock, observer } = this.#options;
    const startMs = clock.nowMs();
    const copied = this.#writer.copyChanged(ROWS_PER_TURN);
    if (!copied && ++this.#copyTurns < MAX_COPY_TURNS) {
      observer.saveTurn(clock.nowMs() - startMs);
      return;
    }
    this.#nextSaveMs = nowMs + SAVE_EVERY_MS;
    void this.#save();
  }

  /**
   * Waits for the running save and makes a last one. Does nothing if the world must not be saved.
   * @throws the ledger's error if the last save fails
   */
  async finish(): Promise<void> {
    await this.#saving;
    if (this.stepping || !this.dirty) return;
    await this.#save();
    if (this.dirty && this.#failure !== undefined) throw this.#failure;
  }

  /**
   * Saves until nothing is left to save, because announcing a save may itself be something to save.
   * @throws the ledger's error if a save fails; an Error if the world must not be saved
   */
  async settle(): Promise<void> {
    if (this.stepping) throw new Error("a step of the world has failed");
    await this.#saving;
    for (let saves = 0; this.dirty && saves < MAX_SETTLING_SAVES; saves++) await this.finish();
  }

  /**
   * Saves everything before anyone plays; this may take long.
   * @throws the ledger's error
   */
  async begin(): Promise<void> {
    await this.#options.ledger.save(this.#take([]));
    this.#writer.settle(true);
    this.#kept = [];
  }

  /** Takes the world, with `entries` and, if everything is replaced, with the records that are kept beside it. */
  #take(entries: readonly LedgerRecord[]): SavedChanges {
    const changes = this.#writer.take();
    const beside = changes.clear ? [...this.#kept, ...entries] : entries;
    return beside.length === 0 ? changes : { ...changes, puts: [...changes.puts, ...beside] };
  }

  #save(): Promise<void> {
    const { clock, observer, announcer, ledger, log } = this.#options;
    this.dirty = false;
    this.#copyTurns = 0;
    const startMs = clock.nowMs();
    const entries = log?.prepare() ?? [];
    const changes = this.#take(entries);
    const announcement = announcer.prepare();
    const takenMs = clock.nowMs();
    observer.saveTurn(takenMs - startMs);
    const saving = ledger.save(changes).then(
      () => {
        this.#saving = undefined;
        this.#failure = undefined;
        this.#durableMs = startMs;
        this.#writer.settle(true);
        this.#kept = [];
        log?.durable(entries);
        observer.saved(takenMs - startMs, clock.nowMs() - takenMs, bytesOf(changes));
        if (announcer.durable(announcement)) this.dirty = true;
      },
      (error: unknown) => {
        this.#saving = undefined;
        this.dirty = true;
        this.#failure = error instanceof Error ? error : new Error(String(error));
        this.#writer.settle(false);
        log?.failed(entries);
        announcer.failed(announcement);
        observer.saveFailed(this.#failure);
      },
    );
    this.#saving = saving;
    return saving;
  }
}

function bytesOf({ puts }: SavedChanges): number {
  let bytes = 0;
  for (const put of puts) bytes += put.bytes.length;
  return bytes;
}
