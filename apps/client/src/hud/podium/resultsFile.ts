// Reads a hunt's results, `/hunts/NUMBER.json`, as far as the page shows them. What is missing or of another kind counts as
// absent: the page shows the rest.
import type { RankingRow } from "@doubloon/shared/protocol/huntEvents";
import { storedFields, storedText } from "../../session/browserStorage.ts";

export interface ShownCache {
  readonly tileX: number;
  readonly tileY: number;
  readonly tier: string;
  readonly mimic: boolean;
  readonly found: boolean;
  readonly by: readonly string[];
}

export interface ShownResults {
  readonly title: string;
  readonly startsAt: number;
  readonly endsAt: number;
  /** Everybody who hunted, the best first; bots have no rank and come last. */
  readonly rows: readonly (RankingRow & { readonly finds: number })[];
  readonly teams: readonly RankingRow[];
  readonly caches: readonly ShownCache[];
}

/** @throws Error if there are no results at that address */
export async function fetchResults(hunt: number): Promise<ShownResults> {
  const response = await fetch(`/hunts/${hunt}.json`);
  if (response.status === 404)
    throw new Error("There are no results of this hunt. It may still be going on.");
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return resultsFrom(await response.json());
}

export function resultsFrom(file: unknown): ShownResults {
  const { title, startsAt, endsAt, rows, caches } = storedFields(file);
  const players = (Array.isArray(rows) ? rows : []).map(playerFrom);
  const people = players.filter(({ bot }) => !bot).sort((a, b) => b.points - a.points);
  const bots = players.filter(({ bot }) => bot).sort((a, b) => b.points - a.points);
  return {
    title: storedText(title) ?? "A hunt",
    startsAt: countOf(startsAt),
    endsAt: countOf(endsAt),
    rows: [...ranked(people), ...bots.map((row) => ({ ...row, rank: 0 }))],
    teams: ranked(teamsOf(people)),
    caches: (Array.isArray(caches) ? caches : []).map(cacheFrom),
  };
}

interface Player {
  readonly name: string;
  readonly points: number;
  readonly finds: number;
  readonly bot: boolean;
  readonly team: string | undefined;
}

function playerFrom(row: unknown): Player {
  const { name, points, finds, bot, team } = storedFields(row);
  return {
    name: storedText(name) ?? "?",
    points: countOf(points),
    finds: countOf(finds),
    bot: bot === true,
    team: storedText(team),
  };
}

function cacheFrom(cache: unknown): ShownCache {
  const { tileX, tileY, tier, mimic, found, foundAtMs, by } = storedFields(cache);
  return {
    tileX: countOf(tileX),
    tileY: countOf(tileY),
    tier: storedText(tier) ?? "",
    mimic: mimic === true,
    found: found === true || typeof foundAtMs === "number",
    by: (Array.isArray(by) ? by : []).filter((name): name is string => typeof name === "string"),
  };
}

/** Ranks of rows in the order of their points; equal points share one. */
function ranked<T extends { readonly points: number }>(
  rows: readonly T[],
): (T & { readonly rank: number })[] {
  let rank = 0;
  return rows.map((row, i) => {
    if (i === 0 || row.points !== rows[i - 1].points) rank = i + 1;
    return { ...row, rank };
  });
}

function teamsOf(players: readonly Player[]): { readonly name: string; readonly points: number }[] {
  const teams = new Map<string, { names: string[]; points: number }>();
  for (const { team, name, points } of players) {
    if (team === undefined) continue;
    const known = teams.get(team) ?? { names: [], points: 0 };
    known.names.push(name);
    known.points += points;
    teams.set(team, known);
  }
  return [...teams.values()]
    .map(({ names, points }) => ({ name: names.join(", "), points }))
    .sort((a, b) => b.points - a.points);
}

function countOf(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : 0;
}
