import { beforeEach, expect, it } from "vitest";
import { RestartCounter } from "./restartCounter.ts";

let counter: RestartCounter;
const answer = (instance: string, uptimeSeconds: number, tick: number, atSeconds: number): void =>
  counter.answered({ instance, uptimeSeconds, tick }, atSeconds * 1000);

beforeEach(() => {
  counter = new RestartCounter(0);
});

it("counts nothing while the same processes answer, whenever each answers first", () => {
  answer("a", 5, 100, 0);
  answer("b", 6, 101, 1);
  answer("a", 30, 600, 25);
  answer("c", 32, 700, 27);
  expect(counter.restarts).toBe(0);
  expect(counter.instances).toBe(3);
});

it("counts a server that is down once, until it is up again", () => {
  answer("a", 5, 100, 0);
  counter.refused();
  counter.refused();
  expect([counter.restarts, counter.down]).toEqual([1, true]);
  answer("b", 0, 90, 8);
  expect([counter.restarts, counter.down]).toEqual([1, false]);
});

it("counts a process that started after the watch, such as a replaced gateway", () => {
  answer("a", 5, 100, 0);
  answer("b", 5, 100, 0);
  answer("c", 1, 300, 10);
  answer("c", 2, 320, 11);
  // Its first answer comes after eleven seconds, but it has run for all of them.
  answer("d", 11, 321, 11.9);
  expect(counter.restarts).toBe(1);
});

it("counts a world whose tick goes back once, although every gateway reports it", () => {
  answer("a", 5, 100, 0);
  answer("b", 5, 100, 0);
  answer("a", 9, 40, 4);
  answer("b", 9, 41, 4);
  answer("a", 10, 60, 5);
  expect(counter.restarts).toBe(1);
});
