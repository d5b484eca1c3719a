import { expect, it } from "vitest";
import { queueText } from "./queueText.ts";

it("says how many wait and about how long", () => {
  expect(queueText(12, 3)).toBe("12 players wait to come in: about 3 s.");
  expect(queueText(1, 1)).toBe("1 player waits to come in: about 1 s.");
  expect(queueText(12, 0)).toBe("12 players wait to come in. Trying now…");
});
