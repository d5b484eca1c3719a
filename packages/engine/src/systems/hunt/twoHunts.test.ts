// A team whose members are in two hunts that run at once.
import { expect, test } from "vitest";
import type { Hunt } from "../../hunts/hunt.ts";
import { teamOf } from "../../teams/teamView.ts";
import { nonceOf, ScriptedHunt, shortHunt } from "../../testing/scriptedHunt.ts";
import { playerId } from "../../testing/testWorld.ts";
import { award } from "./awards.ts";

const long = { ...shortHunt, mimicOneIn: 0, waveTicks: [6000, 6000, 6000] };

/** Two running hunts: players 0 to 2 are in hunt 1, player 90 is in hunt 2. The team is player 0, player 90 and player 1. */
function twoHunts(): { script: ScriptedHunt; second: Hunt } {
  const script = new ScriptedHunt({ seed: 1, players: 12, hunt: long });
  script.acting = false;
  script.until(({ state }) => state.phase === "running" && state.untuned.length === 0);
  const [entered] = script.step([{ type: "enter", playerId: playerId(90), name: "Other" }]);
  if (entered.type !== "entered") throw new Error("not entered");
  const other = entered.mover;
  const hunt = { ...long, number: 2, announceTicks: 5, countdownTicks: 1 };
  const secret = new Uint8Array(32).fill(9);
  script.step([{ type: "announceHunt", hunt, secret, announcement: "cd".repeat(32) }]);
  script.step([
    { type: "createTeam", mover: script.movers[0], code: "TEAM" },
    { type: "joinTeam", mover: other, code: "TEAM" },
    { type: "joinHunt", mover: other, hunt: 2, nonce: nonceOf(90) },
  ]);
  const second = script.world.hunts.find(2);
  if (second === undefined) throw new Error("no second hunt");
  script.until(() => second.phase === "running" && second.untuned.length === 0);
  script.step([{ type: "joinTeam", mover: script.movers[1], code: "TEAM" }]);
  // Only those who are in the team before their hunt runs share its points.
  script.world.hunts.hunters.guest.fill(0);
  return { script, second };
}

test("neither points won in another hunt nor its end take a team's points or its place on the board", () => {
  const { script, second } = twoHunts();
  const { world } = script;
  const slots = (hunt: number): number[] => {
    const { order, count } = world.teams.boardOf(hunt);
    return Array.from(order.subarray(0, count));
  };
  award(world, script.state, script.row(0), 100);
  award(world, second, script.row(90), 60);
  award(world, script.state, script.row(1), 10);
  expect(world.teams.find("TEAM")?.scores).toMatchObject([
    { hunt: 1, points: 110 },
    { hunt: 2, points: 60 },
  ]);
  expect([slots(1), slots(2)]).toEqual([[0], [0]]);
  const movers = [script.movers[0], world.accounts.mover[world.accounts.find(playerId(90)) ?? -1] - 1];
  expect(movers.map((mover) => teamOf(world, mover as (typeof script.movers)[0]).points)).toEqual([110, 60]);
  script.step([{ type: "endHunt", hunt: 2 }]);
  script.until(() => world.hunts.find(2) === undefined);
  expect(world.teams.find("TEAM")?.scores).toMatchObject([{ hunt: 1, points: 110 }]);
  expect([slots(1), slots(2)]).toEqual([[0], []]);
});

test("the team is told when a member enters a hunt, since the member sees the team's points there", () => {
  const { script } = twoHunts();
  const [entered] = script.step([{ type: "enter", playerId: playerId(91), name: "Fourth" }]);
  if (entered.type !== "entered") throw new Error("not entered");
  const { mover } = entered;
  award(script.world, script.state, script.row(0), 100);
  script.step([{ type: "joinTeam", mover, code: "TEAM" }]);
  expect(teamOf(script.world, mover).points).toBe(100);
  const facts = script.step([{ type: "joinHunt", mover, hunt: 2, nonce: nonceOf(91) }]);
  expect(facts).toContainEqual({ type: "teamChanged", code: "TEAM" });
  expect(teamOf(script.world, mover).points).toBe(0);
});

test("members in one hunt share a thread also if a member between them is in another hunt", () => {
  const { script } = twoHunts();
  const { thread } = script.world.hunts.hunters;
  expect(thread[script.row(1)]).toBe(thread[script.row(0)]);
  expect(thread[script.row(90)]).not.toBe(thread[script.row(0)]);
});
