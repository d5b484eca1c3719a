import { MAX_MARKS_PER_CHUNK, Mark } from "@doubloon/shared/hunt/marks";
import { FACINGS, POSES, Pose, poseOf } from "@doubloon/shared/hunt/pose";
import {
  EMOTE_BURST,
  EMOTE_SHOWN_TICKS,
  EMOTE_TICKS,
  HOLE_TICKS,
  MIMIC_HOLD_TICKS,
  PROBE_TICKS,
} from "@doubloon/shared/hunt/rules";
import type { InputSeq, MoverId, Tick } from "@doubloon/shared/ids";
import { MAX_LOOT_PER_CHUNK } from "@doubloon/shared/loot";
import { Intent } from "@doubloon/shared/movement";
import { TILE_SUB } from "@doubloon/shared/space";
import { addTicks } from "@doubloon/shared/time";
import { Action } from "@doubloon/shared/wire/input";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeInputBatch, pushInput } from "../commands.ts";
import { assumePose } from "../poses.ts";
import { stepWorld } from "../stepWorld.ts";
import { enter, makeMap, noInputs, testLoot, Wanderers } from "../testing/testWorld.ts";
import { createWorld, type World } from "../world.ts";

const map = makeMap(64, 64, 0);

/** A world with one player, and a hand to play with. */
function play(tick = 0) {
  const world = createWorld({ map, loot: testLoot, seed: 5, tick: tick as Tick });
  stepWorld(world, { commands: [enter(1)], inputs: noInputs() });
  let seq = 0;
  const input = (intent: number, heading = 0): void => {
    const inputs = makeInputBatch(1);
    pushInput(inputs, 0 as MoverId, (++seq & 0xffff) as InputSeq, intent, heading, 0, 0);
    stepWorld(world, { commands: [], inputs });
  };
  const rest = (ticks: number): void => {
    for (let i = 0; i < ticks; i++) stepWorld(world, { commands: [], inputs: noInputs() });
  };
  return { world, input, rest };
}

function tileOf({ movers, grid }: World, mover = 0): number {
  return Math.floor(movers.y[mover] / TILE_SUB) * grid.widthTiles + Math.floor(movers.x[mover] / TILE_SUB);
}

