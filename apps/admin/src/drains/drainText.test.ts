import { expect, it } from "vitest";
import { drainText } from "./drainText.ts";

it("says how far a drain is, at what pace, and until when it lasts", () => {
  const drain = {
    state: "moving",
    total: 1_200,
    moved: 400,
    perSecond: 50,
    endsInMs: 41_200,
    bySignal: false,
  } as const;
  expect(drainText(drain)).toBe("400 of 1,200 players moved, 50 a second; ends in 42 s at the latest");
  expect(drainText({ ...drain, state: "waiting" })).toContain("waiting for room at other gateways");
  expect(drainText({ ...drain, state: "paused" })).toContain("paused");
});
