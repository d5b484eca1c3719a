import { makeRefusal } from "@doubloon/shared/protocol/refusals";
import { describe, expect, it } from "vitest";
import { rejoinDelayMs } from "./rejoinDelay.ts";

const lost = { kind: "lost", detail: "" } as const;
const refused = (...args: Parameters<typeof makeRefusal>) =>
  ({ kind: "refused", refusal: makeRefusal(...args) }) as const;

describe("the rejoin delay", () => {
  it("grows with each failure, up to a limit", () => {
    const waits = [0, 1, 2, 20].map((failures) => rejoinDelayMs(lost, failures, () => 0));
    expect(waits).toEqual([0, 500, 1000, 8000]);
  });

  it("is spread by up to half", () => {
    expect(rejoinDelayMs(lost, 0, () => 1)).toBe(500);
    expect(rejoinDelayMs(lost, 1, () => 1)).toBe(750);
    expect(rejoinDelayMs(refused("serverFull", 2000), 5, () => 1)).toBe(3000);
  });

  it("follows the delay that the server asked for", () => {
    expect(rejoinDelayMs(refused("serverFull", 2000), 5, () => 0)).toBe(2000);
    expect(rejoinDelayMs(refused("shuttingDown"), 1, () => 0)).toBe(500);
    expect(rejoinDelayMs({ kind: "busy", retryAfterMs: 3000, detail: "" }, 0, () => 0)).toBe(3000);
  });

  it("is undefined when rejoining is pointless", () => {
    for (const code of ["versionMismatch", "nameMarkup", "kicked"] as const) {
      expect(rejoinDelayMs(refused(code), 0, () => 0)).toBeUndefined();
    }
  });
});
