// Writes the side records that changed since their last durable version: what a running hunt changes with each tick is
// written with each save, to alternating slots; the rest is written rarely, to both.
import type { World } from "../../world.ts";
import { HEADER_BYTES, type SavedRecord, sealRecord } from "../record.ts";
import { PAGE_SLOTS, type SideVersion, type SideVersions } from "../saveState.ts";
import type { MakeBuffer } from "../tables/tableWriter.ts";
import { ByteWriter } from "./bytes.ts";
import { type SideName, sideKey, sideRecords } from "./sideRecords.ts";

export interface SideChanges {
  readonly puts: readonly SavedRecord[];
  readonly next: SideVersions;
}

export class SideWriter {
  readonly #world: World;
  readonly #writer: ByteWriter = new ByteWriter();
  /** Revisions of the parts as they are durable, and as the save in progress has them. */
  readonly #durable = new Map<SideName, number | undefined>();
  readonly #taken = new Map<SideName, number | undefined>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Returns the records to save; `versions` are the last durable ones. */
  take(save: number, versions: SideVersions, whole: boolean, allot: MakeBuffer): SideChanges {
    this.#taken.clear();
    const puts: SavedRecord[] = [];
    const next: { -readonly [K in SideName]: SideVersion } = { ...versions };
    for (const { name, kind, part, revision } of sideRecords) {
      const number = revision(this.#world);
      const known = this.#durable.get(name);
      if (!whole && number !== undefined && number === known) continue;
      this.#writer.clear();
      part.codec.write(this.#writer, part.take(this.#world));
      const { bytes } = this.#writer;
      const first = (versions[name].slot + 1) % PAGE_SLOTS;
      // What is written rarely is written to every slot, because its previous version may be weeks old.
      const copies = whole || number !== undefined ? PAGE_SLOTS : 1;
      for (let copy = 0; copy < copies; copy++) {
        const slot = (first + copy) % PAGE_SLOTS;
        const record = allot(HEADER_BYTES + bytes.length);
        record.set(bytes, HEADER_BYTES);
        sealRecord(record, kind, slot, save);
        puts.push({ key: sideKey(name, slot), bytes: record });
        next[name] = { save, slot };
      }
      this.#taken.set(name, number);
    }
    return { puts, next };
  }

  /** Ends the save that `take` began. */
  settle(durable: boolean): void {
    if (durable) for (const [name, number] of this.#taken) this.#durable.set(name, number);
    this.#taken.clear();
  }
}
