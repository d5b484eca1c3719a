// Teams against a plain model: any creating, joining, leaving, absence and forgetting, and points in several hunts.
import { AWAY_TICKS, MAX_TEAM } from "@doubloon/shared/hunt/rules";
import type { MoverId } from "@doubloon/shared/ids";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Command } from "../commands.ts";
import type { Facts } from "../facts.ts";
import { stepWorld } from "../stepWorld.ts";
import { enter, makeMap, noInputs, playerId, testLoot } from "../testing/testWorld.ts";
import { createWorld, type World } from "../world.ts";
import { teamShares } from "./teamShares.ts";
import { moversOfTeam, teamName, teamOf } from "./teamView.ts";

const map = makeMap(32, 32, 0);

function makeWorld(players: number): World {
  const world = createWorld({ map, loot: testLoot, seed: 1 });
  step(world, ...Array.from({ length: players }, (_, n) => enter(n)));
  return world;
}

function step(world: World, ...commands: Command[]): Facts {
  return stepWorld(world, { commands, inputs: noInputs() });
}

function rowOf(world: World, n: number): number {
  return world.accounts.find(playerId(n)) ?? -1;
}

function moverOf(world: World, n: number): MoverId {
  return (world.accounts.mover[rowOf(world, n)] - 1) as MoverId;
}

function team(type: "createTeam" | "joinTeam", world: World, n: number, code: string): Command {
  return { type, mover: moverOf(world, n), code };
}

function namesIn(world: World, code: string): string[] {
  return (world.teams.find(code)?.members ?? []).map((row) => world.accounts.nameOf(row));
}

test("four may be in a team; a fifth, an unknown code, a code in use and a bot are refused with the reason", () => {
  const world = makeWorld(6);
  step(world, team("createTeam", world, 0, "AAAA"));
  for (let n = 1; n < MAX_TEAM; n++) {
    expect(step(world, team("joinTeam", world, n, "AAAA"))).toEqual([{ type: "teamChanged", code: "AAAA" }]);
  }
  expect(namesIn(world, "AAAA")).toEqual(["P0", "P1", "P2", "P3"]);
  const refusal = (n: number, ...commands: Command[]): unknown =>
    step(world, ...commands).find(
      (fact) => fact.type === "requestRefused" && fact.mover === moverOf(world, n),
    );
  expect(refusal(4, team("joinTeam", world, 4, "AAAA"))).toMatchObject({ why: "teamFull" });
  expect(refusal(4, team("joinTeam", world, 4, "BBBB"))).toMatchObject({ why: "noSuchTeam" });
  expect(refusal(4, team("createTeam", world, 4, "AAAA"))).toMatchObject({ why: "notNow" });
  step(world, { type: "enter", playerId: playerId(9), name: "Bot", bot: true });
  expect(refusal(9, team("createTeam", world, 9, "CCCC"))).toMatchObject({ why: "notNow" });
});

test("a team survives its founder, and ends with its last member; its code is free again", () => {
  const world = makeWorld(3);
  step(world, team("createTeam", world, 0, "AAAA"));
  step(world, team("joinTeam", world, 1, "AAAA"));
  const gone = moverOf(world, 0);
  expect(step(world, { type: "leaveTeam", mover: gone })).toEqual([
    { type: "teamChanged", code: "AAAA", gone },
  ]);
  expect(namesIn(world, "AAAA")).toEqual(["P1"]);
  expect(teamOf(world, gone)).toEqual({ code: "", points: 0, members: [] });
  step(world, { type: "leaveTeam", mover: moverOf(world, 1) });
  expect(world.teams.find("AAAA")).toBeUndefined();
  expect(world.teams.slots).toEqual([]);
  step(world, team("createTeam", world, 2, "AAAA"));
  expect(namesIn(world, "AAAA")).toEqual(["P2"]);
});

test("a member who is away drops out after 60 s and not before; one who comes back in time stays", () => {
  const world = makeWorld(3);
  step(world, team("createTeam", world, 0, "AAAA"));
  for (const n of [1, 2]) step(world, team("joinTeam", world, n, "AAAA"));
  expect(
    step(world, { type: "leave", mover: moverOf(world, 0) }, { type: "leave", mover: moverOf(world, 1) }),
  ).toEqual(expect.arrayContaining([{ type: "teamChanged", code: "AAAA" }]));
  expect(teamOf(world, moverOf(world, 2)).members.map(({ away }) => away)).toEqual([true, true, false]);
  expect(moversOfTeam(world, "AAAA")).toEqual([moverOf(world, 2)]);
  for (let i = 0; i < AWAY_TICKS - 2; i++) step(world);
  expect(namesIn(world, "AAAA")).toEqual(["P0", "P1", "P2"]);
  step(world, enter(1));
  const told: unknown[] = [];
  for (let i = 0; i < 25; i++) told.push(...step(world));
  expect(namesIn(world, "AAAA")).toEqual(["P1", "P2"]);
  expect(told).toContainEqual({ type: "teamChanged", code: "AAAA" });
});

test("a forgotten account and an account that a bot takes are in no team", () => {
  const world = createWorld({ map, loot: testLoot, seed: 1, accountLimit: 2 });
  step(world, enter(0), enter(1));
  step(world, team("createTeam", world, 0, "AAAA"));
  step(world, team("joinTeam", world, 1, "AAAA"));
  step(world, { type: "leave", mover: moverOf(world, 0) });
  step(world, enter(2));
  expect(namesIn(world, "AAAA")).toEqual(["P1"]);
  step(world, { type: "leave", mover: moverOf(world, 1) });
  step(world, { type: "enter", playerId: playerId(1), name: "P1", bot: true });
  expect(world.teams.slots).toEqual([]);
});

