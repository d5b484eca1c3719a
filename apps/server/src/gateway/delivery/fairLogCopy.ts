// This gateway's copy of the hunts' public log, kept up to date over the link: the texts of its entries, in order. Holds no
// opinion of what is in them; whoever reads the log checks it.

export class FairLogCopy {
  readonly #entries: string[] = [];
  /** The published text, made when it is asked for and kept until an entry is added. */
  #json: string | undefined;

  /** The number of entries; their indexes begin with 0. */
  get length(): number {
    return this.#entries.length;
  }

  /** Adds entries of which the first has the index `from`. Entry 0 begins the copy anew: another world may have come up. */
  add(from: number, entries: readonly string[]): void {
    this.#json = undefined;
    if (from === 0) this.#entries.length = 0;
    // Entries that are known already, or that do not continue the copy, are left out.
    const known = this.#entries.length - from;
    if (known < 0) return;
    this.#entries.push(...entries.slice(known));
  }

  /** The log as it is published: JSON of a FairLog. */
  json(): string {
    this.#json ??= `{"format":1,"entries":[${this.#entries.join(",\n")}]}`;
    return this.#json;
  }
}
