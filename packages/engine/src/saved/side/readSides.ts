// Reads the side records into a world. A damaged newest version is replaced by the previous one, with a note; if there is
// none, reading fails with a SnapshotError, because hunts and seasons must not vanish silently.
import type { World } from "../../world.ts";
import { openRecord, type RecordBody } from "../record.ts";
import { PAGE_SLOTS, type SideVersions } from "../saveState.ts";
import { SnapshotError } from "../snapshotError.ts";
import { trying } from "../tables/readTable.ts";
import { ByteReader } from "./bytes.ts";
import { type SideName, type SideRecord, sideKey, sideRecords } from "./sideRecords.ts";

interface Found {
  readonly save: number;
  readonly value: unknown;
}

/** Puts every part into the world. A part that was never saved stays empty. */
export function readSides(
  records: ReadonlyMap<string, Uint8Array>,
  world: World,
  versions: SideVersions,
  notes: string[],
): void {
  for (const side of sideRecords) {
    const { save } = versions[side.name];
    const damage: string[] = [];
    const found: Found[] = [];
    for (let slot = 0; slot < PAGE_SLOTS; slot++) {
      const bytes = records.get(sideKey(side.name, slot));
      if (bytes !== undefined) trying(damage, () => found.push(readSide(side, slot, bytes)));
    }
    const [newest] = found.sort((a, b) => b.save - a.save);
    if (newest === undefined) {
      if (damage.length > 0 || save > 0) {
        throw new SnapshotError(
          `${damage.join("; ") || `no record ${side.name}`}; no older version is usable`,
        );
      }
      continue;
    }
    notes.push(...damage);
    if (newest.save < save) notes.push(`the ${side.name} of save ${newest.save} are used`);
    side.part.apply(world, newest.value);
  }
}

function readSide({ name, kind, part }: SideRecord, slot: number, bytes: Uint8Array): Found {
  const key = sideKey(name, slot);
  const body: RecordBody = openRecord(key, bytes, kind, slot);
  const reader = new ByteReader(body.bytes, `saved record ${key}`);
  const value = part.codec.read(reader, name satisfies SideName);
  reader.end();
  return { save: body.save, value };
}
