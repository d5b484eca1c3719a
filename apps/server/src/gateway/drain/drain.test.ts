// The course of a drain on a clock stepped by hand: the players are a number, the other gateways a list.
import type { AdminDrain, DrainAct } from "@doubloon/shared/protocol/admin";
import fc from "fast-check";
import { expect, it } from "vitest";
import { ErrorBoundary } from "../../lib/errorBoundary.ts";
import { DRAIN_STEP_MS, Drain, type OtherGateway } from "./drain.ts";
import { MIN_TARGET_PER_SECOND, TARGET_PER_SECOND } from "./drainPace.ts";

const LIMIT_MS = 60_000;
const draining: AdminDrain = {
  state: "moving",
  total: 1,
  moved: 0,
  perSecond: 1,
  endsInMs: 1,
  bySignal: false,
};

function other(more: Partial<OtherGateway> = {}): OtherGateway {
  return { connections: 0, silentMs: 500, room: { maxConnections: 10_000, load: 0 }, ...more };
}

interface World {
  nowMs: number;
  others: readonly OtherGateway[] | undefined;
  left: number;
  /** Moved, and not at another gateway yet. */
  onTheWay: number;
  moved: number;
  turnsAway: boolean;
  listens: boolean;
}

function open(players: number, others: readonly OtherGateway[] | undefined = [other()], limitMs = LIMIT_MS) {
  const world: World = {
    nowMs: 1_000,
    others,
    left: players,
    onTheWay: 0,
    moved: 0,
    turnsAway: false,
    listens: true,
  };
  const over: number[] = [];
  const clock = { nowMs: () => world.nowMs };
  let step: (() => void) | undefined;
  const drain = new Drain({
    clock,
    boundary: new ErrorBoundary({ clock, log: () => {} }),
    moves: {
      get left() {
        return world.left;
      },
      get onTheWay() {
        return world.onTheWay;
      },
      get moved() {
        return world.moved;
      },
      get turnsAway() {
        return world.turnsAway;
      },
      set turnsAway(turnsAway) {
        world.turnsAway = turnsAway;
      },
      move(count) {
        const moved = Math.min(count, world.left);
        world.left -= moved;
        world.moved += moved;
        return moved;
      },
    },
    others: () => world.others,
    port: {
      close() {
        world.listens = false;
      },
      async open() {
        world.listens = true;
      },
    },
    limitMs,
    over: (left) => void over.push(left),
    log: () => {},
    every(_, run) {
      step = run;
      return () => {
        step = undefined;
      };
    },
  });
  function run(ms: number): void {
    for (const endMs = world.nowMs + ms; world.nowMs < endMs; ) {
      world.nowMs += DRAIN_STEP_MS;
      step?.();
    }
  }
  return { drain, world, over, run, runs: () => step !== undefined };
}

it("takes no more players, moves those here at the pace of the others' room, and is over when nobody is left", () => {
  const { drain, world, over, run, runs } = open(150, [other(), other()]);
  expect(drain.state).toBeUndefined();
  expect(drain.start(false)).toBeUndefined();
  expect(world).toMatchObject({ turnsAway: true, listens: false });
  run(1_000);
  expect(world.moved).toBeCloseTo(2 * MIN_TARGET_PER_SECOND, -1);
  expect(drain.state).toMatchObject({
    state: "moving",
    total: 150,
    moved: world.moved,
    perSecond: 2 * MIN_TARGET_PER_SECOND,
    bySignal: false,
  });
  run(7_000);
  expect(world.left).toBe(0);
  expect(over).toEqual([0]);
  expect(runs()).toBe(false);
  // It still counts as draining, so that nobody is moved to it.
  expect(drain.state).toBeDefined();
  expect(drain.order("start")).toBe("the drain is over");
});

it("waits a second with its end if it was ordered, so that the answer gets through, and not after a signal", () => {
  const ordered = open(0);
  ordered.drain.order("start");
  ordered.run(1_000 - DRAIN_STEP_MS);
  expect(ordered.over).toEqual([]);
  ordered.run(DRAIN_STEP_MS);
  expect(ordered.over).toEqual([0]);
  const signalled = open(0);
  signalled.drain.start(true);
  signalled.run(DRAIN_STEP_MS);
  expect(signalled.over).toEqual([0]);
});

it("is not over before those on their way have arrived, because their movers would leave the world with the gateway", () => {
  const { drain, world, over, run } = open(10);
  drain.start(true);
  world.onTheWay = 3;
  run(5_000);
  expect([world.left, over.length]).toEqual([0, 0]);
  expect(drain.state).toMatchObject({ state: "moving", moved: 10 });
  world.onTheWay = 0;
  run(DRAIN_STEP_MS);
  expect(over).toEqual([0]);
});

