// The boards of a hunt and of its teams, all through played hunts with leavers, bots and teams, against a plain sort.
import { expect, test } from "vitest";
import { disturbedHunt } from "../testing/disturbedHunt.ts";
import type { World } from "../world.ts";
import { ranking } from "./ranking.ts";

/** The people with points in a hunt, sorted; equal ones in the order of their rows. */
function sortedHunters({ hunts }: World, hunt: number): number[] {
  const { hunters } = hunts;
  return Array.from({ length: hunters.high }, (_, row) => row)
    .filter((row) => hunters.account[row] !== 0 && hunters.hunt[row] === hunt)
    .filter((row) => hunters.bot[row] === 0 && hunters.points[row] > 0)
    .sort((a, b) => hunters.points[b] - hunters.points[a] || a - b);
}

function sortedTeams({ teams }: World, hunt: number): number[] {
  return [...teams.slots.entries()]
    .flatMap(([slot, team]) =>
      (team?.scores ?? []).flatMap((score) => (score.hunt === hunt ? [{ slot, team: score }] : [])),
    )
    .sort((a, b) => b.team.points - a.team.points || a.team.at - b.team.at)
    .map(({ slot }) => slot);
}

test.each([11, 12, 13, 14])("seed %i: both boards are those of a sort at every moment of a hunt", (seed) => {
  const script = disturbedHunt(seed);
  const { world } = script;
  let [hunters, teams] = [0, 0];
  while (!script.archived) {
    script.step();
    if (script.steps % 5 !== 0 || script.archived) continue;
    const [ofHunt, ofTeams] = [world.hunts.boards.of(1), world.teams.boardOf(1)];
    expect([...ofHunt.order.subarray(0, ofHunt.count)]).toEqual(sortedHunters(world, 1));
    expect([...ofTeams.order.subarray(0, ofTeams.count)]).toEqual(sortedTeams(world, 1));
    hunters = Math.max(hunters, ofHunt.count);
    teams = Math.max(teams, ofTeams.count);
  }
  expect(hunters).toBeGreaterThan(2);
  // Teams win points in this one at least.
  if (seed === 12) expect(teams).toBeGreaterThan(0);
  expect(world.hunts.boards.of(1).count + world.teams.boardOf(1).count).toBe(0);
});

test("a hunter sees the own place among those of the hunt, and the team by its members' names and not by its code", () => {
  const script = disturbedHunt(12);
  const { world } = script;
  const codeOf = (): string | undefined =>
    world.teams.slots.find((team) => (team?.scores.length ?? 0) > 0)?.code;
  script.until(({ state }) => state.found.length >= 5 && codeOf() !== undefined);
  const board = world.hunts.boards.of(1);
  const present = [...board.order.subarray(0, board.count)].find(
    (row) => world.accounts.mover[world.hunts.hunters.account[row] - 1] !== 0,
  );
  if (present === undefined) throw new Error("nobody with points is present");
  const account = world.hunts.hunters.account[present] - 1;
  const mover = (world.accounts.mover[account] - 1) as Parameters<typeof ranking>[2];
  const shown = ranking(world, "hunt", mover);
  expect(shown.of).toBe(board.count);
  const rows = [...shown.top, ...shown.around];
  expect(rows.filter(({ me }) => me)).toEqual([
    {
      rank: board.rankOf(world.hunts.hunters.points[present]),
      name: world.accounts.nameOf(account),
      points: world.hunts.hunters.points[present],
      me: true,
    },
  ]);
  const teams = ranking(world, "teams", mover);
  expect(teams.top.length).toBeGreaterThan(0);
  expect(JSON.stringify(teams)).not.toContain(codeOf());
});
