import { FACINGS, POSES, Pose } from "@doubloon/shared/hunt/pose";
import { EMOTES, PHRASES } from "@doubloon/shared/hunt/rules";
import { describe, expect, it } from "vitest";
import { languageOf, phraseTables, sayingOf } from "./phrases.ts";

describe.each(Object.entries(phraseTables))("the phrases in %s", (_language, { emotes, phrases }) => {
  it("are complete, different from each other, and short enough for a bubble", () => {
    expect(emotes).toHaveLength(EMOTES);
    expect(phrases).toHaveLength(PHRASES);
    const all = [...emotes, ...phrases];
    expect(new Set(all).size).toBe(all.length);
    for (const text of all) expect(text.length).toBeLessThanOrEqual(26);
    for (const text of all) expect(text.trim()).toBe(text);
  });
});

describe("a pose", () => {
  it("says something exactly if it is an emote or a phrase", () => {
    for (let pose = 0; pose < POSES; pose++) {
      expect(sayingOf(pose, "de") !== undefined, String(pose)).toBe(pose >= Pose.firstEmote);
    }
    expect(sayingOf(FACINGS, "en")).toBeUndefined();
    expect(sayingOf(POSES, "en")).toBeUndefined();
    expect(sayingOf(Pose.firstPhrase + 7, "de")).toBe("Danke!");
  });
});

describe("the page's language", () => {
  it("is the first that there is a table for, whatever its region, and English otherwise", () => {
    expect(languageOf(["de-AT", "en"])).toBe("de");
    expect(languageOf(["ja", "es-MX"])).toBe("es");
    expect(languageOf(["ja"])).toBe("en");
    expect(languageOf([])).toBe("en");
    expect(languageOf(["constructor", "toString"])).toBe("en");
  });
});
