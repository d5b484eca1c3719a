// A team as its members see it, and the name under which others see it: the members' names, never the code.
import type { MoverId } from "@doubloon/shared/ids";
import type { Team } from "@doubloon/shared/protocol/huntEvents";
import type { World } from "../world.ts";
import type { TeamState } from "./teams.ts";

/** The message `team` for a mover; the code is empty if it is in no team. */
export function teamOf(world: World, mover: MoverId): Team {
  const { movers, teams } = world;
  const team = movers.has(mover) ? teams.teamOf(movers.account[mover] - 1) : undefined;
  return team === undefined ? { code: "", points: 0, members: [] } : teamView(world, team);
}

/** A team for its members. */
export function teamView({ accounts, hunts }: World, team: TeamState): Team {
  const { hunters } = hunts;
  return {
    code: team.code,
    points: team.points,
    members: team.members.map((account) => {
      const mover = accounts.mover[account];
      const row = hunters.find(account);
      return {
        mover: mover === 0 ? undefined : ((mover - 1) as MoverId),
        name: accounts.nameOf(account),
        points: row === undefined ? 0 : hunters.points[row],
        away: mover === 0,
      };
    }),
  };
}

/** The movers of a team's members who are present. */
export function moversOfTeam({ accounts, teams }: World, code: string): MoverId[] {
  const members = teams.find(code)?.members ?? [];
  return members.flatMap((account) => {
    const mover = accounts.mover[account];
    return mover === 0 ? [] : [(mover - 1) as MoverId];
  });
}

/** The name of a team on boards. No player's name contains "&", so no player alone can have the name of a team. */
export function teamName({ accounts }: World, team: TeamState): string {
  return team.members.map((account) => accounts.nameOf(account)).join(" & ");
}
