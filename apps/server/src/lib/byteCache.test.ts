import { expect, test } from "vitest";
import { ByteCache } from "./byteCache.ts";

/** A cache of `maxBytes`, and the keys it computed. */
function makeCache(maxBytes: number) {
  const cache = new ByteCache(maxBytes);
  const made: string[] = [];
  const get = (key: string, length = 10): Promise<Uint8Array> =>
    cache.get(key, async () => {
      made.push(key);
      return new Uint8Array(length);
    });
  return { cache, made, get };
}

test("computes each key once, also for concurrent requests", async () => {
  const { made, get } = makeCache(100);
  const [one, other] = await Promise.all([get("a"), get("a")]);
  expect(one).toBe(other);
  expect(await get("a")).toBe(one);
  expect(made).toEqual(["a"]);
});

test("keeps no more than its limit and evicts the least recently used", async () => {
  const { cache, made, get } = makeCache(25);
  await get("a");
  await get("b");
  await get("a");
  await get("c");
  expect(cache.bytes).toBe(20);
  await get("a");
  expect(made).toEqual(["a", "b", "c"]);
  await get("b");
  expect(made).toEqual(["a", "b", "c", "b"]);
  await get("large", 26);
  await get("large", 26);
  expect(made.slice(4)).toEqual(["large", "large"]);
  expect(cache.bytes).toBeLessThanOrEqual(25);
});

test("a failure is not cached", async () => {
  const { cache, get } = makeCache(100);
  const fail = (): Promise<Uint8Array> => Promise.reject(new Error("out of memory"));
  await expect(cache.get("a", fail)).rejects.toThrow("out of memory");
  expect((await get("a")).length).toBe(10);
});
