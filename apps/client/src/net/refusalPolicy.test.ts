import { type RefusalCode, refusals } from "@doubloon/shared/protocol/refusals";
import { describe, expect, it } from "vitest";
import { meaningOf } from "./refusalPolicy.ts";

const codes = Object.keys(refusals) as RefusalCode[];

describe("meaningOf", () => {
  it("N2 sends everyone whose name is refused back to choose another", () => {
    for (const code of codes.filter((name) => name.startsWith("name")))
      expect(meaningOf(code)).toBe("rename");
  });

  it("N1 asks a page of another version to reload, N4 tells the tab that was replaced", () => {
    expect(meaningOf("versionMismatch")).toBe("reload");
    expect(meaningOf("takenOver")).toBe("replaced");
    expect(meaningOf("tokenInvalid")).toBe("forget");
  });

  it("tries again after whatever passes by itself", () => {
    for (const code of ["serverFull", "shuttingDown", "unresponsive", "handshakeTimeout"] as const) {
      expect(meaningOf(code)).toBe("retry");
    }
  });
});
