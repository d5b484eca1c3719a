import { describe, expect, it } from "vitest";
import { memoryStorage } from "../testing/memoryStorage.ts";
import { TokenChoice } from "./tokenChoice.ts";

/** Most tokens kept besides the current one. */
const MAX_SET_ASIDE = 8;

/** Simulates one page load against a server that accepts the `known` tokens. Without one it issues the `fresh` token. */
function load(storage: Storage, current: string | undefined, known: readonly string[], fresh = "new") {
  const choice = new TokenChoice(storage, current);
  const offered: (string | undefined)[] = [];
  for (;;) {
    const token = choice.offered;
    offered.push(token);
    if (token === undefined || known.includes(token)) {
      choice.accepted(token ?? fresh);
      return { offered, current: choice.current };
    }
    choice.refused();
  }
}

describe("TokenChoice", () => {
  it("sets a refused token aside and offers it again at each page load until the server accepts it", () => {
    const storage = memoryStorage();
    expect(load(storage, "old", [])).toEqual({ offered: ["old", undefined], current: "new" });
    expect(load(storage, "new", ["new"])).toEqual({ offered: ["old", "new"], current: "new" });
    expect(load(storage, "new", ["old", "new"])).toEqual({ offered: ["old"], current: "old" });
    // The newer token is kept as well, but not offered while the server accepts the older one.
    expect(load(storage, "old", ["old", "new"])).toEqual({ offered: ["old"], current: "old" });
    expect(load(storage, "old", ["new"])).toEqual({ offered: ["old", "new"], current: "new" });
  });

  it("reports when no token is left to offer, and offers none twice in a page load", () => {
    const choice = new TokenChoice(memoryStorage(), "old");
    expect(choice.refused()).toBe(false);
    expect(choice.offered).toBeUndefined();
    expect(choice.refused()).toBe(false);
  });

  it("offers the renewed token after the server has renewed one", () => {
    const storage = memoryStorage();
    const choice = new TokenChoice(storage, "old");
    choice.accepted("renewed");
    expect(choice.offered).toBe("renewed");
    expect(new TokenChoice(storage, "renewed").offered).toBe("renewed");
  });

  it("keeps a bounded number, works without storage, and treats damaged values as absent", () => {
    const storage = memoryStorage();
    for (let i = 0; i < 3 * MAX_SET_ASIDE; i++) load(storage, `t${i}`, []);
    const held: unknown = JSON.parse(storage.getItem("doubloon:refused") ?? "");
    expect(held).toHaveLength(MAX_SET_ASIDE);
    for (const text of ["{", "null", "7", '[5, {"token": 5}, null]', `[{"token":"${"x".repeat(5000)}"}]`]) {
      storage.setItem("doubloon:refused", text);
      expect(new TokenChoice(storage, undefined).offered).toBeUndefined();
    }
    const without = new TokenChoice(undefined, "old");
    without.refused();
    expect(without.offered).toBeUndefined();
  });
});
