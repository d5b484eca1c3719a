// A scripted hunt with teams, bots, latecomers, leavers, pauses and a game master, all from a seed.
import type { Command } from "../commands.ts";
import { makeRandom, randomBelow } from "../random.ts";
import { nonceOf, ScriptedHunt } from "./scriptedHunt.ts";
import { enter, playerId } from "./testWorld.ts";

/** What players and a game master do beside hunting, from a seed. */
function disturb(seed: number): (script: ScriptedHunt) => Command[] {
  const random = makeRandom(seed + 77);
  return ({ movers, world, steps, archived }) => {
    const commands: Command[] = [];
    if (steps < 4 || archived) return commands;
    const [founder, ...others] = movers;
    if (steps === 4) return [{ type: "createTeam", mover: founder, code: "FIRST" }];
    if (steps === 5)
      return others.slice(0, 2).map((mover) => ({ type: "joinTeam", mover, code: "FIRST" }) as const);
    const n = randomBelow(random, movers.length);
    const account = world.accounts.find(playerId(n));
    const present = account === undefined ? 0 : world.accounts.mover[account];
    if (present !== 0) movers[n] = (present - 1) as (typeof movers)[number];
    const mover = movers[n];
    const chance = randomBelow(random, 400);
    if (present === 0 && chance < 200) commands.push(enter(n));
    else if (chance === 0) commands.push({ type: "leave", mover });
    else if (chance < 4) commands.push({ type: "retune", mover });
    else if (chance === 4) commands.push({ type: "createTeam", mover, code: `T${steps}` });
    else if (chance < 8) {
      const team = world.teams.slots.find((slot) => slot !== undefined);
      commands.push({ type: "joinTeam", mover, code: team?.code ?? "NONE" });
    } else if (chance === 8) commands.push({ type: "leaveTeam", mover });
    else if (chance === 9) commands.push({ type: "joinHunt", mover, hunt: 1, nonce: nonceOf(n) });
    else if (chance < 14) commands.push({ type: "mark", mover, tileX: n, tileY: n });
    else if (steps % 500 === 0) commands.push({ type: "pauseHunt", hunt: 1 });
    else if (steps % 500 === 20) commands.push({ type: "resumeHunt", hunt: 1 });
    else if (steps % 700 === 0) commands.push({ type: "extendHunt", hunt: 1, ticks: 30 });
    else if (steps % 600 === 0) commands.push({ type: "releaseHint", hunt: 1 });
    return commands;
  };
}

/** A hunt that is played so; with a seed's number of players and bots. */
export function disturbedHunt(seed: number): ScriptedHunt {
  const players = 6 + seed * 2;
  return new ScriptedHunt({ seed, players, botsFrom: players - (seed % 3), commands: disturb(seed) });
}
