// A ledger in memory, for tests.
import type { Ledger } from "../port.ts";

export function createMemoryLedger(): Ledger {
  let records = new Map<string, Uint8Array>();
  let saving = false;
  return {
    load: async () => new Map([...records].map(([key, bytes]) => [key, bytes.slice()])),
    async save({ clear, drops, puts }) {
      if (saving) throw new Error("one save at a time");
      saving = true;
      const next = clear ? new Map<string, Uint8Array>() : new Map(records);
      for (const key of drops) next.delete(key);
      for (const { key, bytes } of puts) next.set(key, bytes.slice());
      await Promise.resolve();
      records = next;
      saving = false;
    },
    close: async () => {},
  };
}
