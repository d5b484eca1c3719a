// Hunters whose players leave and come back. For AWAY_TICKS a hunter keeps thread and team; then it drops out of both and keeps
// its points only. A player who comes back is told everything again: state, clues, readings. A mimic still holds them.
import { Pose } from "@doubloon/shared/hunt/pose";
import { AWAY_TICKS } from "@doubloon/shared/hunt/rules";
import type { MoverId, Tick } from "@doubloon/shared/ids";
import { addTicks, since32, TICK_HZ } from "@doubloon/shared/time";
import type { TeamChangedFact } from "../../facts.ts";
import type { Hunt } from "../../hunts/hunt.ts";
import { hunterOf, tellHunter } from "../../hunts/hunterRows.ts";
import { Away } from "../../hunts/hunters.ts";
import { FORGOTTEN } from "../../hunts/huntResults.ts";
import { assumePose } from "../../poses.ts";
import type { World } from "../../world.ts";
import { tellClues } from "./clues.ts";
import { leaveHunt } from "./joinHunt.ts";
import { repeatReadings } from "./takeReading.ts";
import { follow, queueTuning, splitOff, untune } from "./threads.ts";

export function followPresence(world: World): void {
  const { hunts, accounts, movers, facts, tick } = world;
  const { hunters } = hunts;
  if (hunters.count === 0) return;
  // Facts of coming back are added behind the ones that are looked at here.
  const count = facts.length;
  for (let i = 0; i < count; i++) {
    const fact = facts[i];
    if (fact.type === "entered") {
      const row = hunters.find(movers.account[fact.mover] - 1);
      if (row !== undefined) comeBack(world, row, fact.mover);
    } else if (fact.type === "teamChanged") {
      tuneTeam(world, fact);
    } else if (fact.type === "left") {
      const account = accounts.find(fact.playerId);
      const row = account === undefined ? undefined : hunters.find(account);
      if (row !== undefined) hunters.setAway(row, Away.yes, tick);
    }
  }
  if (hunters.awayCount > 0 && tick % TICK_HZ === 0) dropOut(world);
}

/** A team has one thread: a new member follows it, and one who left goes on with a thread of their own. */
function tuneTeam(world: World, { code, gone }: TeamChangedFact): void {
  const { hunts, teams } = world;
  const { hunters } = hunts;
  const runs = (row: number): Hunt | undefined =>
    hunts.list.find(({ resolved, phase }) => resolved.number === hunters.hunt[row] && phase === "running");
  const left = gone === undefined ? undefined : hunterOf(world, gone);
  const leftHunt = left === undefined ? undefined : runs(left);
  if (left !== undefined && leftHunt !== undefined) splitOff(world, leftHunt, left);
  /** In each hunt the first member with a thread. */
  const leaders = new Map<number, number>();
  for (const member of teams.find(code)?.members ?? []) {
    const row = hunters.find(member);
    const hunt = row === undefined ? undefined : runs(row);
    if (row === undefined || hunt === undefined || hunters.thread[row] === 0) continue;
    const leader = leaders.get(hunters.hunt[row]);
    if (leader === undefined) leaders.set(hunters.hunt[row], row);
    else if (hunters.thread[row] !== hunters.thread[leader]) follow(world, hunt, row, leader);
  }
}

function comeBack(world: World, row: number, mover: MoverId): void {
  const { hunts, tick } = world;
  const { hunters } = hunts;
  hunters.setAway(row, Away.no, tick);
  hunters.told[row] = 0;
  tellHunter(world, row);
  const hunt = hunts.find(hunters.hunt[row]);
  if (hunt?.phase !== "running") return;
  holdAgain(world, hunt, mover);
  if (hunters.thread[row] === 0) queueTuning(hunt, row);
  else {
    tellClues(world, hunt, row);
    repeatReadings(world, row);
  }
}

/** A mimic holds its finders for its whole time: neither a new connection nor a second one ends that. */
function holdAgain(world: World, { struck, caches, clock }: Hunt, mover: MoverId): void {
  const account = world.movers.account[mover] - 1;
  const mimic = struck.find(({ cache, finders }) => caches.mimic[cache] === 1 && finders.includes(account));
  if (mimic === undefined) return;
  assumePose(world, mover, Pose.held);
  world.actors.since[mover] = addTicks(world.tick, mimic.struckAt - clock);
}

/** Once a second: hunters who are away for too long drop out. A row that nothing needs any more is freed. */
function dropOut(world: World): void {
  const { hunts, teams, tick } = world;
  const { hunters } = hunts;
  for (let row = 0; row < hunters.high; row++) {
    if (hunters.away[row] !== Away.yes || since32(tick, hunters.awayTick[row] as Tick) < AWAY_TICKS) continue;
    const hunt = hunts.find(hunters.hunt[row]);
    if (hunt !== undefined) {
      hunters.setAway(row, Away.dropped, tick);
      untune(world, hunt, row);
    } else if (teams.slotOf(hunters.account[row] - 1) === undefined) hunters.release(row);
  }
}

/** Forgets a hunter whose account is forgotten. */
export function forgetHunter(world: World, account: number): void {
  const { hunters, list } = world.hunts;
  const row = hunters.find(account);
  if (row !== undefined) {
    leaveHunt(world, row);
    hunters.release(row);
  }
  for (const hunt of list) {
    if (hunt.leader === account + 1) hunt.leader = 0;
    const result = hunt.results.findIndex((one) => one.account === account);
    if (result >= 0) hunt.results.splice(result, 1);
    for (const { accounts } of hunt.found) replace(accounts, account);
    for (const { finders, workers } of hunt.struck) {
      replace(finders, account);
      replace(workers, account);
    }
  }
}

function replace(accounts: number[], account: number): void {
  const at = accounts.indexOf(account);
  if (at >= 0) accounts[at] = FORGOTTEN;
}
