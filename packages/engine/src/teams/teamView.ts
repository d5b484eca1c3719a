// A team as its members see it, and the name under which others see it: the members' names, never the code.
import type { MoverId } from "@doubloon/shared/ids";
import type { Team } from "@doubloon/shared/protocol/huntEvents";
import type { World } from "../world.ts";
import { scoreIn, type TeamState } from "./teams.ts";

/** The message `team` for a mover; the code is empty if it is in no team. */
export function teamOf(world: World, mover: MoverId): Team {
  const { movers, teams, accounts, hunts } = world;
  const { hunters } = hunts;
  const own = movers.has(mover) ? movers.account[mover] - 1 : undefined;
  const team = own === undefined ? undefined : teams.teamOf(own);
  if (own === undefined || team === undefined) return { code: "", points: 0, members: [] };
  const hunter = hunters.find(own);
  return {
    code: team.code,
    points: pointsFor(team, hunter === undefined ? 0 : hunters.hunt[hunter]),
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

/** The points that a member in a hunt is shown: the team's in that hunt. In none (0) they are those won last. */
function pointsFor(team: TeamState, hunt: number): number {
  if (hunt !== 0) return scoreIn(team, hunt)?.points ?? 0;
  const [newest] = team.scores.toSorted((a, b) => b.at - a.at);
  return newest?.points ?? 0;
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
