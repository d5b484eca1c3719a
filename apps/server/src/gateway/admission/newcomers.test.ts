import { expect, it } from "vitest";
import { Newcomers } from "./newcomers.ts";

/** Observes one load a second, for that many seconds from `fromMs` on; returns the time after. */
function seconds(newcomers: Newcomers, load: number, count: number, fromMs: number): number {
  for (let i = 0; i < count; i++) newcomers.observe(load, fromMs + 1_000 * i);
  return fromMs + 1_000 * count;
}
const make = (): Newcomers => new Newcomers(() => 0, 0);
const admitted = (newcomers: Newcomers, count: number, nowMs: number): number =>
  Array.from({ length: count }, () => newcomers.admit(nowMs)).filter((waitMs) => waitMs === undefined).length;

it("admits all newcomers until the load has been 0.95 for 10 s", () => {
  const newcomers = make();
  const nowMs = seconds(newcomers, 0.95, 10, 0);
  expect([newcomers.overloaded, admitted(newcomers, 500, nowMs)]).toEqual([false, 500]);
  newcomers.observe(0.95, nowMs);
  expect(newcomers.overloaded).toBe(true);
});

it("then admits 10 a second and gives each of the others a time of its own", () => {
  const newcomers = make();
  const nowMs = seconds(newcomers, 1, 11, 0);
  expect(admitted(newcomers, 10, nowMs)).toBe(10);
  const waitsMs = [1, 2, 3].map(() => newcomers.admit(nowMs));
  expect(waitsMs).toEqual([100, 200, 300]);
  expect(newcomers.admit(nowMs + 100)).toBeUndefined();
});

it("a second below 0.95 starts the time again", () => {
  const newcomers = make();
  let nowMs = seconds(newcomers, 1, 9, 0);
  nowMs = seconds(newcomers, 0.94, 1, nowMs);
  seconds(newcomers, 1, 10, nowMs);
  expect(newcomers.overloaded).toBe(false);
});

it("recovers only after 5 s below 0.85", () => {
  const newcomers = make();
  let nowMs = seconds(newcomers, 1, 11, 0);
  nowMs = seconds(newcomers, 0.85, 60, nowMs);
  expect(newcomers.overloaded).toBe(true);
  nowMs = seconds(newcomers, 0.84, 5, nowMs);
  expect(newcomers.overloaded).toBe(true);
  newcomers.observe(0.84, nowMs);
  expect([newcomers.overloaded, newcomers.admit(nowMs)]).toEqual([false, undefined]);
});
