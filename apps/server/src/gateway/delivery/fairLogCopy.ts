// This gateway's copy of the hunts' public log, kept up to date over the link: the texts of its entries, in order. Holds no
// opinion of what is in them; whoever reads the log checks it.

export class FairLogCopy {
  readonly #entries: string[] = [];

  /** The number of entries; they are numbered from 1. */
  get length(): number {
    return this.#entries.length;
  }

  /** Adds entries of which the first has the number `from`. Entry 1 begins the copy anew: another world may have come up. */
  add(from: number, entries: readonly string[]): void {
    if (from === 1) this.#entries.length = 0;
    // Entries that are known already, or that do not continue the copy, are left out.
    const known = this.#entries.length - (from - 1);
    if (known < 0) return;
    this.#entries.push(...entries.slice(known));
  }

  /** The log as a JSON array. */
  json(): string {
    return `[${this.#entries.join(",\n")}]`;
  }
}
