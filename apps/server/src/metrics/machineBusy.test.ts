import { expect, test } from "vitest";
import { makeMachineBusy } from "./machineBusy.ts";

test("the busy share covers all cores and the time since the last call, and is 0 while no time has passed", () => {
  const core = (idle: number, user: number) => ({ times: { user, nice: 0, sys: 0, irq: 0, idle } });
  let cores = [core(0, 0), core(0, 0)];
  const busy = makeMachineBusy(() => cores);
  expect(busy()).toBe(0);
  cores = [core(0, 1000), core(500, 500)];
  expect(busy()).toBe(0.75);
  cores = [core(1000, 1000), core(1500, 500)];
  expect(busy()).toBe(0);
});
