// The live map of the console: players, loot and load by room. It has no places but rooms.
import type { World } from "@doubloon/engine/world";
import type { Tick } from "@doubloon/shared/ids";
import type { LiveMap } from "@doubloon/shared/protocol/adminHunts";

export class LiveMaps {
  readonly #world: World;
  readonly #roomLoad: (into: Uint8Array) => void;
  #made: { readonly tick: Tick; readonly map: LiveMap } | undefined;

  /** @param roomLoad adds the work of each room's frames, see LiveMap */
  constructor(world: World, roomLoad: (into: Uint8Array) => void) {
    this.#world = world;
    this.#roomLoad = roomLoad;
  }

  /** Made once a tick, however many consoles watch. */
  current(): LiveMap {
    const { tick } = this.#world;
    if (this.#made?.tick !== tick) this.#made = { tick, map: this.#make() };
    return this.#made.map;
  }

  #make(): LiveMap {
    const { grid, members, loot } = this.#world;
    const rooms = members.counts.length;
    const load = new Uint8Array(rooms);
    this.#roomLoad(load);
    return {
      chunksWide: grid.chunksWide,
      chunksHigh: grid.chunksHigh,
      players: bounded(members.counts, rooms),
      loot: bounded(loot.counts, rooms),
      load: Buffer.from(load).toString("base64"),
    };
  }
}

/** Base64 of one byte a room: 255 is that many or more. */
function bounded(counts: ArrayLike<number>, rooms: number): string {
  return Buffer.from(Uint8Array.from({ length: rooms }, (_, room) => Math.min(255, counts[room]))).toString(
    "base64",
  );
}
