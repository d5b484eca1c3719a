import { expect, test } from "vitest";
import { Readiness, type ReadinessVerdict } from "./readiness.ts";

test("ready as long as no check reports a problem", () => {
  const readiness = new Readiness();
  expect(readiness.report()).toEqual({ ready: true, checks: {} });
  let problem: string | undefined;
  const remove = readiness.add("save", () => problem);
  readiness.add("start", () => undefined);
  expect(readiness.report()).toEqual({ ready: true, checks: { save: "ok", start: "ok" } });
  problem = "no save for 6 s";
  expect(readiness.report()).toEqual({ ready: false, checks: { save: "no save for 6 s", start: "ok" } });
  remove();
  expect(readiness.report()).toEqual({ ready: true, checks: { start: "ok" } });
});

test("what is degraded is told and keeps the machine ready", () => {
  const readiness = new Readiness();
  let world: ReadinessVerdict = { degraded: "not heard for 9 s" };
  readiness.add("world", () => world);
  readiness.add("redis", () => ({ degraded: "cannot be reached" }));
  expect(readiness.report()).toEqual({
    ready: true,
    checks: { world: "degraded: not heard for 9 s", redis: "degraded: cannot be reached" },
  });
  world = "not heard yet";
  expect(readiness.report()).toMatchObject({ ready: false, checks: { world: "not heard yet" } });
});

test("a check that throws counts as failed, and the others still run", () => {
  const readiness = new Readiness();
  readiness.add("broken", () => {
    throw new Error("no such column");
  });
  readiness.add("fine", () => undefined);
  expect(readiness.report()).toEqual({
    ready: false,
    checks: { broken: "the check failed: no such column", fine: "ok" },
  });
});

test("two checks cannot have the same name", () => {
  const readiness = new Readiness();
  const remove = readiness.add("save", () => undefined);
  expect(() => readiness.add("save", () => undefined)).toThrow(/save already exists/);
  remove();
  readiness.add("save", () => undefined);
  // Calling the first remover again does not remove the new check.
  remove();
  expect(readiness.report().checks).toEqual({ save: "ok" });
});
