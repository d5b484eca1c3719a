// The podium of a hunt that is over, for each of its hunters: the first three, the best teams, the player's own place, and
// where everything lay. It ranks what the engine says and changes nothing.
import type { Hunt } from "@doubloon/engine/hunts/hunt";
import { huntResults, podiumCaches } from "@doubloon/engine/hunts/huntResults";
import type { World } from "@doubloon/engine/world";
import type { PlayerId } from "@doubloon/shared/ids";
import type { Podium, RankingRow, ResultRow } from "@doubloon/shared/protocol/huntEvents";

const TOP = 3;
/** The most caches in a message; found ones first. */
const MAX_CACHES = 400;
/** Characters of the members' names that stand for a team. */
const MAX_TEAM_NAME = 48;

/** Rows with ranks, the best first; equal points share a rank. Bots are left out. */
export function ranked(rows: readonly { name: string; points: number; bot?: boolean }[]): RankingRow[] {
  const people = rows.filter(({ bot }) => bot !== true).sort((a, b) => b.points - a.points);
  let rank = 0;
  return people.map(({ name, points }, i) => {
    if (i === 0 || points !== people[i - 1].points) rank = i + 1;
    return { rank, name, points };
  });
}

/** The teams of a hunt: their members' names, and their points together. */
export function teamsOf(rows: readonly ResultRow[]): RankingRow[] {
  const teams = new Map<string, { names: string[]; points: number }>();
  for (const { team, name, points, bot } of rows) {
    if (team === undefined || bot === true) continue;
    const known = teams.get(team) ?? { names: [], points: 0 };
    known.names.push(name);
    known.points += points;
    teams.set(team, known);
  }
  return ranked(
    [...teams.values()].map(({ names, points }) => ({
      name: names.join(", ").slice(0, MAX_TEAM_NAME),
      points,
    })),
  );
}

/** The podium of each hunter who is a person. */
export function podiumsOf(world: World, hunt: Hunt): (readonly [PlayerId, Podium])[] {
  const { number, title } = hunt.resolved;
  const rows = huntResults(world, hunt);
  const people = rows.filter(({ bot }) => bot !== true).sort((a, b) => b.points - a.points);
  const places = ranked(rows);
  const caches = [...podiumCaches(hunt)].sort((a, b) => Number(b.found) - Number(a.found));
  const podium: Podium = {
    hunt: number,
    title,
    top: places.slice(0, TOP),
    teams: teamsOf(rows).slice(0, TOP),
    caches: caches.slice(0, MAX_CACHES),
    resultUrl: `/?hunt=${number}`,
  };
  return people.map(({ playerId }, i) => [playerId, { ...podium, me: { ...places[i], me: true } }]);
}
