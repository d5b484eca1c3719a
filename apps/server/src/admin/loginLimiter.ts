// Bounds how fast passwords can be guessed: so many tries a minute from one address, and so many for one name from
// everywhere. A try counts when it begins, so that many at once gain nothing; a right password gives it back.
import type { AdminClock } from "./adminClock.ts";

const WINDOW_MS = 60_000;
export const TRIES_PER_ADDRESS = 5;
/** More than for an address: whoever guesses must not be able to keep the game master out from one address. */
export const TRIES_PER_NAME = 25;
/** Entries kept in each table; the oldest go first. */
const TABLE_ENTRIES = 10_000;

export interface LoginLimiter {
  /** Counts a try; the answer is 0 if it may go ahead, or in how many ms to try again. */
  begin(address: string, name: string): number;
  /** The try had the right password. */
  succeeded(address: string, name: string): void;
}

interface Entry {
  tries: number;
  readonly endsAtMs: number;
}

export function createLoginLimiter(clock: AdminClock): LoginLimiter {
  const addresses = new Map<string, Entry>();
  const names = new Map<string, Entry>();

  function entryOf(table: Map<string, Entry>, key: string): Entry {
    const nowMs = clock.nowMs();
    const known = table.get(key);
    if (known !== undefined && known.endsAtMs > nowMs) return known;
    table.delete(key);
    // Entries stand in the order of their end, since each lives equally long.
    for (const [oldKey, old] of table) {
      if (old.endsAtMs > nowMs && table.size < TABLE_ENTRIES) break;
      table.delete(oldKey);
    }
    const entry = { tries: 0, endsAtMs: nowMs + WINDOW_MS };
    table.set(key, entry);
    return entry;
  }

  return {
    begin(address, name) {
      const byAddress = entryOf(addresses, address);
      const byName = entryOf(names, name);
      const waitMs = Math.max(
        byAddress.tries >= TRIES_PER_ADDRESS ? byAddress.endsAtMs - clock.nowMs() : 0,
        byName.tries >= TRIES_PER_NAME ? byName.endsAtMs - clock.nowMs() : 0,
      );
      if (waitMs > 0) return waitMs;
      byAddress.tries++;
      byName.tries++;
      return 0;
    },
    succeeded(address, name) {
      addresses.delete(address);
      const byName = names.get(name);
      if (byName !== undefined && byName.tries > 0) byName.tries--;
    },
  };
}
