// Points of a hunt go to the hunter or, in a team, in equal parts to the teammates who are there; and to their scores. A guest
// of a team has no part in that. The hunter with the most points of a hunt leads it; bots do not.
import type { Hunt } from "../../hunts/hunt.ts";
import { tellHunter } from "../../hunts/hunterRows.ts";
import { teamShares } from "../../teams/teamShares.ts";
import type { World } from "../../world.ts";

/** What an account got. */
export interface Credit {
  readonly account: number;
  readonly points: number;
}

/** Gives points that a hunter of the hunt earned, and returns who got how many, the hunter first. */
export function award(world: World, hunt: Hunt, row: number, points: number): Credit[] {
  const { hunts, teams, board } = world;
  const { hunters } = hunts;
  const { number } = hunt.resolved;
  const winner = hunters.account[row] - 1;
  const rowIn = (account: number): number | undefined => {
    const one = hunters.find(account);
    return one !== undefined && hunters.hunt[one] === number ? one : undefined;
  };
  const shared = hunters.guest[row] === 0;
  const shares = teamShares(world, winner, points, (account) => {
    const one = shared ? rowIn(account) : undefined;
    return one !== undefined && hunters.guest[one] === 0;
  });
  for (const { account, points: part } of shares) {
    const one = rowIn(account) ?? row;
    hunts.boards.award(one, part);
    world.scored.push(account, part);
    world.awards.hunts += part;
    lead(world, hunt, one);
    tellHunter(world, one);
  }
  const slot = shared ? teams.slotOf(winner) : undefined;
  const team = slot === undefined ? undefined : teams.slots[slot];
  if (slot !== undefined && team !== undefined && points > 0) {
    teams.award(slot, number, points, ++board.serial);
    world.facts.push({ type: "teamChanged", code: team.code });
  }
  return shares.length > 0 ? shares : [{ account: winner, points: 0 }];
}

function lead({ hunts }: World, hunt: Hunt, row: number): void {
  const { hunters } = hunts;
  const account = hunters.account[row] - 1;
  if (hunters.bot[row] === 1 || hunters.points[row] === 0 || hunt.leader === account + 1) return;
  const leader = hunt.leader === 0 ? undefined : hunters.find(hunt.leader - 1);
  if (leader !== undefined && hunters.points[row] <= hunters.points[leader]) return;
  hunt.leader = account + 1;
  hunt.changed = true;
}
