import { FAST_STEP_SUB, STEP_SUB } from "@doubloon/shared/heading";
import { Mark } from "@doubloon/shared/hunt/marks";
import { Pose, poseOf } from "@doubloon/shared/hunt/pose";
import {
  AWAY_TICKS,
  BOOTS_COOLDOWN_TICKS,
  BOOTS_TICKS,
  CELL_TILES,
  MAX_CHARGES,
  PROBE_TICKS,
  READING_COOLDOWN_TICKS,
  SPADE_PROBE_TICKS,
  STAND_TICKS,
  Tool,
} from "@doubloon/shared/hunt/rules";
import { ShortSolver } from "@doubloon/shared/hunt/shortDetector";
import type { InputSeq, MoverId, Tick } from "@doubloon/shared/ids";
import type { LootRow } from "@doubloon/shared/loot";
import { Intent } from "@doubloon/shared/movement";
import { TILE_SUB } from "@doubloon/shared/space";
import { Action } from "@doubloon/shared/wire/input";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Command, makeInputBatch, pushInput } from "../../commands.ts";
import type { Fact } from "../../facts.ts";
import { hunterState } from "../../hunts/hunterState.ts";
import { placeSolo } from "../../solo/soloPlace.ts";
import { stepWorld } from "../../stepWorld.ts";
import { shortHunt } from "../../testing/scriptedHunt.ts";
import { enter, makeMap, playerId, testLoot } from "../../testing/testWorld.ts";
import { createWorld } from "../../world.ts";
import { GLINT_CHUNKS } from "./glints.ts";
import { SOLO_POINTS } from "./soloSearch.ts";

const map = makeMap(256, 256, 0);
const tools: readonly LootRow[] = (["boots", "spade", "lantern"] as const).map((tool, i) => ({
  ...testLoot[0],
  number: 10 + i,
  name: tool,
  tool,
}));
const ME = 0 as MoverId;

/** A world with one player in it, and a hand to play with. */
function play({ seed = 5, tick = 0, key = 7, wall = 0 } = {}) {
  const world = createWorld({
    map: wall === 0 ? map : makeMap(256, 256, wall),
    loot: [...testLoot, ...tools],
    seed,
    tick: tick as Tick,
  });
  const facts: Fact[] = [];
  const seqs: number[] = [];
  const step = (commands: readonly Command[], inputs = makeInputBatch(0)): readonly Fact[] => {
    const now = stepWorld(world, { commands, inputs });
    facts.push(...now);
    return [...now];
  };
  const input = (intent: number, heading = 0, x = 0, y = 0, mover = ME): void => {
    const inputs = makeInputBatch(1);
    seqs[mover] = (seqs[mover] ?? 0) + 1;
    pushInput(inputs, mover, (seqs[mover] & 0xffff) as InputSeq, intent, heading, x, y);
    step([], inputs);
  };
  const rest = (ticks: number): void => {
    for (let i = 0; i < ticks; i++) step([]);
  };
  const goTo = (tileX: number, tileY: number): void => {
    const [x, y] = [tileX * TILE_SUB + 128, tileY * TILE_SUB + 128];
    step([{ type: "place", mover: ME, x, y }]);
    expect([world.movers.x[0], world.movers.y[0]]).toEqual([x, y]);
  };
  step([
    { type: "soloSecret", secret: new Uint8Array(32).fill(key) },
    { type: "calendar", day: 20_000, season: 1 },
    enter(1),
  ]);
  const tile = (): { tileX: number; tileY: number } => ({
    tileX: Math.floor(world.movers.x[0] / TILE_SUB),
    tileY: Math.floor(world.movers.y[0] / TILE_SUB),
  });
  return { world, facts, step, input, rest, goTo, tile, state: () => hunterState(world, ME) };
}

