// What the console shows of hunts while the world cannot be reached: nothing, and every request is answered with the reason.
import type { HuntSources } from "./huntSources.ts";

const UNREACHABLE = "The world cannot be reached at the moment.";
const refused = async (): Promise<{ readonly ok: false; readonly text: string }> => ({
  ok: false,
  text: UNREACHABLE,
});
const NONE: readonly never[] = [];

export const noHunts: HuntSources = {
  hunts: () => NONE,
  audit: () => NONE,
  liveMap: () => undefined,
  order: refused,
  caches: refused,
  results: refused,
  season: refused,
  definitions: refused,
  dryRun: async () => ({ ok: false, errors: [UNREACHABLE] }),
};
