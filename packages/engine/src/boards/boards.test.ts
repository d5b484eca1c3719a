// The boards against plain computations: any changes give the order of a sort, and the best hunts are a plain sum.
import { Mark } from "@doubloon/shared/hunt/marks";
import { SEASON_HUNTS } from "@doubloon/shared/hunt/rules";
import type { MoverId } from "@doubloon/shared/ids";
import type { Ranking } from "@doubloon/shared/protocol/huntEvents";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Command } from "../commands.ts";
import { checkWorld } from "../saved/checkWorld.ts";
import { stepWorld } from "../stepWorld.ts";
import { enter, makeMap, noInputs, playerId, testLoot } from "../testing/testWorld.ts";
import { createWorld, type World } from "../world.ts";
import { addToBest, sumOfBest } from "./bestHunts.ts";
import { ranking } from "./ranking.ts";
import { ARCHIVED_ROWS, MAX_ARCHIVES } from "./season.ts";

const map = makeMap(32, 32, 0);

function makeWorld(): World {
  return createWorld({ map, loot: testLoot, seed: 1 });
}

function step(world: World, ...commands: Command[]): ReturnType<typeof stepWorld> {
  return stepWorld(world, { commands, inputs: noInputs() });
}

function rowOf(world: World, n: number): number {
  const row = world.accounts.find(playerId(n));
  if (row === undefined) throw new Error(`no player ${n}`);
  return row;
}

function moverOf(world: World, n: number): MoverId {
  return (world.accounts.mover[rowOf(world, n)] - 1) as MoverId;
}

function win(world: World, n: number, points: number): void {
  const row = rowOf(world, n);
  world.board.setScore(row, world.accounts.score[row] + points);
}

test("the best hunts of a season are those of a plain sort", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30), { maxLength: 40 }), (hunts) => {
      const best = new Uint32Array(3 * SEASON_HUNTS);
      let sum = 0;
      for (const [i, points] of hunts.entries()) {
        sum += addToBest(best, 1, points);
        const plain = hunts
          .slice(0, i + 1)
          .toSorted((a, b) => b - a)
          .slice(0, SEASON_HUNTS);
        expect(sum).toBe(plain.reduce((a, b) => a + b, 0));
        expect(sumOfBest(best, 1)).toBe(sum);
        expect([...best.subarray(SEASON_HUNTS, 2 * SEASON_HUNTS)].filter((points) => points > 0)).toEqual(
          plain.filter((points) => points > 0),
        );
      }
      expect(sumOfBest(best, 0) + sumOfBest(best, 2)).toBe(0);
    }),
    { seed: 1 },
  );
});

interface Change {
  readonly what: "score" | "hunt" | "enter" | "bot" | "day" | "season";
  readonly player: number;
  readonly points: number;
}

const change: fc.Arbitrary<Change> = fc.record({
  what: fc.oneof(
    { weight: 16, arbitrary: fc.constantFrom("score" as const, "hunt" as const) },
    { weight: 4, arbitrary: fc.constantFrom("enter" as const, "bot" as const) },
    { weight: 1, arbitrary: fc.constantFrom("day" as const, "season" as const) },
  ),
  player: fc.nat(20),
  points: fc.nat(9),
});

interface Plain {
  score: number;
  today: number;
  hunts: number[];
  scoredAt: number;
  huntAt: number;
  bot: boolean;
}

