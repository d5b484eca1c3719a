// The bound on guessing passwords.
import { expect, test } from "vitest";
import { createLoginLimiter, TRIES_PER_ADDRESS, TRIES_PER_NAME } from "./loginLimiter.ts";
import { createHandClock } from "./testing/handClock.ts";

test("an address has a few tries a minute, whatever names it tries", () => {
  const clock = createHandClock();
  const limiter = createLoginLimiter(clock);
  for (let i = 0; i < TRIES_PER_ADDRESS; i++) expect(limiter.begin("a", `name-${i}`)).toBe(0);
  clock.advance(10_000);
  expect(limiter.begin("a", "another")).toBe(50_000);
  expect(limiter.begin("b", "another")).toBe(0);
  clock.advance(50_000);
  expect(limiter.begin("a", "another")).toBe(0);
});

test("a name has so many tries a minute, whatever the addresses", () => {
  const limiter = createLoginLimiter(createHandClock());
  for (let i = 0; i < TRIES_PER_NAME; i++) expect(limiter.begin(`address-${i}`, "gamemaster")).toBe(0);
  expect(limiter.begin("fresh", "gamemaster")).toBe(60_000);
  expect(limiter.begin("fresh", "another")).toBe(0);
});

test("a right password gives the tries back", () => {
  const limiter = createLoginLimiter(createHandClock());
  for (let i = 0; i < 10 * TRIES_PER_NAME; i++) {
    expect(limiter.begin("a", "gamemaster")).toBe(0);
    limiter.succeeded("a", "gamemaster");
  }
});

test("a flood of addresses neither grows without bound nor frees a name", () => {
  const limiter = createLoginLimiter(createHandClock());
  for (let i = 0; i < TRIES_PER_NAME; i++) limiter.begin(`address-${i}`, "gamemaster");
  for (let i = 0; i < 25_000; i++) limiter.begin(`flood-${i}`, "someone");
  expect(limiter.begin("fresh", "gamemaster")).toBeGreaterThan(0);
});
