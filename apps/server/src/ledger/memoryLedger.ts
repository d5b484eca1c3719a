// A ledger that forgets everything with the process: for tests, and for worlds that nobody needs to keep.
import type { Ledger } from "./port.ts";

export function createMemoryLedger(): Ledger {
  let saved: Uint8Array | undefined;
  let saving = false;
  return {
    load: async () => saved?.slice(),
    async save(snapshot) {
      if (saving) throw new Error("one save at a time");
      saving = true;
      const copy = snapshot.slice();
      await Promise.resolve();
      saved = copy;
      saving = false;
    },
    close: async () => {},
  };
}
