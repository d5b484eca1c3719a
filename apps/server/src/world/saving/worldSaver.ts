// Saves the world every half second if something happened: the changes, a little at a time, and then what the world holds
// at one tick, in one transaction. What follows from a save is said once it is on disk (durableAnnouncer.ts). A world
// whose step has failed is never saved again. See docs/adr/0012 and 0013.

import type { SaveState } from "@doubloon/engine/saved/saveState";
import { type SavedChanges, SaveWriter } from "@doubloon/engine/saved/saveWriter";
import type { World } from "@doubloon/engine/world";
import type { Ledger } from "../../ledger/port.ts";
import type { Clock } from "../../lib/clock.ts";
import type { WorldObserver } from "../worldObserver.ts";
import type { DurableAnnouncer } from "./durableAnnouncer.ts";

const SAVE_EVERY_MS = 500;
/** Changed accounts that one turn of the event loop copies: about half a millisecond. */
const ROWS_PER_TURN = 2_000;
/** Turns after which a save is taken though more accounts have changed than one turn copies. */
const MAX_COPY_TURNS = 64;
/** A world with changes that are not on disk for this long, in ms, has a problem. */
export const SAVE_PROBLEM_MS = 5_000;

export interface WorldSaverOptions {
  readonly world: World;
  readonly state: SaveState;
  /** Whether the first save writes everything anew. */
  readonly whole: boolean;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly observer: WorldObserver;
  readonly announcer: DurableAnnouncer;
}

export class WorldSaver {
  /** True if something worth keeping happened since the last save was taken. */
  dirty = false;
  /** True while the world is between two ticks, and for ever if it has not come out of a step: then it is not saved. */
  stepping = false;
  readonly #options: WorldSaverOptions;
  readonly #writer: SaveWriter;
  #saving: Promise<void> | undefined;
  #copyTurns = 0;
  /** Clock times, in ms: of the next save, and up to which everything that happened is on disk. */
  #nextSaveMs: number;
  #durableMs: number;
  #failure: Error | undefined;

  constructor(options: WorldSaverOptions) {
    const { world, state, whole, clock } = options;
    this.#options = options;
    // Shared with the ledger's thread, so that a save is not copied again.
    const makeBuffer = (bytes: number): Uint8Array => new Uint8Array(new SharedArrayBuffer(bytes));
    this.#writer = new SaveWriter(world, { state, whole, makeBuffer });
    this.#durableMs = clock.nowMs();
    this.#nextSaveMs = this.#durableMs + SAVE_EVERY_MS;
  }

  /** Age of the oldest change that is not on disk, in ms, at most half a second too high; 0 if all are. */
  get ageMs(): number {
    if (!this.dirty && this.#saving === undefined) return 0;
    return Math.max(0, this.#options.clock.nowMs() - this.#durableMs);
  }

  /** Why the world is not being kept, for the operator; undefined if it is. */
  get problem(): string | undefined {
    const { ageMs } = this;
    if (ageMs < SAVE_PROBLEM_MS) return undefined;
    const why = this.#failure === undefined ? "" : `: ${this.#failure.message}`;
    return `nothing has been saved for ${Math.floor(ageMs / 1000)} s${why}`;
  }

  /** Does what is due; to be called once a turn of the event loop. */
  tend(nowMs: number): void {
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
   * Waits for the save under way and makes a last one.
   * @throws what the ledger throws if that fails; nothing if the world must not be saved
   */
  async finish(): Promise<void> {
    await this.#saving;
    if (this.stepping || !this.dirty) return;
    await this.#save();
    if (this.dirty && this.#failure !== undefined) throw this.#failure;
  }

  /**
   * Saves before anybody plays; such a save may take long.
   * @throws what the ledger throws
   */
  async begin(): Promise<void> {
    await this.#options.ledger.save(this.#writer.take());
    this.#writer.settle(true);
  }

  #save(): Promise<void> {
    const { clock, observer, announcer, ledger } = this.#options;
    this.dirty = false;
    this.#copyTurns = 0;
    const startMs = clock.nowMs();
    const changes = this.#writer.take();
    const announcement = announcer.prepare();
    const takenMs = clock.nowMs();
    observer.saveTurn(takenMs - startMs);
    const saving = ledger.save(changes).then(
      () => {
        this.#saving = undefined;
        this.#failure = undefined;
        this.#durableMs = startMs;
        this.#writer.settle(true);
        observer.saved(takenMs - startMs, clock.nowMs() - takenMs, bytesOf(changes));
        if (announcer.durable(announcement)) this.dirty = true;
      },
      (error: unknown) => {
        this.#saving = undefined;
        this.dirty = true;
        this.#failure = error instanceof Error ? error : new Error(String(error));
        this.#writer.settle(false);
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
