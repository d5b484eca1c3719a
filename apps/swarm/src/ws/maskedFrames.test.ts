import { describe, expect, it } from "vitest";
import { maskedFrame, maskedText, Opcode } from "./maskedFrames.ts";

const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

describe("masked frames", () => {
  it("carry a zero mask and the unchanged payload", () => {
    expect(hexOf(maskedText("40"))).toBe("8182000000003430");
    expect(hexOf(maskedFrame(Opcode.close, Uint8Array.of(3, 0xe8)))).toBe("88820000000003e8");
  });

  it("have a length of 16 bits above 125 bytes", () => {
    expect(hexOf(maskedFrame(Opcode.binary, new Uint8Array(125))).slice(0, 12)).toBe("82fd00000000");
    expect(hexOf(maskedFrame(Opcode.binary, new Uint8Array(126))).slice(0, 16)).toBe("82fe007e00000000");
    expect(maskedFrame(Opcode.binary, new Uint8Array(300)).length).toBe(308);
  });

  it("are never longer than a length of 16 bits allows", () => {
    expect(() => maskedFrame(Opcode.binary, new Uint8Array(65_536))).toThrow(RangeError);
  });
});