describe("tools", () => {
  test("M7 H12 boots run for 20 s from the tick after the command, rest for 90 s, and end where the player leaves", () => {
    const { world, step, input, rest, goTo, tile, state } = play({ tick: 0xffffffff - 200 });
    goTo(40, 100);
    expect(step([{ type: "useTool", mover: ME }])).toContainEqual(
      expect.objectContaining({ type: "requestRefused", why: "noTool" }),
    );
    step([{ type: "dropLoot", tileX: tile().tileX + 1, tileY: 100, kind: 10 }]);
    input(Intent.heading, 0);
    rest(6);
    expect(state().tool).toBe(Tool.boots);
    let { x } = world.movers;
    const steps: number[] = [];
    const walk = (commands: readonly Command[]): void => {
      const before = x[0];
      step(commands);
      x = world.movers.x;
      steps.push(x[0] - before);
    };
    walk([{ type: "useTool", mover: ME }]);
    const until = world.tick + BOOTS_TICKS;
    expect(state().toolUntil).toBe(until >>> 0);
    for (let i = 0; i < BOOTS_TICKS + 3; i++) walk([]);
    expect(steps).toEqual([
      STEP_SUB,
      ...Array(BOOTS_TICKS).fill(FAST_STEP_SUB),
      STEP_SUB,
      STEP_SUB,
      STEP_SUB,
    ]);
    expect(step([{ type: "useTool", mover: ME }])).toContainEqual(
      expect.objectContaining({ type: "requestRefused", why: "tooSoon" }),
    );
    input(Intent.stop);
    rest(BOOTS_COOLDOWN_TICKS - BOOTS_TICKS);
    step([{ type: "useTool", mover: ME }]);
    rest(2);
    expect(world.movers.fast[0]).toBe(1);
    step([{ type: "leave", mover: ME }]);
    const [back] = step([enter(1)]).filter((fact) => fact.type === "entered");
    rest(2);
    const mover = back.type === "entered" ? back.mover : ME;
    expect(world.movers.fast[mover]).toBe(0);
    expect(hunterState(world, mover).toolUntil - world.tick).toBeLessThanOrEqual(0);
    expect(world.running).toEqual([]);
  });

  test("boots that ran when the server restarted run on when their player comes back", () => {
    const { world, step, input, rest, goTo } = play();
    goTo(40, 100);
    step([{ type: "dropLoot", tileX: 41, tileY: 100, kind: 10 }]);
    input(Intent.heading, 0);
    rest(4);
    step([{ type: "useTool", mover: ME }]);
    rest(10);
    const until = world.hunts.hunters.toolUntil[0];
    // A saved world begins without movers, and nobody has left it.
    step([{ type: "leave", mover: ME }]);
    world.running.length = 0;
    world.hunts.hunters.toolUntil[0] = until;
    step([enter(1)]);
    expect(world.movers.fast[1]).toBe(1);
    rest(BOOTS_TICKS - 12);
    expect(world.movers.fast[1]).toBe(1);
    rest(2);
    expect(world.movers.fast[1]).toBe(0);
  });

  test("H2 H12 a spade takes the place of another tool and shortens probes", () => {
    const { world, step, input, rest, goTo, state } = play();
    goTo(40, 100);
    step([
      { type: "dropLoot", tileX: 41, tileY: 100, kind: 10 },
      { type: "dropLoot", tileX: 43, tileY: 100, kind: 11 },
    ]);
    input(Intent.heading, 0);
    rest(4);
    step([{ type: "useTool", mover: ME }]);
    rest(20);
    expect(state().tool).toBe(Tool.spade);
    expect(world.movers.fast[0]).toBe(0);
    const holes = (): number => [...world.loot.at].filter((kind) => kind === Mark.hole).length;
    input(Action.dig);
    rest(SPADE_PROBE_TICKS - 1);
    expect(holes()).toBe(0);
    rest(1);
    expect(holes()).toBe(1);
  });

  test("tools lie only in the zone of a running hunt, a few at a time", () => {
    const { world, step, rest } = play();
    const kinds = (): number[] => [...world.loot.at].filter((kind) => kind >= 10 && kind < 13);
    rest(400);
    expect(kinds()).toEqual([]);
    const hunt = {
      ...shortHunt,
      zone: { x: 64, y: 64, width: 96, height: 96 },
      waveTicks: [4000],
      tools: ["boots", "spade"] as const,
    };
    const secret = new Uint8Array(32);
    step([{ type: "announceHunt", hunt, secret, announcement: "0".repeat(64) }]);
    step([{ type: "joinHunt", mover: ME, hunt: 1, nonce: "0".repeat(32) }]);
    rest(3000);
    expect(kinds().length).toBe(world.loot.toolsLying);
    expect(kinds().length).toBe(3);
    for (let tile = 0; tile < world.loot.at.length; tile++) {
      if (world.loot.at[tile] < 10 || world.loot.at[tile] >= 13) continue;
      expect(tile % 256).toBeGreaterThanOrEqual(64);
      expect(tile % 256).toBeLessThan(160);
      expect(world.loot.at[tile]).toBeLessThan(12);
    }
  });
});