test("after any awards, hunts, days, seasons and bots, every board equals a plain sort, without bots", () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 150 }), (changes) => {
      const world = makeWorld();
      const plain = new Map<number, Plain>();
      let [day, season] = [1, 1];
      step(world, { type: "calendar", day, season });
      for (const [at, one] of changes.entries()) {
        if (one.what === "day" || one.what === "season") {
          if (one.what === "day") day++;
          else season++;
          for (const player of plain.values()) {
            if (one.what === "day") player.today = 0;
            else player.hunts = [];
          }
          step(world, { type: "calendar", day, season });
          continue;
        }
        const known = plain.get(one.player);
        if (one.what === "enter" || one.what === "bot") {
          const bot = one.what === "bot";
          step(world, bot ? ({ ...enter(one.player), bot: true } as Command) : enter(one.player));
          if (known !== undefined) known.bot ||= bot;
          else plain.set(one.player, { score: 0, today: 0, hunts: [], scoredAt: at, huntAt: 0, bot });
          continue;
        }
        if (known === undefined) continue;
        if (one.what === "score") {
          win(world, one.player, one.points);
          known.score += one.points;
          known.today += one.points;
          known.scoredAt = at;
        } else {
          const before = bestOf(known);
          known.hunts.push(one.points);
          if (bestOf(known) > before) known.huntAt = at;
          world.season.add(rowOf(world, one.player), one.points);
          step(world);
        }
      }
      checkWorld(world);
      const people = [...plain].filter(([, { bot }]) => !bot);
      const sorted = (value: (of: Plain) => number, since: (of: Plain) => number, all: boolean): string[] =>
        people
          .filter(([, of]) => all || value(of) > 0)
          .sort(([, a], [, b]) => value(b) - value(a) || since(a) - since(b))
          .map(([n, of]) => `${playerId(n)} ${value(of)}`);
      const { board, season: seasons, accounts } = world;
      const listed = (order: Uint32Array, count: number, value: (row: number) => number): string[] =>
        Array.from(order.subarray(0, count), (row) => `${accounts.idOf(row)} ${value(row)}`);
      expect(listed(board.order, board.count, (row) => accounts.score[row])).toEqual(
        sorted(
          ({ score }) => score,
          ({ scoredAt }) => scoredAt,
          true,
        ),
      );
      expect(listed(board.today.order, board.today.count, (row) => board.pointsToday(row))).toEqual(
        sorted(
          ({ today }) => today,
          ({ scoredAt }) => scoredAt,
          false,
        ),
      );
      expect(listed(seasons.ranked.order, seasons.ranked.count, (row) => seasons.pointsOf(row))).toEqual(
        sorted(bestOf, ({ huntAt }) => huntAt, false),
      );
    }),
    { seed: 1, numRuns: 150 },
  );
});

function bestOf({ hunts }: Plain): number {
  return hunts
    .toSorted((a, b) => b - a)
    .slice(0, SEASON_HUNTS)
    .reduce((a, b) => a + b, 0);
}

describe("ranking", () => {
  const names = ({ top, around }: Ranking): [string[], string[]] => [
    top.map(({ rank, name, me }) => `${rank} ${name}${me ? "!" : ""}`),
    around.map(({ rank, name, me }) => `${rank} ${name}${me ? "!" : ""}`),
  ];

  test("shows the first three, then the player with three on either side, nobody twice", () => {
    const world = makeWorld();
    step(world, ...Array.from({ length: 20 }, (_, n) => enter(n)));
    for (let n = 0; n < 20; n++) win(world, n, 100 - n);
    expect(names(ranking(world, "ever", moverOf(world, 10)))).toEqual([
      ["1 P0", "2 P1", "3 P2"],
      ["8 P7", "9 P8", "10 P9", "11 P10!", "12 P11", "13 P12", "14 P13"],
    ]);
    expect(names(ranking(world, "today", moverOf(world, 1)))).toEqual([
      ["1 P0", "2 P1!", "3 P2"],
      ["4 P3", "5 P4"],
    ]);
    expect(names(ranking(world, "today", moverOf(world, 19)))[1].at(-1)).toBe("20 P19!");
    expect(ranking(world, "today", moverOf(world, 19)).of).toBe(20);
  });

  test("equal points share a rank; without points there is only the podium", () => {
    const world = makeWorld();
    step(world, enter(0), enter(1), enter(2));
    win(world, 2, 5);
    win(world, 1, 5);
    expect(names(ranking(world, "today", moverOf(world, 0)))).toEqual([["1 P2", "1 P1"], []]);
    expect(ranking(world, "season", moverOf(world, 0))).toEqual({
      name: "season",
      of: 0,
      top: [],
      around: [],
    });
  });
});

