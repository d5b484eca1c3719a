import { describe, expect, it } from "vitest";
import { memoryStorage } from "../testing/memoryStorage.ts";
import { makeNonces, NONCES_KEY, ownNonceOf } from "./nonces.ts";

describe("nonces", () => {
  it("are 16 bytes in hex, another for each hunt, the same when a join is repeated", () => {
    const nonceOf = makeNonces(undefined);
    expect(nonceOf(1)).toMatch(/^[0-9a-f]{32}$/);
    expect(nonceOf(1)).toBe(nonceOf(1));
    expect(nonceOf(2)).not.toBe(nonceOf(1));
  });

  it("of the last hunts are remembered, and no others", () => {
    const storage = memoryStorage();
    const nonceOf = makeNonces(storage);
    const drawn = Array.from({ length: 20 }, (_, i) => nonceOf(i + 1));
    expect(ownNonceOf(storage, 20)).toBe(drawn[19]);
    expect(ownNonceOf(storage, 9)).toBe(drawn[8]);
    expect(ownNonceOf(storage, 8)).toBeUndefined();
  });

  it("of an earlier visit are not sent again", () => {
    const storage = memoryStorage();
    const first = makeNonces(storage)(7);
    expect(makeNonces(storage)(7)).not.toBe(first);
  });

  it("that are damaged count as absent", () => {
    const storage = memoryStorage();
    storage.setItem(NONCES_KEY, '[{"hunt":3,"nonce":"xyz"},5,{"hunt":"4"}]');
    expect(ownNonceOf(storage, 3)).toBeUndefined();
    storage.setItem(NONCES_KEY, "{}");
    expect(ownNonceOf(storage, 3)).toBeUndefined();
  });
});
