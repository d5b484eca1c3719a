import { expect, it } from "vitest";
import { huntOnText } from "./huntOnText.ts";

const at = (nowMs: number) => huntOnText({ title: "Salt", startsAt: 600_000, endsAt: 1_200_000 }, nowMs);

it("says when a hunt begins, and how long it still runs", () => {
  expect(at(0)).toBe("Salt begins in 10 minutes.");
  expect(at(540_000)).toBe("Salt begins in 1 minute.");
  expect(at(599_500)).toBe("Salt begins in 1 second.");
  expect(at(600_000)).toBe("Salt is on, for 10 more minutes.");
  expect(at(1_150_000)).toBe("Salt is on, for 1 more minute.");
  expect(at(1_199_000)).toBe("Salt is on.");
});
