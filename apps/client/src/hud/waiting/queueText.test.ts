import { expect, it } from "vitest";
import { queueText } from "./queueText.ts";

it("tells how many players are waiting and about how long it takes", () => {
  expect(queueText(12, 3)).toBe("12 players are waiting to join: about 3 s left.");
  expect(queueText(1, 1)).toBe("1 player is waiting to join: about 1 s left.");
  expect(queueText(12, 0)).toBe("12 players are waiting to join. Retrying now…");
});
