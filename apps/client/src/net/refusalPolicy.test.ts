import { type RefusalCode, refusals } from "@doubloon/shared/protocol/refusals";
import { describe, expect, it } from "vitest";
import { actionFor } from "./refusalPolicy.ts";

const codes = Object.keys(refusals) as RefusalCode[];

describe("actionFor", () => {
  it("N2 sends a player whose name is refused back to choose another one", () => {
    for (const code of codes.filter((name) => name.startsWith("name")))
      expect(actionFor(code)).toBe("rename");
  });

  it("N1 asks a page of another version to reload, N4 tells the tab that was replaced", () => {
    expect(actionFor("versionMismatch")).toBe("reload");
    expect(actionFor("takenOver")).toBe("replaced");
    expect(actionFor("tokenInvalid")).toBe("forget");
  });

  it("retries after refusals that are temporary", () => {
    for (const code of ["serverFull", "shuttingDown", "unresponsive", "handshakeTimeout"] as const) {
      expect(actionFor(code)).toBe("retry");
    }
  });
});
