// Points of a hunt go to the hunter or, in a team, in equal parts to the teammates who are there; and to their scores. Who
// has the most points of a hunt leads it; bots do not.

import type { Hunt } from "../../hunts/hunt.ts";
import { companions, tellHunter } from "../../hunts/hunterRows.ts";
import { Away } from "../../hunts/hunters.ts";
import type { World } from "../../world.ts";

/** What an account got. */
export interface Credit {
  readonly account: number;
  readonly points: number;
}

/** Gives points that a hunter of the hunt earned, and returns who got how many, the hunter first. */
export function award(world: World, hunt: Hunt, row: number, points: number): Credit[] {
  const { hunters } = world.hunts;
  const rows = companions(world, row).filter((one) => one === row || hunters.away[one] === Away.no);
  const part = Math.floor(points / rows.length);
  const credits: Credit[] = [];
  for (const one of rows) {
    const got = one === row ? points - part * (rows.length - 1) : part;
    if (got === 0 && one !== row) continue;
    const account = hunters.account[one] - 1;
    hunters.points[one] = Math.min(0xffffffff, hunters.points[one] + got);
    hunters.changes.add(one);
    world.scored.push(account, got);
    credits.push({ account, points: got });
    lead(world, hunt, one);
    tellHunter(world, one);
  }
  return credits;
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