describe("digging", () => {
  test("N4 a probe goes on when its player enters in another session", () => {
    const { world, input, rest } = play();
    input(Action.dig);
    rest(PROBE_TICKS - 10);
    stepWorld(world, { commands: [enter(1)], inputs: noInputs() });
    expect(poseOf(world.movers.motion(0))).toBe(Pose.probing);
    rest(8);
    expect(world.loot.marks.total).toBe(0);
    rest(1);
    expect(world.loot.marks.total).toBe(1);
  });

  test("N4 a player who enters in another session can break the dig off, which leaves no hole", () => {
    const { world, input, rest } = play();
    input(Action.dig);
    stepWorld(world, { commands: [enter(1)], inputs: noInputs() });
    const again = makeInputBatch(1);
    pushInput(again, 0 as MoverId, 1 as InputSeq, Action.dig, 0, 0, 0);
    stepWorld(world, { commands: [], inputs: again });
    rest(PROBE_TICKS);
    expect(poseOf(world.movers.motion(0))).toBeLessThan(FACINGS);
    expect(world.loot.marks.total).toBe(0);
  });

  test.each([0, 0xffffffff - 30])(
    "H2 H4 a probe leaves a hole, which vanishes after 120 s; tick %i",
    (tick) => {
      const { world, input, rest } = play(tick);
      input(Action.dig);
      expect(poseOf(world.movers.motion(0))).toBe(Pose.probing);
      rest(PROBE_TICKS - 1);
      expect(world.loot.marks.total).toBe(0);
      rest(1);
      const tile = tileOf(world);
      expect(world.loot.at[tile]).toBe(Mark.hole);
      expect(poseOf(world.movers.motion(0))).toBeLessThan(FACINGS);
      expect(world.actors.count).toBe(0);
      rest(HOLE_TICKS - 1);
      expect(world.loot.at[tile]).toBe(Mark.hole);
      rest(1);
      expect(world.loot.at[tile]).toBe(0);
      expect(world.loot.marks.total).toBe(0);
    },
  );

  test("H2 a second dig ends it; a later one begins a whole probe again", () => {
    const { world, input, rest } = play();
    input(Action.dig);
    rest(PROBE_TICKS - 2);
    input(Action.dig);
    rest(PROBE_TICKS);
    expect(world.loot.marks.total).toBe(0);
    input(Action.dig);
    rest(PROBE_TICKS - 1);
    expect(world.loot.marks.total).toBe(0);
    rest(1);
    expect(world.loot.marks.total).toBe(1);
  });

  test("H1 a dig stops a walker where it is, and walking ends the dig", () => {
    const { world, input, rest } = play();
    input(Intent.heading, 8);
    rest(5);
    input(Action.dig);
    const { x, y } = world.movers;
    const stood = [x[0], y[0]];
    rest(20);
    expect([x[0], y[0]]).toEqual(stood);
    input(Intent.heading, 0);
    expect(poseOf(world.movers.motion(0))).toBeUndefined();
    rest(PROBE_TICKS);
    expect(world.loot.marks.total).toBe(0);
    expect(world.actors.count).toBe(0);
  });

  test("H4 a walk over a mark picks nothing up", () => {
    const { world, input, rest } = play();
    const east = tileOf(world) + 1;
    world.loot.mark(east, Mark.hole, world.tick);
    input(Intent.heading, 0);
    rest(8);
    expect(world.loot.at[east]).toBe(Mark.hole);
  });

  test("H5 who is held by a mimic does nothing for 4 s, but every input is answered", () => {
    const { world, input, rest } = play();
    assumePose(world, 0, Pose.held);
    const { x, y, lastSeq } = world.movers;
    const stood = [x[0], y[0]];
    for (let i = 0; i < MIMIC_HOLD_TICKS - 1; i++) {
      input([Intent.heading, Action.dig, Action.read, Action.emote][i % 4], Pose.firstEmote);
      expect(lastSeq[0]).toBe(i + 1);
      expect(poseOf(world.movers.motion(0))).toBe(Pose.held);
    }
    rest(1);
    expect(poseOf(world.movers.motion(0))).toBeLessThan(FACINGS);
    expect([x[0], y[0]]).toEqual(stood);
    input(Intent.heading, 0);
    expect(x[0]).toBeGreaterThan(stood[0]);
  });

  test("a player who leaves while digging leaves no hole", () => {
    const { world, input, rest } = play();
    input(Action.dig);
    stepWorld(world, { commands: [{ type: "leave", mover: 0 as MoverId }], inputs: noInputs() });
    rest(PROBE_TICKS);
    expect(world.loot.marks.total).toBe(0);
    expect(world.actors.count).toBe(0);
  });
});

describe("emotes", () => {
  test("H8 one in 2 s, three at once, whenever they are tried; and they pass", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 40 }), (gaps) => {
        const { world, input, rest } = play(0xffffffff - 500);
        let elapsed = 0;
        let shown = 0;
        for (const gap of gaps) {
          // Another emote each time, so that a shown one can be told from the one before.
          const emote = Pose.firstEmote + (shown % (POSES - Pose.firstEmote));
          input(Action.emote, emote);
          if (poseOf(world.movers.motion(0)) === emote) shown++;
          rest(gap - 1);
          elapsed += gap;
          expect(shown).toBeLessThanOrEqual(EMOTE_BURST + elapsed / EMOTE_TICKS);
        }
        rest(EMOTE_SHOWN_TICKS);
        expect(poseOf(world.movers.motion(0))).toBeLessThan(FACINGS);
        if (gaps.length > 0) expect(shown).toBeGreaterThan(0);
      }),
      { numRuns: 30, seed: 2 },
    );
  });

  test("H8 three at once are shown, the fourth stops the walker and shows nothing", () => {
    const { world, input, rest } = play();
    for (let i = 0; i < EMOTE_BURST; i++) {
      input(Action.emote, Pose.firstPhrase + i);
      expect(poseOf(world.movers.motion(0))).toBe(Pose.firstPhrase + i);
    }
    input(Intent.heading, 0);
    input(Action.emote, Pose.firstPhrase);
    expect(poseOf(world.movers.motion(0))).toBeLessThan(FACINGS);
    rest(EMOTE_TICKS);
    input(Action.emote, Pose.firstPhrase);
    expect(poseOf(world.movers.motion(0))).toBe(Pose.firstPhrase);
  });
});

