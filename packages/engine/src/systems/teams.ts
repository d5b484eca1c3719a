// Players create, join and leave teams; a member whose connection is gone for AWAY_TICKS drops out. A bot is in no team.
// Joining is possible at any time while there is room. A hunter who joins while the hunt runs is a guest until the next one:
// else the best hunters could become one team at the last moment, and one player could be fed by many others.
import { AWAY_TICKS, MAX_TEAM } from "@doubloon/shared/hunt/rules";
import type { MoverId, Tick } from "@doubloon/shared/ids";
import { since32, TICK_HZ } from "@doubloon/shared/time";
import type { Command, TeamCommand } from "../commands.ts";
import type { RequestRefusedFact } from "../facts.ts";
import type { World } from "../world.ts";

export function teams(world: World, commands: readonly Command[]): void {
  tellOfPresence(world);
  for (const command of commands) {
    if (command.type === "createTeam" || command.type === "joinTeam") enterTeam(world, command);
    else if (command.type === "leaveTeam" && world.movers.has(command.mover)) {
      dropOut(world, world.movers.account[command.mover] - 1, command.mover);
    }
  }
  dropAway(world);
}

/** Members who entered or left in this step: their teams are told. */
function tellOfPresence({ facts, accounts, teams: all }: World): void {
  if (all.slots.length === 0) return;
  for (let i = 0, { length } = facts; i < length; i++) {
    const fact = facts[i];
    if (fact.type !== "entered" && fact.type !== "left") continue;
    const account = accounts.find(fact.playerId);
    const team = account === undefined ? undefined : all.teamOf(account);
    if (team !== undefined) facts.push({ type: "teamChanged", code: team.code });
  }
}

function enterTeam(world: World, { type, mover, code }: TeamCommand): void {
  const { movers, accounts } = world;
  if (!movers.has(mover)) return;
  const account = movers.account[mover] - 1;
  const refuse = (why: RequestRefusedFact["why"]): void => {
    world.facts.push({ type: "requestRefused", mover, why });
  };
  const known = world.teams.find(code);
  if (accounts.bot[account] !== 0) refuse("notNow");
  else if (type === "createTeam") {
    // The server draws codes that are free; should one be taken, the player may simply try again.
    if (known !== undefined) refuse("notNow");
    else {
      dropOut(world, account, mover);
      world.teams.create(code, account);
      makeGuest(world, account);
      world.facts.push({ type: "teamChanged", code });
    }
  } else if (known === undefined) refuse("noSuchTeam");
  else if (known.members.includes(account)) world.facts.push({ type: "teamChanged", code });
  else if (known.members.length >= MAX_TEAM) refuse("teamFull");
  else {
    dropOut(world, account, mover);
    world.teams.join(known, account);
    makeGuest(world, account);
    world.facts.push({ type: "teamChanged", code });
  }
}

/** Makes a hunter whose hunt runs a guest of the team. */
function makeGuest({ hunts }: World, account: number): void {
  const { hunters } = hunts;
  const row = hunters.find(account);
  if (row === undefined || hunts.find(hunters.hunt[row])?.phase !== "running") return;
  hunters.guest[row] = 1;
  hunters.changes.add(row);
}

/** Takes an account out of its team, if it is in one. `mover` is told; undefined for a player who is away. */
export function dropOut(world: World, account: number, mover: MoverId | undefined): void {
  const team = world.teams.leave(account);
  if (team === undefined) return;
  const { code } = team;
  world.facts.push({ type: "teamChanged", code, ...(mover === undefined ? {} : { gone: mover }) });
}

/** Drops members who are away too long. Each team is looked at once a second. */
function dropAway(world: World): void {
  const { accounts, tick } = world;
  const { slots } = world.teams;
  for (let slot = tick % TICK_HZ; slot < slots.length; slot += TICK_HZ) {
    for (const account of slots[slot]?.members.slice() ?? []) {
      if (accounts.mover[account] !== 0) continue;
      if (since32(tick, accounts.leftTick[account] as Tick) >= AWAY_TICKS) {
        dropOut(world, account, undefined);
      }
    }
  }
}