it("does not start without another gateway that takes players", () => {
  for (const others of [
    undefined,
    [],
    [other({ drain: draining })],
    [other({ silentMs: 6_000 })],
    [other({ room: undefined })],
    [other({ room: { maxConnections: 0, load: 0 } })],
  ]) {
    const { drain, world } = open(10);
    world.others = others;
    expect(drain.start(true)).toBe("there is no other gateway to move players to");
    expect(world).toMatchObject({ turnsAway: false, listens: true });
  }
  expect(open(10, [other()], 0).drain.start(true)).toBe("the time of a drain is set to 0");
});

it("never moves players to a gateway that drains itself", () => {
  const { drain, world, run } = open(3_000, [other(), other({ drain: draining })]);
  drain.start(false);
  run(1_000);
  // The only target is shared by two drains.
  expect(world.moved).toBeCloseTo(TARGET_PER_SECOND / 2, -1);
  world.others = [other({ drain: draining }), other({ drain: draining })];
  const { moved } = world;
  run(10_000);
  expect(world.moved).toBe(moved);
  expect(drain.state?.state).toBe("waiting");
});

it("ends with whoever is left when its time is over", () => {
  const full = other({ connections: 10_000 });
  const { drain, over, run } = open(10, [full]);
  expect(drain.start(true)).toBeUndefined();
  run(LIMIT_MS - DRAIN_STEP_MS);
  expect(over).toEqual([]);
  run(DRAIN_STEP_MS);
  expect(over).toEqual([10]);
});

it("ends early if a signal started it and there is no other gateway any more, but not while the world is not heard", () => {
  const { drain, world, over, run } = open(1_000);
  drain.start(true);
  run(1_000);
  world.others = undefined;
  run(20_000);
  expect(over).toEqual([]);
  world.others = [other({ drain: draining })];
  run(5_000);
  expect(over).toEqual([]);
  run(100);
  expect(over).toEqual([world.left]);
});

it("stands still while it is paused; only an ordered drain's time does too", () => {
  const { drain, world, over, run } = open(4_000);
  expect(drain.order("pause")).toBe("the gateway does not drain");
  drain.order("start");
  run(1_000);
  const { moved } = world;
  expect(drain.order("resume")).toBe("the drain is not paused");
  expect(drain.order("pause")).toBeUndefined();
  expect(drain.order("pause")).toBe("the drain is paused already");
  run(2 * LIMIT_MS);
  expect(world.moved).toBe(moved);
  expect(drain.state).toMatchObject({ state: "paused", perSecond: 0, endsInMs: LIMIT_MS - 1_000 });
  expect(drain.order("resume")).toBeUndefined();
  run(1_000);
  expect(world.moved).toBeCloseTo(moved + TARGET_PER_SECOND, -1);
  drain.order("pause");
  // A supervisor that wants the process to end does not wait for a pause.
  expect(drain.start(true)).toBeUndefined();
  run(LIMIT_MS);
  expect(over).toEqual([world.left]);
});

it("is aborted unless a signal started it: then players come again", async () => {
  const { drain, world, over, run, runs } = open(1_000);
  expect(drain.order("abort")).toBe("the gateway does not drain");
  drain.order("start");
  expect(drain.order("start")).toBe("the gateway drains already");
  run(500);
  expect(drain.order("abort")).toBeUndefined();
  expect(world).toMatchObject({ turnsAway: false, listens: true });
  expect([drain.state, runs(), over.length]).toEqual([undefined, false, 0]);
  expect(drain.start(true)).toBeUndefined();
  expect(drain.order("abort")).toContain("not aborted");
});

it("keeps what it promises in any order of orders: nobody is lost, and it ends once, within its time", () => {
  const act = fc.constantFrom<DrainAct>("start", "pause", "resume", "abort");
  const happening = fc.oneof(
    fc.record({ act }),
    fc.record({ ms: fc.integer({ min: 1, max: 20_000 }) }),
    fc.record({
      others: fc.array(fc.constantFrom(other(), other({ drain: draining }), other({ connections: 10_000 })), {
        maxLength: 3,
      }),
    }),
    fc.record({ signal: fc.constant(true) }),
  );
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 20 }), fc.nat(3_000), (happenings, players) => {
      const { drain, world, over, run } = open(players);
      let signalledAtMs: number | undefined;
      for (const one of happenings) {
        if ("act" in one) drain.order(one.act);
        else if ("ms" in one) run(one.ms);
        else if ("others" in one) world.others = one.others;
        else if (drain.start(true) === undefined) signalledAtMs ??= world.nowMs;
        expect(world.left + world.moved).toBe(players);
        expect(world.listens).toBe(!world.turnsAway);
        expect(world.turnsAway).toBe(drain.state !== undefined);
        expect(over.length).toBeLessThanOrEqual(1);
        const { state } = drain;
        if (state !== undefined) expect(state.moved).toBeLessThanOrEqual(state.total);
      }
      if (signalledAtMs === undefined) return;
      run(signalledAtMs + LIMIT_MS - world.nowMs + DRAIN_STEP_MS);
      expect(over.length).toBe(1);
    }),
    { seed: 1 },
  );
});
