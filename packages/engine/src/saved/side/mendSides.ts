// After damage the parts of a world may be of different saves. What refers to something that is not there is taken out, so
// that the rest can go on; each case is noted.

import { NO_CACHE } from "../../hunts/hunters.ts";
import { FORGOTTEN } from "../../hunts/huntResults.ts";
import type { World } from "../../world.ts";

/** Takes out references to accounts, hunts and caches that the world does not have. */
export function mendSides(world: World, notes: string[]): void {
  const { accounts, hunts, teams } = world;
  const { hunters } = hunts;
  const isAccount = (row: number): boolean => row < accounts.high && accounts.idOf(row) !== "";
  const known = (row: number): number => (row === FORGOTTEN || isAccount(row) ? row : FORGOTTEN);
  const inTeam = new Set<number>();
  for (const [slot, team] of teams.slots.entries()) {
    if (team === undefined) continue;
    const members = team.members.filter((row) => isAccount(row) && !inTeam.has(row));
    for (const row of members) inTeam.add(row);
    if (members.length < team.members.length) notes.push(`team ${slot}: members without an account are gone`);
    team.members.splice(0, team.members.length, ...members);
    if (members.length === 0) teams.slots[slot] = undefined;
    const scores = team.scores.filter(({ hunt }) => hunts.find(hunt) !== undefined);
    if (scores.length < team.scores.length)
      notes.push(`team ${slot}: points of hunts that are not there are gone`);
    team.scores.splice(0, team.scores.length, ...scores);
  }
  for (const hunt of hunts.list) {
    hunts.lastNumber = Math.max(hunts.lastNumber, hunt.resolved.number);
    if (hunt.leader > 0 && !isAccount(hunt.leader - 1)) hunt.leader = 0;
    for (const { accounts: rows } of hunt.found) replaceAll(rows, known);
    for (const { finders, workers } of hunt.struck) {
      replaceAll(finders, known);
      replaceAll(workers, known);
    }
    hunt.results = hunt.results.filter(({ account }) => known(account) !== FORGOTTEN);
    hunt.untuned.splice(0, hunt.untuned.length, ...hunt.untuned.filter((row) => row < hunters.high));
  }
  const seen = new Set<number>();
  for (let row = 0; row < hunters.high; row++) {
    if (hunters.account[row] === 0) continue;
    const account = hunters.account[row] - 1;
    const number = hunters.hunt[row];
    const hunt = hunts.find(number);
    if (!isAccount(account) || seen.has(account) || (number !== 0 && hunt === undefined)) {
      notes.push(`hunter ${row}: its player or its hunt ${number} is not there, so the row is free`);
      hunters.account[row] = 0;
      hunters.hunt[row] = 0;
      hunters.untune(row);
      continue;
    }
    seen.add(account);
    const cache = hunters.cache[row];
    if (cache !== NO_CACHE && cache >= (hunt?.caches.count ?? 0)) hunters.untune(row);
  }
}

function replaceAll(rows: number[], by: (row: number) => number): void {
  for (const [i, row] of rows.entries()) rows[i] = by(row);
}
