import { checkName } from "@doubloon/shared/names";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guardName } from "./nameGuard.ts";
import { skeleton } from "./skeleton.ts";

describe("N2 names of those who run the game", () => {
  it.each([
    "gamemaster",
    "Game Master",
    "GAMEMASTER 7",
    "game_master",
    "gаmemaster", // a Cyrillic а
    "G4mem4ster",
    "Gаme Mаster",
    "Admin",
    "adm1n",
    "АDМІN", // Cyrillic but for D and N
    "adrnin",
    "Ädmín",
    "Admin Bob",
    "The Moderator",
    "M0derat0r",
    "Doubloon",
    "D0ubl00n",
    "doubIoon",
    "GM",
    "System",
  ])("N2 %j is refused", (name) => {
    expect(guardName(name)).toBe("nameReserved");
  });

  it.each([
    "Golden Doubloon",
    "Adam Minsk",
    "Madmin",
    "Gamer",
    "Master",
    "Modesty",
    "Anne Bunny",
    "Bosun 4",
    "1234",
  ])("N2 %j is nobody's", (name) => {
    expect(guardName(name)).toBeUndefined();
  });
});

describe("N2 scripts in one name", () => {
  it.each([
    "Zoë🦜",
    "Иван 7",
    "Ελένη",
    "海賊王",
    "ワンピース大好き",
    "Tokyo海賊ひめ",
    "김철수 Kim",
    "ㄅㄆ海A",
    "محمد",
    "דוד",
    "สมชาย",
    "हिन्दी",
    "Ꭰꭶꮶ",
    "ᚠᚢᚦ",
    "7★7",
  ])("N2 %j is one script, or scripts that belong together", (name) => {
    expect(guardName(name)).toBeUndefined();
  });

  it.each(["Аnne", "Annе", "pаypal", "Ελenη", "海Ж", "Zoё", "Αnne", "ひ김", "Anneᚠ", "ᎪNNE"])(
    "N2 %j mixes scripts and is refused",
    (name) => {
      expect(guardName(name)).toBe("nameMixedScript");
    },
  );
});

describe("skeleton", () => {
  it.each([
    ["Anne", "АNNЕ"],
    ["paypal", "раураl"],
    ["Bill", "BiIl"],
    ["Bill", "Bi11"],
    ["modern", "rnodem"],
    ["O0", "oО"],
    ["ACE", "асе"],
  ])("N2 %j looks like %j", (one, other) => {
    expect(skeleton(one)).toBe(skeleton(other));
  });

  it("N2 tells apart what looks different", () => {
    const names = ["Anne", "Anna", "Ann", "Anne 2", "Anne 3", "Аня", "海賊", "Zoë", "Zoe"];
    expect(new Set(names.map(skeleton)).size).toBe(names.length);
  });

  it("N2 looking at any name answers, and a name looks like itself in upper case", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 24 }), (raw) => {
        const checked = checkName(raw);
        if (!checked.ok) return;
        guardName(checked.name);
        expect(skeleton(checked.name).length).toBeGreaterThan(0);
      }),
      { numRuns: 1000, seed: 1 },
    );
  });
});