test("what a member wins is shared equally among those present in the hunt, and adds up", () => {
  fc.assert(
    fc.property(
      fc.nat(1000),
      fc.array(fc.record({ present: fc.boolean(), hunts: fc.boolean() }), {
        minLength: 1,
        maxLength: MAX_TEAM,
      }),
      (points, mates) => {
        const world = makeWorld(mates.length);
        step(world, team("createTeam", world, 0, "AAAA"));
        for (let n = 1; n < mates.length; n++) step(world, team("joinTeam", world, n, "AAAA"));
        for (const [n, { present }] of mates.entries()) {
          if (n > 0 && !present) step(world, { type: "leave", mover: moverOf(world, n) });
        }
        const hunting = new Set(mates.flatMap(({ hunts }, n) => (hunts ? [rowOf(world, n)] : [])));
        const shares = teamShares(world, rowOf(world, 0), points, (account) => hunting.has(account));
        expect(shares.reduce((sum, share) => sum + share.points, 0)).toBe(points);
        expect(shares.every((share) => share.points > 0)).toBe(true);
        const sharing = 1 + mates.filter(({ present, hunts }, n) => n > 0 && present && hunts).length;
        const equal = Math.floor(points / sharing);
        if (equal === 0) {
          expect(shares.length).toBe(points > 0 ? 1 : 0);
          return;
        }
        expect(shares.length).toBe(sharing);
        expect(shares[0]).toEqual({ account: rowOf(world, 0), points: points - equal * (sharing - 1) });
        expect(shares.slice(1).every((share) => share.points === equal)).toBe(true);
      },
    ),
    { seed: 1, numRuns: 200 },
  );
});

test("after any changes members and the board of teams are those of a plain model", () => {
  const act = fc.record({
    what: fc.constantFrom("create", "join", "leave", "award", "close"),
    player: fc.nat(9),
    code: fc.constantFrom("A", "B", "C", "D"),
    hunt: fc.integer({ min: 1, max: 3 }),
    points: fc.integer({ min: 1, max: 5 }),
  });
  fc.assert(
    fc.property(fc.array(act, { maxLength: 120 }), (acts) => {
      const world = makeWorld(10);
      const { teams } = world;
      type PlainScore = { points: number; at: number };
      type Plain = { code: string; members: number[]; scores: Map<number, PlainScore> };
      let plain: Plain[] = [];
      const leave = (player: number): void => {
        for (const one of plain) one.members = one.members.filter((member) => member !== player);
        plain = plain.filter(({ members }) => members.length > 0);
      };
      for (const [at, { what, player, code, hunt, points }] of acts.entries()) {
        const known = plain.find((one) => one.code === code);
        const mine = plain.find(({ members }) => members.includes(player));
        if (what === "create") {
          step(world, team("createTeam", world, player, code));
          if (known !== undefined) continue;
          leave(player);
          plain.push({ code, members: [player], scores: new Map() });
        } else if (what === "join") {
          step(world, team("joinTeam", world, player, code));
          if (known === undefined || known === mine || known.members.length === MAX_TEAM) continue;
          leave(player);
          known.members.push(player);
        } else if (what === "leave") {
          step(world, { type: "leaveTeam", mover: moverOf(world, player) });
          leave(player);
        } else if (what === "award") {
          const slot = teams.slotOf(rowOf(world, player));
          expect(slot === undefined).toBe(mine === undefined);
          if (slot === undefined || mine === undefined) continue;
          teams.award(slot, hunt, points, at + 1);
          mine.scores.set(hunt, { points: (mine.scores.get(hunt)?.points ?? 0) + points, at: at + 1 });
        } else {
          teams.closeBoard(hunt);
          for (const { scores } of plain) scores.delete(hunt);
        }
      }
      for (let turn = 0; turn < 2; turn++) {
        for (const one of plain) {
          const state = teams.find(one.code);
          expect(state?.members).toEqual(one.members.map((n) => rowOf(world, n)));
          expect(state?.scores).toEqual(Array.from(one.scores, ([hunt, score]) => ({ hunt, ...score })));
        }
        expect(teams.slots.filter((one) => one !== undefined).length).toBe(plain.length);
        for (const hunt of [1, 2, 3]) {
          const board = teams.boardOf(hunt);
          const listed = Array.from(board.order.subarray(0, board.count), (slot) => teams.slots[slot]?.code);
          const sorted = plain
            .flatMap(({ code, scores }) => {
              const score = scores.get(hunt);
              return score === undefined ? [] : [{ code, ...score }];
            })
            .sort((a, b) => b.points - a.points || a.at - b.at);
          expect(listed).toEqual(sorted.map(({ code }) => code));
        }
        teams.reindex();
      }
    }),
    { seed: 1, numRuns: 100 },
  );
});

test("a member sees the team's points in the own hunt, and in none those won last", () => {
  const world = makeWorld(2);
  step(world, team("createTeam", world, 0, "AAAA"));
  step(world, team("joinTeam", world, 1, "AAAA"));
  world.teams.award(0, 2, 5, 2);
  world.teams.award(0, 1, 7, 1);
  world.hunts.hunters.hunt[world.hunts.hunters.take(rowOf(world, 0), world.tick)] = 1;
  expect([0, 1].map((n) => teamOf(world, moverOf(world, n)).points)).toEqual([7, 5]);
});

test("a team's name on boards is its members', never its code", () => {
  const world = makeWorld(2);
  step(world, team("createTeam", world, 0, "SECRET"));
  step(world, team("joinTeam", world, 1, "SECRET"));
  const state = world.teams.find("SECRET");
  if (state === undefined) throw new Error("no team");
  expect(teamName(world, state)).toBe("P0 & P1");
});
