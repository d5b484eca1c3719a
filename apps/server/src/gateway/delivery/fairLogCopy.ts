// This gateway's copy of the hunts' public log, kept up to date over the link: the texts of its entries, in order. It does not
// check what is in them: readers of the log do.
import { createHash } from "node:crypto";
import { EntryFile, type EntryFileOptions } from "../../lib/entryFile.ts";

export class FairLogCopy {
  readonly #entries: EntryFile;
  #tag = "0";

  /** @param where the entries are kept: the log grows for as long as there are hunts */
  constructor(where: EntryFileOptions = {}) {
    this.#entries = new EntryFile(where);
  }

  /** The number of entries; their indexes begin with 0. */
  get length(): number {
    return this.#entries.length;
  }

  /** Names the state of the log: two copies with the same tag have the same entries, because each entry has the hash of the one before. */
  get tag(): string {
    return this.#tag;
  }

  /**
   * Adds entries of which the first has the index `from`. A world sends its whole log when it meets this gateway: what is known
   * already stays, and is served meanwhile; the first entry that differs ends what is kept of another world's log.
   */
  add(from: number, entries: readonly string[]): void {
    // Entries that do not continue the copy are left out.
    if (from > this.#entries.length) return;
    const known = this.#entries.slice(from, Math.min(this.#entries.length, from + entries.length));
    const fresh = entries.findIndex((entry, i) => entry !== known[i]);
    if (fresh < 0) return;
    this.#entries.truncate(from + fresh);
    this.#entries.add(entries.slice(fresh));
    const last = createHash("sha256").update(entries[entries.length - 1]);
    this.#tag = `${this.#entries.length}-${last.digest("base64url").slice(0, 16)}`;
  }

  /**
   * The log as it is published, piece by piece: JSON of a FairLog, or with `after` of the part of it that follows so many entries.
   * Entries that are added meanwhile are not in it.
   */
  *json(after?: number): Generator<string> {
    const groups = this.#entries.groups(after ?? 0, this.length);
    yield `{"format":1,${after === undefined ? "" : `"after":${after},`}"entries":[`;
    let between = "";
    for (const texts of groups) {
      yield between + texts.join(",\n");
      between = ",\n";
    }
    yield "]}";
  }
}
