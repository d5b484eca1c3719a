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
    ["x".repeat(16), "x".repeat(16)],
  ])("N2 takes %j as %j", (raw, name) => {
    expect(checkName(raw)).toEqual({ ok: true, name });
  });

  it.each([
    ["", "nameEmpty"],
    ["   ", "nameEmpty"],
    ["x".repeat(17), "nameTooLong"],
    ["x".repeat(100_000), "nameTooLong"],
    ["a\u200bb", "nameInvisible"],
    ["\u3164\u3164", "nameInvisible"],
    ["\u2800", "nameInvisible"],
    ["a\u202eb", "nameInvisible"],
    ["a\nb", "nameInvisible"],
    ["\ud800", "nameInvisible"],
    ["z\u0335\u0336\u0337\u0338", "nameInvisible"],
    ["<b>x</b>", "nameMarkup"],
    ["a&b", "nameMarkup"],
    ['"', "nameMarkup"],
  ])("N2 refuses %j as %s", (raw, code) => {
    expect(checkName(raw)).toEqual({ ok: false, code });
  });

  it("N2 a name that is taken is taken again unchanged", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 24 }), (raw) => {
        const first = checkName(raw);
        if (!first.ok) return;
        expect([...first.name].length).toBeLessThanOrEqual(MAX_NAME_CHARS);
        expect(checkName(first.name)).toEqual(first);
      }),
      { numRuns: 2000 },
    );
  });
});
