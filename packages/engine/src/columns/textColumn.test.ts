import fc from "fast-check";
import { expect, test } from "vitest";
import { readText, writeText } from "./textColumn.ts";

test("a text that fits reads back unchanged and leaves its neighbours alone", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 5 }), (raw) => {
      const text = raw.replaceAll("\0", "").slice(0, 16);
      fc.pre(text.isWellFormed());
      const bytes = new Uint8Array(192).fill(255);
      writeText(bytes, 64, 64, text);
      expect(readText(bytes, 64, 64)).toBe(text);
      expect(bytes.subarray(0, 64).every((byte) => byte === 255)).toBe(true);
      expect(bytes.subarray(128).every((byte) => byte === 255)).toBe(true);
    }),
    { seed: 1 },
  );
});

test("sixteen four-byte characters fill a row, and a longer text is cut between characters", () => {
  const bytes = new Uint8Array(64);
  writeText(bytes, 0, 64, "💰".repeat(17));
  expect(readText(bytes, 0, 64)).toBe("💰".repeat(16));
  writeText(bytes, 0, 6, "ab💰💰");
  expect(readText(bytes, 0, 6)).toBe("ab💰");
});
