import { expect, it } from "vitest";
import { huntSummary } from "../../testing/hunts.ts";
import { foundText, liveText, nextText, ownPlaceText } from "./podiumText.ts";

const cache = (found: boolean) => ({ tileX: 1, tileY: 1, tier: "purse", mimic: false, found });

it("says how many caches were found", () => {
  expect(foundText([cache(true), cache(false), cache(true)])).toBe("2 of 3 caches were found.");
  expect(foundText([cache(false)])).toBe("0 of 1 cache was found.");
});

it("says how the player came in, and calls only those that are shown there on the podium", () => {
  const row = (rank: number, name: string, points: number) => ({ rank, name, points });
  const top = [row(1, "Anne", 1_200), row(2, "Bart", 70), row(2, "Mary", 70)];
  expect(ownPlaceText({ top, me: row(1, "Anne", 1_200) })).toBe("You stand on the podium with 1,200 points.");
  expect(ownPlaceText({ top, me: row(2, "Pip", 70) })).toBe("You came in as number 2 with 70 points.");
  expect(ownPlaceText({ top, me: row(9, "Tom", 1) })).toBe("You came in as number 9 with 1 point.");
  expect(ownPlaceText({ top, me: row(12, "Jack", 0) })).toBe("You found nothing this time.");
  expect(ownPlaceText({ top })).toBeUndefined();
});

it("says what comes next, and when", () => {
  expect(liveText(huntSummary(), 100)).toBe("The Governor's Silver is on.");
  expect(liveText(huntSummary({ phase: "announced" }), 65)).toBe("The Governor's Silver begins in 1:05.");
  const next = { title: "Salt and Sixpence", atMs: 1 };
  expect(nextText(next, 65)).toBe("Next: Salt and Sixpence in 1:05.");
  expect(nextText(next, 0)).toBeUndefined();
  expect(nextText(undefined, 0)).toBeUndefined();
});
