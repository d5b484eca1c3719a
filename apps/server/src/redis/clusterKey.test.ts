import { describe, expect, it } from "vitest";
import { ClusterKey } from "./clusterKey.ts";

const key = new ClusterKey(new Uint8Array(32).fill(1));
const other = new ClusterKey(new Uint8Array(32).fill(2));
const bytes = Buffer.from("a packet");

describe("a cluster key", () => {
  it("verifies its own MACs, and rejects those of another key, context or other bytes", () => {
    const mac = key.mac("doubloon:world", bytes);
    expect(mac.length).toBe(16);
    expect(key.verify(mac, "doubloon:world", Buffer.from("a pa"), Buffer.from("cket"))).toBe(true);
    expect(other.verify(mac, "doubloon:world", bytes)).toBe(false);
    expect(key.verify(mac, "doubloon:gateways", bytes)).toBe(false);
    expect(key.verify(mac, "doubloon:world", Buffer.from("a racket"))).toBe(false);
    expect(key.verify(mac.subarray(1), "doubloon:world", bytes)).toBe(false);
  });

  it("unseals what it sealed, in the same context only", () => {
    const sealed = key.seal("keys", bytes);
    expect(sealed.includes(bytes)).toBe(false);
    expect(key.unseal("keys", sealed)).toEqual(bytes);
    expect(key.unseal("other", sealed)).toBeUndefined();
    expect(other.unseal("keys", sealed)).toBeUndefined();
    sealed[14] ^= 1;
    expect(key.unseal("keys", sealed)).toBeUndefined();
    expect(key.unseal("keys", sealed.subarray(0, 5))).toBeUndefined();
  });

  it("has an id that reveals nothing else, and 32 bytes", () => {
    expect(key.id).toMatch(/^[0-9a-f]{16}$/);
    expect(key.id).not.toBe(other.id);
    expect(() => new ClusterKey(new Uint8Array(5))).toThrow("cluster key of 5 bytes, expected 32");
  });
});
