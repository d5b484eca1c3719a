// This gateway's copy of the hunts' public log, kept up to date over the link: the texts of its entries, in order. Holds no
// opinion of what is in them; whoever reads the log checks it.
import { EntryFile, type EntryFileOptions } from "../../lib/entryFile.ts";

export class FairLogCopy {
  readonly #entries: EntryFile;

  /** @param where the entries are kept: the log grows for as long as there are hunts */
  constructor(where: EntryFileOptions = {}) {
    this.#entries = new EntryFile(where);
  }

  /** The number of entries; their indexes begin with 0. */
  get length(): number {
    return this.#entries.length;
  }

  /** Adds entries of which the first has the index `from`. Entry 0 begins the copy anew: another world may have come up. */
  add(from: number, entries: readonly string[]): void {
    if (from === 0) this.#entries.clear();
    // Entries that are known already, or that do not continue the copy, are left out.
    const known = this.#entries.length - from;
    if (known < 0) return;
    this.#entries.add(entries.slice(known));
  }

  /**
   * The log as it is published, piece by piece: JSON of a FairLog, or with `after` of the part of it that follows so many entries.
   * Entries that are added meanwhile are not in it.
   */
  *json(after?: number): Generator<string> {
    const [from, to] = [after ?? 0, this.length];
    yield `{"format":1,${after === undefined ? "" : `"after":${after},`}"entries":[`;
    let between = "";
    for (const texts of this.#entries.groups(from, to)) {
      yield between + texts.join(",\n");
      between = ",\n";
    }
    yield "]}";
  }
}
