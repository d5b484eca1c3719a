// How a team shares what one member won in a hunt: equally among the members who are present in that hunt. What cannot be
// divided goes to the winner. Nothing is lost or made.
import type { World } from "../world.ts";

/** An account row and what it gets, at least 1. */
export interface TeamShare {
  readonly account: number;
  readonly points: number;
}

/**
 * Returns who gets how much of the points that an account won in a hunt, the winner first; all of it for the winner if
 * nobody shares. `shares` says whether another account has a part in points of that hunt.
 */
export function teamShares(
  { teams, accounts }: World,
  account: number,
  points: number,
  shares: (account: number) => boolean,
): TeamShare[] {
  if (points <= 0) return [];
  const members = teams.teamOf(account)?.members ?? [];
  const mates = members.filter((other) => other !== account && accounts.mover[other] !== 0 && shares(other));
  const equal = Math.floor(points / (mates.length + 1));
  if (equal === 0 || mates.length === 0) return [{ account, points }];
  const rest = points - equal * mates.length;
  return [{ account, points: rest }, ...mates.map((mate) => ({ account: mate, points: equal }))];
}
