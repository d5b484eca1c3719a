import { makeRefusal } from "@doubloon/shared/protocol/refusals";
import { describe, expect, it } from "vitest";
import { comeBackAfterMs } from "./rejoinDelay.ts";

const lost = { kind: "lost", detail: "" } as const;
const refused = (...args: Parameters<typeof makeRefusal>) =>
  ({ kind: "refused", refusal: makeRefusal(...args) }) as const;

describe("coming back", () => {
  it("waits longer with each failure, up to a bound", () => {
    const waits = [0, 1, 2, 20].map((failures) => comeBackAfterMs(lost, failures, () => 0));
    expect(waits).toEqual([0, 500, 1000, 8000]);
  });

  it("is spread over half as long again", () => {
    expect(comeBackAfterMs(lost, 0, () => 1)).toBe(500);
    expect(comeBackAfterMs(lost, 1, () => 1)).toBe(750);
    expect(comeBackAfterMs(refused("serverFull", 2000), 5, () => 1)).toBe(3000);
  });

  it("happens when the server says so", () => {
    expect(comeBackAfterMs(refused("serverFull", 2000), 5, () => 0)).toBe(2000);
    expect(comeBackAfterMs(refused("shuttingDown"), 1, () => 0)).toBe(500);
    expect(comeBackAfterMs({ kind: "busy", retryAfterMs: 3000, detail: "" }, 0, () => 0)).toBe(3000);
  });

  it("does not happen when it is pointless", () => {
    for (const code of ["versionMismatch", "nameMarkup", "kicked"] as const) {
      expect(comeBackAfterMs(refused(code), 0, () => 0)).toBeUndefined();
    }
  });
});