test("a new day empties the day's board only, and points of a day long ago do not come back with its number", () => {
  const world = makeWorld();
  step(world, { type: "calendar", day: 20_000, season: 7 }, enter(0), enter(1));
  win(world, 0, 5);
  step(world, { type: "calendar", day: 20_001, season: 7 });
  win(world, 1, 3);
  expect([world.board.pointsToday(rowOf(world, 0)), world.board.pointsToday(rowOf(world, 1))]).toEqual([
    0, 3,
  ]);
  win(world, 0, 4);
  expect(world.board.pointsToday(rowOf(world, 0))).toBe(4);
  expect([...world.board.today.order.subarray(0, 2)]).toEqual([rowOf(world, 0), rowOf(world, 1)]);
  checkWorld(world);
});

test("a season's end is a fact, archives the first hundred, counts what was not counted yet, and begins empty", () => {
  const world = makeWorld();
  const players = ARCHIVED_ROWS + 30;
  step(
    world,
    { type: "calendar", day: 1, season: 1 },
    ...Array.from({ length: players }, (_, n) => enter(n)),
  );
  for (let n = 0; n < players; n++) world.season.add(rowOf(world, n), n + 1);
  expect(step(world, { type: "calendar", day: 2, season: 1 })).toEqual([]);
  expect(world.season.ranked.count).toBe(64);
  const facts = step(world, { type: "calendar", day: 29, season: 2 });
  expect(facts).toEqual([{ type: "seasonOver", season: 1 }]);
  const [archive] = world.season.archives;
  expect([archive.season, archive.players, archive.rows.length]).toEqual([1, players, ARCHIVED_ROWS]);
  expect(archive.rows[0]).toEqual({
    playerId: playerId(players - 1),
    name: `P${players - 1}`,
    points: players,
  });
  expect(world.season.ranked.count).toBe(0);
  expect(world.season.pointsOf(rowOf(world, 3))).toBe(0);
  for (let season = 3; season < 40; season++) step(world, { type: "calendar", day: 28 * season, season });
  expect(world.season.archives.length).toBe(MAX_ARCHIVES);
  checkWorld(world);
});

test("great finds keep their marks until the season's end; a mark that has taken a place since stays", () => {
  const world = makeWorld();
  step(world, { type: "calendar", day: 1, season: 1 });
  for (const tile of [33, 40, 47]) {
    world.loot.mark(tile, Mark.great, world.tick);
    world.season.keepGreatFind({ hunt: 1, tile, name: "Anne" });
  }
  world.loot.mark(40, Mark.hole, world.tick);
  step(world, { type: "calendar", day: 2, season: 1 });
  expect([33, 40, 47].map((tile) => world.loot.at[tile])).toEqual([Mark.great, Mark.hole, Mark.great]);
  step(world, { type: "calendar", day: 29, season: 2 });
  expect([33, 40, 47].map((tile) => world.loot.at[tile])).toEqual([0, Mark.hole, 0]);
  expect(world.season.greatFinds).toEqual([]);
});

test("a person's account that a bot uses leaves every board for good", () => {
  const world = makeWorld();
  step(world, { type: "calendar", day: 1, season: 1 }, enter(0), enter(1));
  for (const n of [0, 1]) {
    win(world, n, 5);
    world.season.add(rowOf(world, n), 5);
  }
  step(world);
  step(world, { type: "leave", mover: moverOf(world, 0) });
  world.season.add(rowOf(world, 0), 9);
  step(world, { type: "enter", playerId: playerId(0), name: "P0", bot: true });
  checkWorld(world);
  step(world, { type: "leave", mover: moverOf(world, 0) });
  step(world, enter(0));
  win(world, 0, 100);
  step(world);
  for (const name of ["ever", "today", "season"] as const) {
    const { top, around, of } = ranking(world, name, moverOf(world, 0));
    expect([of, top.map((row) => row.name), around]).toEqual([1, ["P1"], []]);
  }
  checkWorld(world);
});
