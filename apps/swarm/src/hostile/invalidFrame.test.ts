import { expect, it } from "vitest";
import { invalidFrame } from "./invalidFrame.ts";

const hex = (frame: Buffer): string => frame.toString("hex");
const payload = Buffer.from("40");

it("encodes a valid masked frame", () => {
  const mask = Uint8Array.of(1, 2, 3, 4);
  expect(hex(invalidFrame({ opcode: 1, payload, mask }))).toBe("8182010203043532");
});

it("encodes invalid frames: no mask, reserved bits, a fragment, a false length", () => {
  expect(hex(invalidFrame({ opcode: 2, payload, mask: undefined }))).toBe("82023430");
  expect(hex(invalidFrame({ opcode: 1, payload, mask: undefined, reserved: 0x40, final: false }))).toBe(
    "41023430",
  );
  expect(hex(invalidFrame({ opcode: 2, payload, mask: undefined, claimedBytes: 1n << 62n }))).toBe(
    "827f40000000000000003430",
  );
  expect(hex(invalidFrame({ opcode: 2, payload, mask: undefined, lengthBytes: 2 }))).toBe("827e00023430");
});
