import { expect, test } from "vitest";
import { statusOf } from "./gatewayHealth.ts";

test.each([
  [{ silentMs: 900, lagMs: 40 }, "well", "well"],
  [{ silentMs: 3_000, lagMs: 41 }, "slow", "slow"],
  [{ silentMs: 3_001, lagMs: 0 }, "silent", "silent for 3 s"],
  [{ silentMs: 61_700, lagMs: 500 }, "silent", "silent for 62 s"],
] as const)("%j is %s", (figures, state, text) => expect(statusOf(figures)).toEqual({ state, text }));
