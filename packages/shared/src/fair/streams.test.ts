import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, hashOf } from "./canonical.ts";
import { addNonce, commitmentOf, firstEntropy, masterKey, subKey } from "./entropy.ts";
import { fromHex, hmacSha256, sha256, toHex, utf8 } from "./hashing.ts";
import { KeyedStreams } from "./streams.ts";

const bytes = (length: number, first: number) => Uint8Array.from({ length }, (_, i) => (first + i) & 255);

describe("hashes", () => {
  it("are those of FIPS 180-4 and RFC 4231", () => {
    expect(toHex(sha256(utf8("a"), utf8("bc")))).toBe(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
    expect(toHex(hmacSha256(utf8("Jefe"), utf8("what do ya want "), utf8("for nothing?")))).toBe(
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    );
  });

  it("refuse hex of another length or of capital letters", () => {
    expect(() => fromHex("ab", 2)).toThrow("hex text of 2 characters, expected 4 of 0-9 and a-f");
    expect(() => fromHex("AB", 1)).toThrow(RangeError);
  });
});

describe("number streams", () => {
  it("are HMAC-SHA-256 in counter mode", () => {
    const key = bytes(32, 1);
    const block = (stream: number, number: number) =>
      new DataView(hmacSha256(key, Uint8Array.of(0, 0, 0, stream, 0, 0, 0, number)).buffer);
    const stream = new KeyedStreams(key).stream(9);
    for (let i = 0; i < 20; i++)
      expect(stream.next()).toBe(block(9, Math.floor(i / 8)).getUint32(4 * (i % 8)));
  });

  it("do not change: caches of archived hunts are planned again by them", () => {
    const stream = new KeyedStreams(bytes(32, 1)).stream(0);
    expect(Array.from({ length: 4 }, () => stream.below(1000))).toMatchInlineSnapshot(`
      [
        983,
        544,
        967,
        449,
      ]
    `);
  });

  it("give each number below the bound equally often", () => {
    const stream = new KeyedStreams(bytes(32, 5)).stream(1);
    const counts = new Array<number>(6).fill(0);
    for (let i = 0; i < 12_000; i++) counts[stream.below(6)]++;
    // Three and a half standard deviations of a binomial with n 12,000 and p 1/6.
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(143);
  });

  it("draw again above the last multiple of the bound", () => {
    const bound = 3 * 2 ** 30;
    const stream = new KeyedStreams(bytes(32, 5)).stream(2);
    const raw = new KeyedStreams(bytes(32, 5)).stream(2);
    const expected = Array.from({ length: 400 }, () => raw.next()).filter((number) => number < bound);
    expect(expected.map(() => stream.below(bound))).toEqual(expected);
    expect(expected.length).toBeLessThan(340);
  });

  it("refuse bounds that are no number of things", () => {
    const stream = new KeyedStreams(bytes(32, 5)).stream(2);
    for (const bound of [0, -1, 1.5, 2 ** 33, Number.NaN])
      expect(() => stream.below(bound)).toThrow(RangeError);
  });

  it("differ for each label of a master key", () => {
    const labels = ["placement", "tiers", "phantoms", "noise", "mimics", "hints", "ties", "salts"] as const;
    expect(new Set(labels.map((label) => toHex(subKey(bytes(32, 1), label)))).size).toBe(8);
  });
});

describe("the master key", () => {
  const nonces = ["00".repeat(16), "ff".repeat(16)];
  it("follows from secret, nonces in order, and announcement, as the design says", () => {
    const secret = bytes(32, 40);
    const announcement = hashOf({ hunt: 1 });
    const [first, second] = nonces.map((nonce) => fromHex(nonce, 16));
    const chain = sha256(sha256(new Uint8Array(32), first), second);
    const expected = hmacSha256(secret, chain, fromHex(announcement, 32));
    expect(masterKey(secret, nonces.reduce(addNonce, firstEntropy()), announcement)).toEqual(expected);
    expect(commitmentOf(secret)).toBe(toHex(sha256(secret)));
  });

  it("depends on the order of the nonces", () => {
    const entropy = (list: string[]) => toHex(list.reduce(addNonce, firstEntropy()));
    expect(entropy(nonces)).not.toBe(entropy([...nonces].reverse()));
  });
});

describe("canonical JSON", () => {
  it("is one text for one value, whatever the order of its properties", () => {
    expect(canonicalJson({ b: [1, { d: "ü\n", c: null }], a: undefined, A: -0.5 })).toBe(
      '{"A":-0.5,"b":[1,{"c":null,"d":"ü\\n"}]}',
    );
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const again: unknown = JSON.parse(canonicalJson(value));
        expect(canonicalJson(again)).toBe(canonicalJson(value));
        expect(hashOf(again)).toBe(toHex(sha256(utf8(canonicalJson(value)))));
      }),
      { seed: 1 },
    );
  });

  it("refuses what JSON cannot say", () => {
    for (const value of [Number.NaN, 1n, () => 1, Symbol("s")])
      expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});