test("H1 H2 M8 whatever players do, only stopped movers show poses, each is listed once, and frames never show more", () => {
  for (let seed = 0; seed < 6; seed++) {
    const world = createWorld({
      map: makeMap(70, 60),
      loot: testLoot,
      seed,
      tick: (0xffffffff - 200) as Tick,
    });
    const wanderers = new Wanderers(seed, 80, 20, 200, true);
    let holes = 0;
    for (let i = 0; i < 300; i++) {
      const commands = wanderers.next(70 * TILE_SUB, 60 * TILE_SUB);
      const since = world.actors.since.slice();
      const probing = new Set(
        [...world.actors.list.subarray(0, world.actors.count)].filter(
          (mover) => world.movers.pose[mover] === Pose.probing,
        ),
      );
      const before = world.loot.at.slice();
      wanderers.observe(stepWorld(world, { commands, inputs: wanderers.inputs }));
      const { movers, actors, loot } = world;
      let acting = 0;
      for (let mover = 0; mover < movers.high; mover++) {
        const acts = movers.pose[mover] >= FACINGS;
        if (acts) acting++;
        const stands = movers.gait[mover] === 0 && movers.intent[mover] === Intent.stop;
        if (actors.has(mover) !== acts || (acts && !stands)) throw new Error(`mover ${mover} at step ${i}`);
      }
      expect(actors.count).toBe(acting);
      // A hole appears only under a mover whose probe has lasted exactly PROBE_TICKS.
      for (let tile = 0; tile < loot.at.length; tile++) {
        if (loot.at[tile] !== Mark.hole || before[tile] === Mark.hole) continue;
        holes++;
        const diggers = [...probing].filter(
          (mover) =>
            movers.has(mover) &&
            tileOf(world, mover) === tile &&
            ((world.tick - since[mover]) | 0) === PROBE_TICKS,
        );
        expect(diggers.length).toBeGreaterThan(0);
      }
    }
    expect(holes).toBeGreaterThan(0);
  }
});

test("L1 H4 marks stay within their bounds, the oldest hole goes first, and a struck cache stays", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(255), fc.constantFrom(...Object.values(Mark)), fc.nat(3)), {
        maxLength: 120,
      }),
      (acts) => {
        const world = createWorld({ map, loot: testLoot, seed: 1 });
        const { loot } = world;
        const struck = new Set<number>();
        let tick = world.tick;
        for (const [spot, mark, what] of acts) {
          tick = addTicks(tick, 1);
          const tile = (spot >> 4) * 64 + (spot & 15);
          if (what === 0) {
            loot.unmark(tile, tick);
            struck.delete(tile);
          } else if (what === 1) loot.put(tile, 1, tick);
          else if (loot.mark(tile, mark, tick)) {
            if (mark === Mark.struck) struck.add(tile);
            else struck.delete(tile);
          } else {
            expect(struck.size).toBe(MAX_MARKS_PER_CHUNK);
          }
          expect(loot.marks.counts[0]).toBeLessThanOrEqual(MAX_MARKS_PER_CHUNK);
          expect(loot.marks.counts[0] + loot.counts[0]).toBeLessThanOrEqual(MAX_LOOT_PER_CHUNK);
          for (const kept of struck) expect(loot.at[kept]).toBe(Mark.struck);
          let marks = 0;
          for (let at = 0; at < loot.at.length; at++) if (loot.at[at] >= Mark.hole) marks++;
          expect(loot.marks.total).toBe(marks);
        }
        loot.marks.expire(addTicks(tick, HOLE_TICKS));
        expect(loot.at.includes(Mark.hole) || loot.at.includes(Mark.opened)).toBe(false);
      },
    ),
    { numRuns: 60, seed: 3 },
  );
});

test("H4 of a chunk full of holes the oldest gives way", () => {
  const { loot } = createWorld({ map, loot: testLoot, seed: 1 });
  for (let i = 0; i <= MAX_MARKS_PER_CHUNK; i++) loot.mark(i, Mark.hole, i as Tick);
  expect(loot.at[0]).toBe(0);
  expect(loot.at[1]).toBe(Mark.hole);
  expect(loot.at[MAX_MARKS_PER_CHUNK]).toBe(Mark.hole);
});
