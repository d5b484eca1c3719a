import { STEP_SUB } from "@doubloon/shared/heading";
import { Pose } from "@doubloon/shared/hunt/pose";
import { BOOTS_TICKS } from "@doubloon/shared/hunt/rules";
import type { Tick } from "@doubloon/shared/ids";
import { Gait } from "@doubloon/shared/movement";
import { makeChunkGrid, TILE_SUB } from "@doubloon/shared/space";
import { addTicks } from "@doubloon/shared/time";
import { describe, expect, it } from "vitest";
import { SimulatedServer } from "../testing/simulatedServer.ts";
import { GameWorld } from "./gameWorld.ts";
import type { ActIntent, MoveIntent } from "./prediction.ts";
import { TerrainStore } from "./terrainStore.ts";

const FRAME_MS = 16;
const grid = makeChunkGrid(64, 64);

/** A seeded random generator (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Setting {
  readonly seed: number;
  readonly minDelayMs: number;
  readonly jitterMs: number;
  readonly loss: number;
  readonly base?: number;
}

async function play({ seed, minDelayMs, jitterMs, loss, base = 500 }: Setting) {
  const random = seeded(seed);
  const blocked = Uint8Array.from({ length: 64 * 64 }, () => Number(random() < 0.12));
  blocked[32 * 64 + 32] = 0;
  const ground = {
    blockedAt: (x: number, y: number) => x < 0 || y < 0 || x >= 64 || y >= 64 || blocked[y * 64 + x] === 1,
  };
  const server = new SimulatedServer({
    grid,
    ground,
    start: { x: 32.5 * TILE_SUB, y: 32.5 * TILE_SUB },
    base: base as Tick,
    delayMs: () => minDelayMs + jitterMs * random(),
    loses: () => random() < loss,
  });
  const terrain = new TerrainStore({
    grid,
    fetchChunk: async (column, row) => chunkOf(ground, column, row),
    onFailed: (error) => {
      throw error;
    },
  });
  terrain.moveTo(2, 2, 0);
  await new Promise((resolve) => setTimeout(resolve));
  let nowMs = 0;
  const world = new GameWorld({
    welcome: server.welcome,
    grid,
    terrain,
    send: (bytes) => {
      server.send(bytes, nowMs);
      return true;
    },
    nowMs,
  });
  world.roundTrip(2 * minDelayMs + jitterMs);
  let maxError = 0;
  const run = (ms: number, eachFrame?: () => void): void => {
    for (const end = nowMs + ms; nowMs < end; nowMs += FRAME_MS) {
      for (const bytes of server.runTo(nowMs)) world.take(bytes, nowMs);
      eachFrame?.();
      world.advance(nowMs);
      maxError = Math.max(maxError, world.errorSub(nowMs));
    }
  };
  return { server, world, random, run, now: () => nowMs, maxError: () => maxError };
}

function chunkOf(
  ground: { blockedAt(x: number, y: number): boolean },
  column: number,
  row: number,
): Uint8Array {
  const bytes = new Uint8Array(34);
  bytes[1] = 16;
  for (let i = 0; i < 256; i++) {
    if (ground.blockedAt(column * 16 + (i % 16), row * 16 + (i >> 4))) bytes[2 + (i >> 3)] |= 1 << (i & 7);
  }
  return bytes;
}

function anyIntent(random: () => number): MoveIntent {
  const dice = random();
  if (dice < 0.2) return { kind: "stop" };
  if (dice < 0.6) return { kind: "heading", heading: Math.floor(random() * 64) };
  const inside = (): number => Math.floor(random() * 64 * TILE_SUB);
  return { kind: "point", x: inside(), y: inside() };
}

function anyAct(random: () => number): ActIntent {
  const dice = random();
  if (dice < 0.5) return { kind: "dig" };
  return dice < 0.75 ? { kind: "read" } : { kind: "emote", emote: Pose.firstEmote };
}

describe("GameWorld", () => {
  const settings: readonly Setting[] = [
    { seed: 1, minDelayMs: 1, jitterMs: 0, loss: 0 },
    { seed: 2, minDelayMs: 20, jitterMs: 10, loss: 0 },
    { seed: 3, minDelayMs: 60, jitterMs: 80, loss: 0 },
    { seed: 4, minDelayMs: 150, jitterMs: 40, loss: 0 },
    { seed: 5, minDelayMs: 30, jitterMs: 30, loss: 0.1 },
    { seed: 6, minDelayMs: 40, jitterMs: 20, loss: 0, base: 0xffff_ffd0 },
  ];

  it.each(settings)("M6 ends at the server's position on any connection: %j", async (setting) => {
    const { server, world, random, run, now } = await play(setting);
    run(500);
    for (let round = 0; round < 25; round++) {
      if (round % 8 === 3) {
        const from = server.ticks + Math.floor(8 * random());
        server.boots = { from, until: from + BOOTS_TICKS };
        world.runsUntil(addTicks((setting.base ?? 500) as Tick, from + BOOTS_TICKS));
      }
      run(200 + 600 * random(), () => {
        if (random() < 0.04) world.inputs.setIntent(anyIntent(random), now());
        if (random() < 0.01) world.inputs.act(anyAct(random), now());
      });
    }
    world.inputs.setIntent({ kind: "stop" }, now());
    run(3000);
    expect(server.walker.gait).toBe(Gait.stopped);
    const position = world.shownPosition(now());
    expect(position?.x).toBeCloseTo(server.walker.x, 3);
    expect(position?.y).toBeCloseTo(server.walker.y, 3);
    expect(position?.idle).toBe(true);
    expect(position?.pose).toBe(server.pose);
    expect(server.inputs).toBeGreaterThan(20);
    if (setting.loss > 0) expect(server.resyncs).toBeGreaterThan(0);
  });

  it("predicts a walk at once, before the server answers", async () => {
    const { world, run, now } = await play({ seed: 9, minDelayMs: 100, jitterMs: 0, loss: 0 });
    run(1000);
    const before = world.shownPosition(now());
    world.inputs.setIntent({ kind: "heading", heading: 16 }, now());
    run(80);
    const after = world.shownPosition(now());
    expect(after?.y ?? 0).toBeGreaterThan((before?.y ?? 0) + STEP_SUB / 4);
  });

  it("M4 stops exactly at the target of a walk, and never beyond it", async () => {
    const { server, world, run, now } = await play({ seed: 9, minDelayMs: 100, jitterMs: 0, loss: 0 });
    run(1000);
    const { x, y } = server.walker;
    const target = { x: x + 300, y };
    world.inputs.setIntent({ kind: "point", ...target }, now());
    let farthest = 0;
    run(2000, () => {
      farthest = Math.max(farthest, world.shownPosition(now())?.x ?? 0);
    });
    expect(server.walker).toMatchObject(target);
    expect(farthest).toBe(target.x);
  });

  it("neither drifts nor jumps on a steady connection", async () => {
    const { world, run, now, random, maxError } = await play({
      seed: 12,
      minDelayMs: 40,
      jitterMs: 0,
      loss: 0,
    });
    run(1000);
    // The lead follows the first answers; after that a turn may be off by no more than a tick.
    for (let turn = 0; turn < 60; turn++) {
      world.inputs.setIntent({ kind: "heading", heading: Math.floor(random() * 8) * 8 }, now());
      run(400);
    }
    expect(maxError()).toBeLessThanOrEqual(3 * STEP_SUB);
    world.inputs.setIntent({ kind: "stop" }, now());
    run(2000);
    expect(world.errorSub(now())).toBeLessThan(0.01);
  });

  it("M5 M6 neither drifts nor jumps in boots, and begins and ends the run with the server", async () => {
    const { server, world, run, now, random } = await play({
      seed: 31,
      minDelayMs: 40,
      jitterMs: 0,
      loss: 0,
    });
    run(1000);
    for (let turn = 0; turn < 10; turn++) {
      world.inputs.setIntent({ kind: "heading", heading: Math.floor(random() * 8) * 8 }, now());
      run(400);
    }
    const from = server.ticks + 4;
    server.boots = { from, until: from + BOOTS_TICKS };
    world.runsUntil(addTicks(500 as Tick, from + BOOTS_TICKS));
    let jumps = 0;
    run((BOOTS_TICKS + 20) * 50, () => {
      jumps = Math.max(jumps, world.errorSub(now()));
    });
    expect(jumps).toBeLessThan(1);
  });

  it("a dig is shown at once, and ends with the next step", async () => {
    const { server, world, run, now } = await play({ seed: 3, minDelayMs: 60, jitterMs: 0, loss: 0 });
    run(1000);
    world.inputs.setIntent({ kind: "heading", heading: 0 }, now());
    run(300);
    world.inputs.act({ kind: "dig" }, now());
    run(150);
    expect(world.shownPosition(now())).toMatchObject({ pose: Pose.probing });
    run(1000);
    expect(server.pose).toBe(Pose.probing);
    world.inputs.setIntent({ kind: "heading", heading: 16 }, now());
    run(1000);
    expect(server.pose).not.toBe(Pose.probing);
    expect(world.shownPosition(now())?.pose).not.toBe(Pose.probing);
  });

  it("keys do nothing while a mimic holds the player", async () => {
    const { server, world, run, now } = await play({ seed: 3, minDelayMs: 60, jitterMs: 0, loss: 0 });
    run(1000);
    server.hold(Pose.held);
    run(500);
    expect(world.held).toBe(true);
    const before = world.shownPosition(now());
    world.inputs.setIntent({ kind: "heading", heading: 0 }, now());
    run(100);
    expect(world.shownPosition(now())).toMatchObject({ x: before?.x, y: before?.y, pose: Pose.held });
  });

  it("I4 counts a malformed message and requests a keyframe", async () => {
    const { world, server, run, now } = await play({ seed: 1, minDelayMs: 1, jitterMs: 0, loss: 0 });
    run(500);
    world.take(new Uint8Array([9, 9, 9]), now());
    run(500);
    expect(world.badMessages).toBe(1);
    expect(server.resyncs).toBe(1);
    expect(world.placed).toBe(true);
  });
});
