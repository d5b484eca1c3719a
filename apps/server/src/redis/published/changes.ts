// Which records the last few publications changed, kept in Redis in a ring of slots, so that a standby need not read the whole
// world again and again. The entries are hints: the manifest decides whether what was read by them is the published world.

/** Publications that are kept: four seconds' worth. */
const SLOTS = 8;
/** More keys than this in one publication are not worth following. */
const MAX_KEYS = 4_096;

/** Entry: base64 of the manifest before and after, then the keys, separated by line feeds. */
export class Changes {
  #next = 0;

  /** The slot and the text of a publication's entry. */
  entry(before: Buffer | undefined, after: Buffer, keys: readonly string[]): [slot: string, text: string] {
    const slot = String(this.#next++ % SLOTS);
    const from = before === undefined || keys.length > MAX_KEYS ? "" : before.toString("base64");
    return [slot, [from, after.toString("base64"), ...(from === "" ? [] : keys)].join("\n")];
  }

  /** The keys that changed from one manifest to a later one; undefined if the entries between them are not all here. */
  keysBetween(entries: Readonly<Record<string, Buffer>>, from: Buffer, to: Buffer): string[] | undefined {
    const byFrom = new Map(
      Object.values(entries).map((bytes) => {
        const [before, after, ...keys] = bytes.toString().split("\n");
        return [before, { after, keys }] as const;
      }),
    );
    const end = to.toString("base64");
    const keys = new Set<string>();
    let at = from.toString("base64");
    for (let steps = 0; at !== end; steps++) {
      const entry = byFrom.get(at);
      if (at === "" || entry === undefined || steps > SLOTS) return undefined;
      for (const key of entry.keys) keys.add(key);
      at = entry.after;
    }
    return [...keys];
  }
}
