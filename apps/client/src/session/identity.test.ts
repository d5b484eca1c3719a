import { describe, expect, it } from "vitest";
import { readIdentity, writeIdentity } from "./identity.ts";

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

describe("identity", () => {
  it("comes back as it was written", () => {
    const storage = makeStorage();
    writeIdentity(storage, { name: "Anne", token: "t", muted: true });
    expect(readIdentity(storage)).toEqual({ name: "Anne", token: "t", muted: true });
  });

  it.each(["{", "null", "7", '{"name":5,"token":{},"muted":"yes"}', `{"token":"${"x".repeat(5000)}"}`])(
    "takes what is damaged as not there: %s",
    (text) => {
      const storage = makeStorage();
      storage.setItem("doubloon", text);
      expect(readIdentity(storage)).toEqual({ name: undefined, token: undefined, muted: false });
    },
  );

  it("does without a storage, and with a full one", () => {
    expect(readIdentity(undefined).name).toBeUndefined();
    const full = {
      ...makeStorage(),
      setItem: () => {
        throw new Error("full");
      },
    };
    expect(() => writeIdentity(full, { name: "A", token: undefined, muted: false })).not.toThrow();
  });
});
