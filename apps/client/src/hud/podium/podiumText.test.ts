import { expect, it } from "vitest";
import { huntSummary } from "../../testing/hunts.ts";
import { foundText, liveText, nextText } from "./podiumText.ts";

const cache = (found: boolean) => ({ tileX: 1, tileY: 1, tier: "purse", mimic: false, found });

it("says how many caches were found", () => {
  expect(foundText([cache(true), cache(false), cache(true)])).toBe("2 of 3 caches were found.");
  expect(foundText([cache(false)])).toBe("0 of 1 cache was found.");
});

it("says what comes next, and when", () => {
  expect(liveText(huntSummary(), 100)).toBe("The Governor's Silver is on.");
  expect(liveText(huntSummary({ phase: "announced" }), 65)).toBe("The Governor's Silver begins in 1:05.");
  const next = { title: "Salt and Sixpence", atMs: 1 };
  expect(nextText(next, 65)).toBe("Next: Salt and Sixpence in 1:05.");
  expect(nextText(next, 0)).toBeUndefined();
  expect(nextText(undefined, 0)).toBeUndefined();
});
