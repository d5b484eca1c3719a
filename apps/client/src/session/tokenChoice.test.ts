import { describe, expect, it } from "vitest";
import { MAX_SET_ASIDE, TokenChoice } from "./tokenChoice.ts";

function makeStorage(): Storage {
  const held = new Map<string, string>();
  return {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
    clear: () => held.clear(),
    key: () => null,
    length: 0,
  };
}

/** Plays one page load against a server that knows these tokens; answers who plays, with a new token if nobody else. */
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
  it("sets a refused token aside and offers it again at the next page load, until the server knows it", () => {
    const storage = makeStorage();
    expect(load(storage, "old", [])).toEqual({ offered: ["old", undefined], current: "new" });
    expect(load(storage, "new", ["new"])).toEqual({ offered: ["old", "new"], current: "new" });
    expect(load(storage, "new", ["old", "new"])).toEqual({ offered: ["old"], current: "old" });
    // The newer one is kept as well, and is not offered while the older one is good.
    expect(load(storage, "old", ["old", "new"])).toEqual({ offered: ["old"], current: "old" });
    expect(load(storage, "old", ["new"])).toEqual({ offered: ["old", "new"], current: "new" });
  });

  it("says when there is nothing left to offer, and offers none twice in a page load", () => {
    const choice = new TokenChoice(makeStorage(), "old");
    expect(choice.refused()).toBe(false);
    expect(choice.offered).toBeUndefined();
    expect(choice.refused()).toBe(false);
  });

  it("follows a token that the server has renewed", () => {
    const storage = makeStorage();
    const choice = new TokenChoice(storage, "old");
    choice.accepted("renewed");
    expect(choice.offered).toBe("renewed");
    expect(new TokenChoice(storage, "renewed").offered).toBe("renewed");
  });

  it("keeps a bounded number, does without a storage, and takes what is damaged as not there", () => {
    const storage = makeStorage();
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