describe("caches of one's own", () => {
  test("H14 the tutorial's cache is near, is found by readings, dug up alone, told with its points, and found once", () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.constantFrom(0, 9), (key, wall) => {
        const { world, facts, step, input, rest, goTo, tile, state } = play({
          key: key & 255,
          seed: key,
          wall,
        });
        const from = tile();
        step([{ type: "solo", mover: ME, act: "tutorial" }]);
        expect(state()).toMatchObject({ solo: "tutorial", hunt: 0 });
        const clue = facts.find((fact) => fact.type === "clue");
        if (clue?.type !== "clue" || clue.kind !== "hint") throw new Error("no hint");
        const search = [...world.solo.searches.values()][0];
        const away = Math.max(Math.abs(search.tileX - from.tileX), Math.abs(search.tileY - from.tileY));
        expect(away).toBeGreaterThanOrEqual(4);
        expect(away).toBeLessThanOrEqual(8);
        // A player who reads, goes where the chart is brightest, and reads again.
        const solver = new ShortSolver(clue.area, (x, y) => !world.ground.blockedAt(x, y));
        let readings = 0;
        for (; readings < 8; readings++) {
          rest(STAND_TICKS);
          input(Action.read);
          rest(READING_COOLDOWN_TICKS);
          const reading = facts.findLast((fact) => fact.type === "reading");
          if (reading?.type !== "reading") throw new Error("no reading");
          expect(reading.reading.thread).toBe(state().thread);
          solver.addReading(reading.reading.cellX, reading.reading.cellY, reading.reading.band);
          const chances = solver.solve();
          const possible = [...chances.keys()].filter((i) => chances[i] > 0);
          const places = possible.map((i) => ({
            tileX: clue.area.x + (i % clue.area.width),
            tileY: clue.area.y + Math.floor(i / clue.area.width),
          }));
          expect(places).toContainEqual({ tileX: search.tileX, tileY: search.tileY });
          const spread = Math.max(
            ...places.map((place) =>
              Math.max(Math.abs(place.tileX - places[0].tileX), Math.abs(place.tileY - places[0].tileY)),
            ),
          );
          const next = places[Math.floor(places.length / 2)];
          if (world.ground.blockedAt(next.tileX, next.tileY)) break;
          goTo(next.tileX, next.tileY);
          if (spread <= CELL_TILES / 2) break;
        }
        goTo(search.tileX, search.tileY);
        input(Action.dig);
        rest(PROBE_TICKS);
        expect(poseOf(world.movers.motion(0))).toBe(Pose.unearthing);
        expect(world.loot.at[search.tileY * 256 + search.tileX]).toBe(Mark.struck);
        rest(60);
        const scoreBefore = SOLO_POINTS.tutorial;
        expect(facts.filter(({ type }) => type === "points")).toContainEqual(
          expect.objectContaining({ why: "tutorial", points: scoreBefore, tileX: search.tileX }),
        );
        expect(world.accounts.score[0]).toBeGreaterThanOrEqual(SOLO_POINTS.tutorial);
        expect(world.loot.at[search.tileY * 256 + search.tileX]).toBe(Mark.opened);
        expect(poseOf(world.movers.motion(0))).toBeLessThan(8);
        expect(state()).toMatchObject({ thread: 0 });
        expect(state().solo).toBeUndefined();
        rest(80);
        expect(step([{ type: "solo", mover: ME, act: "tutorial" }])).toContainEqual(
          expect.objectContaining({ type: "requestRefused", why: "notNow" }),
        );
      }),
      { numRuns: 12, seed: 4 },
    );
  });

  test("H7 H14 the daily cache is one a day, its readings are the same in a cell each time, and it is struck by its owner only", () => {
    const { world, facts, step, input, rest, goTo, state } = play({ key: 3 });
    step([{ type: "solo", mover: ME, act: "daily" }, enter(2)]);
    const [search] = world.solo.searches.values();
    goTo(search.tileX + 8 < 256 ? search.tileX + 8 : search.tileX - 8, search.tileY);
    const bands: number[] = [];
    for (let i = 0; i < 3; i++) {
      rest(READING_COOLDOWN_TICKS + STAND_TICKS);
      input(Action.read);
      rest(1);
      const reading = facts.findLast((fact) => fact.type === "reading");
      if (reading?.type === "reading") bands.push(reading.reading.band);
    }
    expect(bands).toHaveLength(3);
    expect(new Set(bands).size).toBe(1);
    expect(state().charges).toBeLessThan(MAX_CHARGES);
    // Another player digs there and finds nothing.
    const at = { x: search.tileX * TILE_SUB + 128, y: search.tileY * TILE_SUB + 128 };
    const other = 1 as MoverId;
    step([{ type: "place", mover: other, ...at }]);
    input(Action.dig, 0, 0, 0, other);
    rest(PROBE_TICKS + 1);
    expect(world.loot.at[search.tileY * 256 + search.tileX]).toBe(Mark.hole);
    goTo(search.tileX, search.tileY);
    input(Action.dig);
    rest(PROBE_TICKS + 200);
    expect(facts.filter((fact) => fact.type === "points" && fact.why === "daily")).toHaveLength(1);
    expect(step([{ type: "solo", mover: ME, act: "daily" }])).toContainEqual(
      expect.objectContaining({ type: "requestRefused", why: "notNow" }),
    );
    step([{ type: "calendar", day: 20_001, season: 1 }]);
    rest(100);
    step([{ type: "solo", mover: ME, act: "daily" }]);
    expect(state().solo).toBe("daily");
    expect(world.loot.at.includes(Mark.struck)).toBe(false);
  });

  test("a cache can be walked to, also from a small island, and there is none where there is no room", () => {
    const islands = makeMap(256, 256, 0);
    // Water around an island of 12x12 tiles in the north-west and one of 3x3 beside it.
    for (let i = 0; i < 20; i++) {
      for (const [x, y] of [
        [12, i],
        [i, 12],
        [16, i],
        [i, 16],
      ]) {
        if (x <= 16 && y <= 16) islands.blocked[y * 256 + x] = 1;
      }
    }
    const from = (kind: "tutorial" | "daily", tileX: number, tileY: number) => {
      const world = createWorld({ map: islands, loot: testLoot, seed: 1 });
      world.solo.secret = new Uint8Array(32).fill(4);
      world.board.day = 20_000;
      return placeSolo(world, kind, playerId(3), tileX, tileY);
    };
    for (let x = 0; x < 12; x++) {
      const search = from("tutorial", x, 11 - x);
      expect(search && search.tileX < 12 && search.tileY < 12).toBe(true);
    }
    // A wall with a gap far away: behind it the way is too long for a newcomer.
    for (let y = 60; y < 140; y++) islands.blocked[y * 256 + 103] = 1;
    for (let i = 0; i < 20; i++) expect(from("tutorial", 101, 90 + i)?.tileX).toBeLessThan(103);
    expect(from("daily", 5, 5)).toBeUndefined();
    expect(from("tutorial", 14, 14)).toBeUndefined();
    expect(from("daily", 100, 100)?.tileX).toBeGreaterThan(3);
  });

  test("a search ends with a hunt, with leaving, and by wish; its struck mark goes too", () => {
    const { world, step, input, rest, goTo, state } = play();
    const begin = (): void => {
      rest(80);
      step([{ type: "solo", mover: ME, act: "tutorial" }]);
      const [search] = world.solo.searches.values();
      goTo(search.tileX, search.tileY);
      input(Action.dig);
      rest(PROBE_TICKS);
      expect(world.loot.at.includes(Mark.struck)).toBe(true);
      input(Intent.stop);
    };
    begin();
    step([{ type: "solo", mover: ME, act: "end" }]);
    expect(world.loot.at.includes(Mark.struck)).toBe(false);
    expect(state().thread).toBe(0);
    begin();
    step([
      { type: "announceHunt", hunt: shortHunt, secret: new Uint8Array(32), announcement: "0".repeat(64) },
    ]);
    step([{ type: "joinHunt", mover: ME, hunt: 1, nonce: "0".repeat(32) }]);
    expect(world.solo.searches.size).toBe(0);
    expect(world.loot.at.includes(Mark.struck)).toBe(false);
    expect(step([{ type: "solo", mover: ME, act: "tutorial" }])).toContainEqual(
      expect.objectContaining({ type: "requestRefused", why: "notNow" }),
    );
  });

  test("H14 H15 who comes back within 60 s goes on with the search and is told all again; later it is gone", () => {
    const { world, facts, step, input, rest } = play();
    step([{ type: "solo", mover: ME, act: "daily" }]);
    rest(STAND_TICKS);
    input(Action.read);
    rest(2);
    const told = (all: readonly Fact[]) =>
      all.flatMap((fact): object[] => {
        if (fact.type === "clue" && fact.kind === "hint") return [{ area: fact.area, thread: fact.thread }];
        return fact.type === "reading" ? [{ ...fact.reading, tick: 0 }] : [];
      });
    const before = told(facts);
    expect(before).toHaveLength(2);
    step([{ type: "leave", mover: ME }]);
    rest(AWAY_TICKS - 25);
    expect(told(step([enter(1)]))).toEqual(before);
    // The mover's id was free for long enough to be given out again.
    expect(hunterState(world, ME).solo).toBe("daily");
    step([{ type: "leave", mover: ME }]);
    rest(AWAY_TICKS + 25);
    expect(world.solo.searches.size).toBe(0);
    expect(told(step([enter(1)]))).toEqual([]);
  });

  test("H6 a reading that is not possible is refused, and one waits until the player has stood for 1 s", () => {
    const { facts, step, input, rest, goTo, world } = play();
    rest(STAND_TICKS);
    input(Action.read);
    expect(facts).toContainEqual(expect.objectContaining({ type: "requestRefused", why: "notNow" }));
    step([{ type: "solo", mover: ME, act: "tutorial" }]);
    goTo(100, 100);
    const readings = (): number => facts.filter(({ type }) => type === "reading").length;
    input(Action.read);
    rest(STAND_TICKS - 2);
    expect(readings()).toBe(0);
    rest(1);
    expect(readings()).toBe(1);
    expect(poseOf(world.movers.motion(0))).toBe(Pose.reading);
    rest(2);
    expect(poseOf(world.movers.motion(0))).toBeLessThan(8);
  });
});

