// A standby's copy of the published world, in memory and in its own ledger: loaded once, then kept up to date by what each
// publication changed, so that taking over costs an increment. It never publishes.
import { errorText } from "@doubloon/shared/errorText";
import { type Ledger, type LedgerChanges, replaceAll } from "../../ledger/port.ts";
import { type ChoiceOptions, chooseWorld } from "./chooseWorld.ts";
import type { PublishedRecords } from "./publishedRecords.ts";

type Records = ReadonlyMap<string, Uint8Array>;

export interface StandbyCopyOptions extends ChoiceOptions {
  readonly own: Ledger;
  readonly published: PublishedRecords;
  /** Reads a world that was just loaded. @throws Error if this machine could not run it */
  readonly check: (records: Records) => void;
}

export class StandbyCopy {
  readonly #options: StandbyCopyOptions;
  #records: Map<string, Uint8Array> | undefined;
  #cold = "it has not looked yet";
  #work: Promise<unknown> = Promise.resolve();

  constructor(options: StandbyCopyOptions) {
    this.#options = options;
  }

  /** Why the copy could not be taken over; empty if it could. */
  get cold(): string {
    return this.#cold;
  }

  /**
   * Brings the copy up to the newest publication and returns it; undefined if there is nothing to take over from. Calls run
   * one after the other.
   * @throws Error if Redis or the own ledger fails, or the published world cannot be used; `cold` then says why
   */
  follow(): Promise<Records | undefined> {
    const step = (): Promise<Records | undefined> =>
      this.#follow().catch((error: unknown) => {
        this.#forget(errorText(error));
        throw error;
      });
    const done = this.#work.then(step, step);
    this.#work = done.catch(() => undefined);
    return done;
  }

  async #follow(): Promise<Records | undefined> {
    const { own, published, check } = this.#options;
    const changes = this.#records === undefined ? undefined : await published.follow();
    if (this.#records !== undefined && changes !== undefined) {
      if (changes.puts.length + changes.drops.length > 0) await own.save(changes);
      apply(this.#records, changes);
      return this.#records;
    }
    this.#forget("it is loading the world");
    const theirs = await published.load();
    if (theirs.size === 0) return this.#forget("no world is published yet");
    const mine = await own.load();
    const chosen = await chooseWorld(mine, theirs, this.#options);
    if (chosen !== theirs) return this.#forget("its own world is newer than the published one");
    await own.save(replaceAll(theirs));
    check(theirs);
    this.#records = new Map(theirs);
    this.#cold = "";
    return this.#records;
  }

  /** Forgets the copy: the world runs here now, and what it publishes is not followed. */
  release(): void {
    this.#forget("it runs the world");
  }

  #forget(why: string): undefined {
    this.#records = undefined;
    this.#cold = why;
    return undefined;
  }
}

function apply(records: Map<string, Uint8Array>, { drops, puts }: LedgerChanges): void {
  for (const key of drops) records.delete(key);
  for (const { key, bytes } of puts) records.set(key, bytes);
}
