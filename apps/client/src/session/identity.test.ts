import { describe, expect, it } from "vitest";
import { memoryStorage } from "../testing/memoryStorage.ts";
import { readIdentity, writeIdentity } from "./identity.ts";

describe("identity", () => {
  it("is read back as it was written", () => {
    const storage = memoryStorage();
    writeIdentity(storage, { name: "Anne", token: "t", muted: true });
    expect(readIdentity(storage)).toEqual({ name: "Anne", token: "t", muted: true });
  });

  it.each(["{", "null", "7", '{"name":5,"token":{},"muted":"yes"}', `{"token":"${"x".repeat(5000)}"}`])(
    "treats a damaged value as absent: %s",
    (text) => {
      const storage = memoryStorage();
      storage.setItem("doubloon", text);
      expect(readIdentity(storage)).toEqual({ name: undefined, token: undefined, muted: false });
    },
  );

  it("works without storage and with full storage", () => {
    expect(readIdentity(undefined).name).toBeUndefined();
    const full = {
      ...memoryStorage(),
      setItem: () => {
        throw new Error("full");
      },
    };
    expect(() => writeIdentity(full, { name: "A", token: undefined, muted: false })).not.toThrow();
  });
});