describe("glints", () => {
  const glintsOf = (at: Uint8Array): number[] => [...at.keys()].filter((tile) => at[tile] === Mark.glint);

  test("one lies in every three chunks each day, elsewhere the next day, and nowhere the world's generator decides", () => {
    const { world, step, rest } = play();
    rest(20);
    const groups = Math.ceil(world.loot.targets.length / GLINT_CHUNKS);
    const first = glintsOf(world.loot.at);
    expect(first.length).toBe(groups);
    const other = play({ seed: 6 });
    other.rest(20);
    const moved = glintsOf(other.world.loot.at).filter((tile) => !first.includes(tile));
    // Only where loot of the other seed was in the way.
    expect(moved.length).toBeLessThan(groups / 10);
    step([{ type: "calendar", day: 20_001, season: 1 }]);
    rest(20);
    const second = glintsOf(world.loot.at);
    expect(second.length).toBe(groups);
    expect(second.filter((tile) => first.includes(tile)).length).toBeLessThan(groups / 10);
  });

  test("a map scrap halves the area of the cache that its finder searches for, and the cache lies in it", () => {
    const { world, facts, step, input, rest, goTo } = play({ key: 11 });
    rest(20);
    const lying = glintsOf(world.loot.at);
    const areas = () =>
      facts.flatMap((fact) => (fact.type === "clue" && fact.kind === "hint" ? [fact.area] : []));
    step([{ type: "solo", mover: ME, act: "daily" }]);
    const [search] = world.solo.searches.values();
    for (const tile of lying) {
      const [tileX, tileY] = [tile % 256, Math.floor(tile / 256)];
      goTo(tileX > 0 ? tileX - 1 : tileX + 1, tileY);
      input(Intent.point, 0, tileX * TILE_SUB + 128, tileY * TILE_SUB + 128);
      rest(8);
    }
    expect(areas().length).toBeGreaterThan(5);
    for (const [i, { x, y, width, height }] of areas().entries()) {
      expect(search.tileX >= x && search.tileX < x + width).toBe(true);
      expect(search.tileY >= y && search.tileY < y + height).toBe(true);
      const before = areas()[i - 1];
      if (before === undefined) continue;
      expect(width * height).toBeLessThanOrEqual(before.width * before.height);
      expect(x >= before.x && y >= before.y).toBe(true);
    }
  });

  test("H4 who walks over a glint gets points, or charges and points, once", () => {
    const { world, facts, input, rest, goTo } = play({ key: 9 });
    rest(20);
    const score = (): number => world.accounts.score[0];
    let won = 0;
    for (const tile of glintsOf(world.loot.at)) {
      const [tileX, tileY] = [tile % 256, Math.floor(tile / 256)];
      goTo(tileX > 0 ? tileX - 1 : tileX + 1, tileY);
      input(Intent.point, 0, tileX * TILE_SUB + 128, tileY * TILE_SUB + 128);
      const before = score();
      rest(10);
      expect(world.loot.at[tile]).not.toBe(Mark.glint);
      expect(score()).toBeGreaterThan(before);
      won++;
    }
    const told = facts.filter((fact) => fact.type === "points" && fact.why === "glint");
    expect(told).toHaveLength(won);
    expect(facts.some(({ type }) => type === "hunterChanged")).toBe(true);
  });
});
