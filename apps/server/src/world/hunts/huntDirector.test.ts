// When hunts are announced, over hours of a world: by schedule, one of a kind at a time, and so that nobody waits for long.
import { join } from "node:path";
import type { Command, HuntCommand } from "@doubloon/engine/commands";
import { stepWorld } from "@doubloon/engine/stepWorld";
import { enter, makeMap, noInputs, testLoot } from "@doubloon/engine/testing/testWorld";
import { createWorld } from "@doubloon/engine/world";
import type { HuntDefinition } from "@doubloon/shared/hunt/definition";
import { BOT_MARK } from "@doubloon/shared/names";
import { TICK_HZ, TICK_MS } from "@doubloon/shared/time";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadHunts } from "../../content/hunts/loadHunts.ts";
import { HuntDirector } from "./huntDirector.ts";
import { shortDefinition } from "./testing/playedHunt.ts";

const NOON_MS = Date.UTC(2026, 10, 25, 12);
const map = makeMap(192, 192, 0);
const shipped = await loadHunts(join(import.meta.dirname, "../../../../../content/hunts"));

function direct(definitions: readonly HuntDefinition[] = shipped, startMs = NOON_MS) {
  const world = createWorld({ map, loot: testLoot, seed: 3 });
  const queued: HuntCommand[] = [];
  const problems: string[] = [];
  let ticks = 0;
  const wallMs = (): number => startMs + ticks * TICK_MS;
  const director = new HuntDirector({
    world,
    definitions: () => definitions,
    direct: (command) => void queued.push(command),
    wallMs,
    lastLogged: () => 0,
    onProblem: (line) => void problems.push(line),
  });
  const announced: { readonly atMs: number; readonly title: string; readonly number: number }[] = [];
  let players = 0;
  /** Steps the world; `each` is called once a second. */
  function run(seconds: number, each: () => void = () => {}, entering: readonly Command[] = []): void {
    let more = entering;
    for (let end = ticks + seconds * TICK_HZ; ticks < end; ticks++) {
      if (world.tick % TICK_HZ === 0) {
        director.everySecond();
        each();
      }
      const commands = [...queued.splice(0), ...more];
      more = [];
      for (const fact of stepWorld(world, { commands, inputs: noInputs() })) {
        if (fact.type !== "huntAnnounced") continue;
        const body = director.taken(world.hunts.find(fact.hunt)!.announcement);
        announced.push({ atMs: wallMs(), title: body!.definition.title, number: fact.hunt });
      }
    }
  }
  return {
    world,
    director,
    announced,
    problems,
    run,
    /** People, or bots, enter. */
    join(count: number, bot = false): void {
      const commands = Array.from({ length: count }, () => {
        const n = ++players;
        const command = enter(n, bot ? `B${n} ${BOT_MARK}` : `P${n}`);
        return bot ? ({ ...command, bot: true } as Command) : command;
      });
      run(1, undefined, commands);
    },
    /** Whether somebody can be in a hunt now. */
    hasHunt: (): boolean =>
      world.hunts.list.some(({ phase }) => ["announced", "countdown", "running"].includes(phase)),
  };
}

describe("people", () => {
  test("never wait four minutes for a hunt, however many there are and whenever they come", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 2_160 }), (people, after) => {
        const game = direct();
        game.run(after);
        game.join(people);
        let waited = 0;
        let longest = 0;
        game.run(3_600, () => {
          waited = game.hasHunt() ? 0 : waited + 1;
          longest = Math.max(longest, waited);
        });
        expect(longest).toBeLessThan(240);
        expect(game.problems).toEqual([]);
        expect(game.announced.map(({ number }) => number)).toEqual(game.announced.map((_, i) => i + 1));
      }),
      { seed: 2, numRuns: 12 },
    );
  }, 120_000);

  test("of whom there are few get pocket hunts between the scheduled ones; many get no pocket hunt", () => {
    const few = direct();
    few.join(2);
    few.run(1_800);
    expect(few.announced.some(({ title }) => title === "A Pocketful of Brass")).toBe(true);
    const many = direct();
    many.join(8);
    many.run(3_600);
    expect(many.announced.some(({ title }) => title === "A Pocketful of Brass")).toBe(false);
    expect(many.announced.length).toBeGreaterThanOrEqual(5);
  }, 60_000);
});

test("only one hunt of a kind is on at a time, also while a grand hunt is on", () => {
  const game = direct(shipped, Date.UTC(2026, 10, 25, 18, 30));
  game.join(7);
  let grand = 0;
  game.run(3_600, () => {
    const kinds = game.world.hunts.list
      .filter(({ phase }) => phase !== "over" && phase !== "cancelled")
      .map(({ resolved }) => resolved.kind);
    expect(new Set(kinds).size).toBe(kinds.length);
    if (kinds.includes("grand")) grand++;
  });
  expect(grand).toBeGreaterThan(1_200);
}, 60_000);

test("bots are no people: for them alone only what is scheduled is announced", () => {
  const game = direct();
  game.join(12, true);
  game.run(1_800);
  expect(game.director.people()).toBe(0);
  expect(game.announced.map(({ atMs }) => Math.round((atMs - NOON_MS) / 1_000 / 60))).toEqual([12, 24]);
});

test("a schedule is not made up for: what was due while the server was down stays undone", () => {
  const every = { ...shortDefinition, schedule: { everyMinutes: 10 } };
  const game = direct([every], NOON_MS + 1_000);
  game.run(30);
  expect(game.announced).toEqual([]);
  game.run(10 * 60);
  expect(game.announced).toHaveLength(1);
});

test("a definition that the map has no room for is a problem with its reason, and no number is used", () => {
  const nowhere = { ...shortDefinition, id: "nowhere", zone: { area: "Atlantis" } } as HuntDefinition;
  const game = direct([nowhere]);
  expect(game.director.announce(nowhere)).toEqual({
    ok: false,
    text: 'hunt nowhere: the map has no area "Atlantis", expected a map with areas',
  });
  expect(game.director.announce(shortDefinition)).toEqual({ ok: true, number: 1 });
  expect(game.director.announce(shortDefinition)).toMatchObject({ ok: false });
  game.run(1);
  expect(game.world.hunts.lastNumber).toBe(1);
});

test("without automatic announcements only orders announce", () => {
  const game = direct();
  game.director.automatic = false;
  game.join(8);
  game.run(1_500);
  expect(game.announced).toEqual([]);
});

test("a hunt for those who wait that the map has no room for is not tried every second", () => {
  const nowhere = { ...shortDefinition, schedule: { when: "quiet" }, zone: { area: "Atlantis" } };
  const game = direct([nowhere as HuntDefinition]);
  game.join(2);
  game.run(60);
  expect(game.announced).toEqual([]);
  expect(game.problems.length).toBeGreaterThan(1);
  expect(game.problems.length).toBeLessThanOrEqual(4);
});
