import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkName, MAX_NAME_CHARS } from "./names.ts";

describe("N2 names", () => {
  it.each([
    ["Anne Bonny", "Anne Bonny"],
    ["  Anne   Bonny ", "Anne Bonny"],
    ["Ａｎｎｅ", "Anne"],
    ["海賊王", "海賊王"],
    ["Zoë🦜", "Zoë🦜"],
    ["I \u2764\ufe0f gold", "I \u2764 gold"],
    ["กี่", "กี่"],
    ["हिन्दी", "हिन्दी"],
    ["x".repeat(16), "x".repeat(16)],
  ])("N2 accepts %j as %j", (raw, name) => {
    expect(checkName(raw)).toEqual({ ok: true, name });
  });

  it.each([
    ["", "nameEmpty"],
    ["   ", "nameEmpty"],
    ["x".repeat(17), "nameTooLong"],
    ["x".repeat(100_000), "nameTooLong"],
    ["a\u200bb", "nameInvisible"],
    ["\u3164\u3164", "nameEmpty"],
    ["\u2800", "nameEmpty"],
    ["\ufe0f", "nameEmpty"],
    ["\u034f \u180b", "nameEmpty"],
    ["\u{1d159}", "nameEmpty"],
    ["\u{e0100}\u200d", "nameEmpty"],
    ["a\u034fb", "nameInvisible"],
    ["a\u17b4b", "nameInvisible"],
    ["a\u180bb", "nameInvisible"],
    ["a\u{1d159}b", "nameInvisible"],
    ["a\u{e0100}b", "nameInvisible"],
    ["a\u115fb", "nameInvisible"],
    ["a\ue000b", "nameInvisible"],
    ["a\u0378b", "nameInvisible"],
    ["a\u1680b", "nameInvisible"],
    ["a\ufffcb", "nameInvisible"],
    ["a\u2066b", "nameInvisible"],
    ["\u0301Anne", "nameInvisible"],
    ["Anne \u0301", "nameInvisible"],
    ["x\u0331\u0331", "nameInvisible"],
    ["a\u202eb", "nameInvisible"],
    ["a\nb", "nameInvisible"],
    ["\ud800", "nameEmpty"],
    ["a\ud800", "nameInvisible"],
    ["z\u0335\u0336\u0337\u0338", "nameInvisible"],
    ["<b>x</b>", "nameMarkup"],
    ["a&b", "nameMarkup"],
    ['"', "nameMarkup"],
  ])("N2 refuses %j as %s", (raw, code) => {
    expect(checkName(raw)).toEqual({ ok: false, code });
  });

  it("N2 an accepted name is accepted again unchanged", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 24 }), (raw) => {
        const first = checkName(raw);
        if (!first.ok) return;
        expect([...first.name].length).toBeLessThanOrEqual(MAX_NAME_CHARS);
        expect(checkName(first.name)).toEqual(first);
      }),
      { numRuns: 2000, seed: 1 },
    );
  });
});
