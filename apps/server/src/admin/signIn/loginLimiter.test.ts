// The limit on guessing passwords. The limiter uses the wall clock, which these tests fake.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  ATTEMPTS_PER_DEVICE,
  ATTEMPTS_PER_GROUP,
  ATTEMPTS_PER_NAME,
  createLoginLimiter,
  type LoginLimiter,
} from "./loginLimiter.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function waitOf(
  limiter: LoginLimiter,
  address: string,
  name: string,
  device?: string,
): Promise<number> {
  return (await limiter.begin({ address, name, device })).waitMs;
}

test("an address has a few attempts a minute, whatever the names", async () => {
  const limiter = createLoginLimiter();
  for (let i = 0; i < ATTEMPTS_PER_GROUP; i++)
    expect(await waitOf(limiter, "192.0.2.1", `name-${i}`)).toBe(0);
  vi.advanceTimersByTime(10_000);
  expect(await waitOf(limiter, "192.0.2.1", "another")).toBe(50_000);
  expect(await waitOf(limiter, "192.0.2.2", "another")).toBe(0);
  vi.advanceTimersByTime(50_000);
  expect(await waitOf(limiter, "192.0.2.1", "another")).toBe(0);
});

test("an IPv6 network counts as one address", async () => {
  const limiter = createLoginLimiter();
  for (let i = 0; i < ATTEMPTS_PER_GROUP; i++)
    expect(await waitOf(limiter, `2001:db8::${i}`, "anne")).toBe(0);
  expect(await waitOf(limiter, "2001:db8::ffff", "anne")).toBeGreaterThan(0);
  expect(await waitOf(limiter, "2001:db8:0:1::1", "anne")).toBe(0);
});

test("other people's attempts lock out neither a known device nor another address", async () => {
  const limiter = createLoginLimiter();
  for (let address = 1; address <= 5; address++) {
    for (let i = 0; i < ATTEMPTS_PER_GROUP; i++) await waitOf(limiter, `192.0.2.${address}`, "gamemaster");
  }
  expect(await waitOf(limiter, "192.0.2.1", "gamemaster")).toBeGreaterThan(0);
  expect(await waitOf(limiter, "192.0.2.1", "gamemaster", "device")).toBe(0);
  expect(await waitOf(limiter, "198.51.100.7", "gamemaster")).toBe(0);
});

test("a known device has its own limit", async () => {
  const limiter = createLoginLimiter();
  for (let i = 0; i < ATTEMPTS_PER_DEVICE; i++) {
    expect(await waitOf(limiter, `192.0.2.${i}`, "gamemaster", "stolen")).toBe(0);
  }
  expect(await waitOf(limiter, "192.0.2.99", "gamemaster", "stolen")).toBe(60_000);
  expect(await waitOf(limiter, "192.0.2.99", "gamemaster", "another")).toBe(0);
});

test("the right password gives the attempts back", async () => {
  const limiter = createLoginLimiter();
  for (let i = 0; i < 10 * ATTEMPTS_PER_GROUP; i++) {
    expect(await waitOf(limiter, "192.0.2.1", "gamemaster")).toBe(0);
    await limiter.succeeded({ address: "192.0.2.1", name: "gamemaster", device: undefined });
  }
});

test("only the first refusal per address group and minute is to be logged", async () => {
  const limiter = createLoginLimiter();
  const begin = () => limiter.begin({ address: "192.0.2.1", name: "anne", device: undefined });
  for (let i = 0; i < ATTEMPTS_PER_GROUP; i++) expect((await begin()).firstRefusal).toBe(false);
  expect((await begin()).firstRefusal).toBe(true);
  for (let i = 0; i < 20; i++) expect((await begin()).firstRefusal).toBe(false);
});

test("guesses for one name from many networks are limited, and the tables are bounded", async () => {
  const limiter = createLoginLimiter();
  let admitted = 0;
  for (let i = 0; i < 25_000; i++) {
    const address = `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`;
    if ((await waitOf(limiter, address, "gamemaster")) === 0) admitted++;
  }
  expect(admitted).toBe(ATTEMPTS_PER_NAME);
  // One timer for each key that is remembered.
  expect(vi.getTimerCount()).toBeLessThan(25_000);
});
