// The world's and two gateways' sides joined by hand: calls reach the process they are for, and each ends with an outcome.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeTestDiagnostics, type TestDiagnostics } from "../../../diagnostics/testing/testDiagnostics.ts";
import { openProcessCalls, type ProcessCalls } from "./processCalls.ts";
import { makeProcessHub, type ProcessHub } from "./processHub.ts";
import type { ProcessToGateway, ProcessToWorld } from "./processMessages.ts";

interface Side {
  readonly calls: ProcessCalls;
  readonly own: TestDiagnostics;
}

let hub: ProcessHub;
let world: TestDiagnostics;
let gateways: Map<string, Side>;
let audit: string[];
/** Messages on the link, which a test may drop. */
let lose: (message: ProcessToGateway | ProcessToWorld) => boolean;

beforeEach(() => {
  vi.useFakeTimers();
  audit = [];
  lose = () => false;
  world = makeTestDiagnostics();
  gateways = new Map();
  hub = makeProcessHub({
    own: world.diagnostics,
    audit: async (by, what) => void audit.push(`${by} ${what}`),
    send: (gateway, message) => {
      if (!lose(message)) gateways.get(gateway)?.calls.take(message);
    },
  });
  for (const id of ["gateway-1", "gateway-2"]) {
    const own = makeTestDiagnostics();
    const calls = openProcessCalls(own.diagnostics, (message) => {
      if (!lose(message)) hub.take(id, message);
    });
    gateways.set(id, { own, calls });
    hub.report(id, own.diagnostics.status());
  }
});
afterEach(() => vi.useRealTimers());

const side = (id: string): Side => {
  const found = gateways.get(id);
  if (found === undefined) throw new Error(`there is no ${id}`);
  return found;
};
const RECORD = { act: "record", kind: "cpu", seconds: 5 } as const;
const order = (from: string, to: string) => side(from).calls.sources.order(to, RECORD, "anne");

test("a console at one gateway records another gateway and the world, and the acts are in the audit list", async () => {
  expect(hub.processes().map(({ id }) => id)).toEqual(["world", "gateway-1", "gateway-2"]);
  expect(await order("gateway-1", "gateway-2")).toMatchObject({ ok: true });
  expect(side("gateway-2").own.begun).toEqual(["cpu 5"]);
  expect(await order("gateway-1", "world")).toMatchObject({ ok: true });
  expect(world.begun).toEqual(["cpu 5"]);
  expect(await order("gateway-2", "world")).toMatchObject({ ok: false });
  expect(audit).toEqual([
    "anne recorded the CPU of process gateway-2 for 5 s",
    "anne recorded the CPU of process world for 5 s",
  ]);
});

test("a process that ends while it is asked, and one that is not there, are said to be gone", async () => {
  lose = (message) => message.is === "processCall";
  const answer = order("gateway-1", "gateway-2");
  await vi.advanceTimersByTimeAsync(0);
  hub.keep(new Set(["gateway-1"]));
  expect(await answer).toEqual({ ok: false, text: "The process has ended." });
  expect(await order("gateway-1", "gateway-2")).toEqual({
    ok: false,
    text: "There is no process gateway-2 any more.",
  });
  expect(audit).toEqual([]);
});

test.each(["processCall", "processDone", "askProcess", "processAnswer"] as const)(
  "a lost %s ends with the deadline",
  async (lost) => {
    lose = (message) => message.is === lost;
    const answer = order("gateway-1", "gateway-2");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await answer).toMatchObject({ ok: false, text: expect.stringContaining("did not answer") });
  },
);

test("an answer from another gateway than the one asked is dropped", async () => {
  let asked: ProcessToGateway | undefined;
  lose = (message) => {
    if (message.is !== "processCall") return false;
    asked = message;
    return true;
  };
  const answer = order("gateway-1", "gateway-2");
  await vi.advanceTimersByTimeAsync(0);
  hub.take("gateway-1", { is: "processDone", id: asked?.id ?? "", answer: { ok: true, text: "forged" } });
  hub.take("gateway-2", { is: "processDone", id: asked?.id ?? "", answer: { ok: true, text: "real" } });
  expect(await answer).toEqual({ ok: true, text: "real" });
});

test("an act that the audit list does not take is not said to have gone well", async () => {
  const own = makeTestDiagnostics();
  const failing = makeProcessHub({
    own: own.diagnostics,
    audit: () => Promise.reject(new Error("disk full")),
    send: () => {},
  });
  expect(await failing.order("world", RECORD, "anne")).toMatchObject({
    ok: false,
    text: expect.stringContaining("audit list"),
  });
});
