// The phases of the hunts: announced, countdown, running in waves, podium, over, archived. A hunt's clock stands while it is
// paused. What everybody sees is told once in a tick if it changed, the number of hunters once in a second.
import { TICK_HZ } from "@doubloon/shared/time";
import { CacheState } from "../../hunts/caches.ts";
import { type Hunt, NO_CURSOR, phaseLength } from "../../hunts/hunt.ts";
import { tellHunter } from "../../hunts/hunterRows.ts";
import { Away } from "../../hunts/hunters.ts";
import { teamName } from "../../teams/teamView.ts";
import type { World } from "../../world.ts";
import { runClues } from "./clues.ts";
import { payMarks } from "./crownMarks.ts";
import { leaveHunt } from "./joinHunt.ts";
import { planSome } from "./planHunt.ts";
import { tileOf } from "./probe.ts";
import { deal, redeal, untune } from "./threads.ts";
import { letStand, settleStruck } from "./unearth.ts";

/** How long a wave goes on when everything is found: 10 s, so that nobody waits for minutes with nothing to do. */
const EMPTY_WAVE_TICKS = 10 * TICK_HZ;
/** Hunters who leave a hunt that is over, in one tick. */
const LEAVING_PER_TICK = 128;

export function runHunts(world: World): void {
  const { hunts } = world;
  if (hunts.list.length === 0) return;
  for (const hunt of [...hunts.list]) {
    if (!hunt.paused) run(world, hunt);
    const crowd = hunt.crowdChanged && world.tick % TICK_HZ === 0;
    if (!hunt.changed && !crowd) continue;
    hunt.changed = false;
    hunt.crowdChanged = false;
    if (hunts.list.includes(hunt)) world.facts.push({ type: "huntChanged", hunt: hunt.resolved.number });
  }
}

/** Ends a hunt without results: its secret may be published. */
export function cancel(world: World, hunt: Hunt): void {
  if (hunt.phase === "over" || hunt.phase === "cancelled" || hunt.phase === "podium") return;
  close(world, hunt);
  enterPhase(hunt, "cancelled");
  world.facts.push({ type: "huntCancelled", hunt: hunt.resolved.number });
}

function run(world: World, hunt: Hunt): void {
  hunt.clock++;
  switch (hunt.phase) {
    case "announced":
      if (hunt.clock < phaseLength(hunt)) return;
      enterPhase(hunt, "countdown");
      hunt.plannedFor = hunt.hunters;
      return;
    case "countdown":
      if (hunt.root === "") {
        if (!planSome(world, hunt)) cancel(world, hunt);
      } else if (hunt.clock >= phaseLength(hunt)) {
        enterPhase(hunt, "running");
        startWave(world, hunt);
      }
      return;
    case "running":
      if (hunt.clock >= phaseLength(hunt)) {
        if (hunt.wave === hunt.waveEnds.length) {
          end(world, hunt);
          return;
        }
        startWave(world, hunt);
      }
      runClues(world, hunt);
      deal(world, hunt);
      if (hunt.changed) hurry(hunt);
      return;
    case "podium":
      if (hunt.clock < phaseLength(hunt)) return;
      enterPhase(hunt, "over");
      return;
    default:
      letGo(world, hunt);
      if (hunt.clock < phaseLength(hunt) || hunt.cursor !== NO_CURSOR) return;
      world.hunts.list.splice(world.hunts.list.indexOf(hunt), 1);
      world.hunts.boards.close(hunt.resolved.number);
      world.teams.closeBoard(hunt.resolved.number);
      world.facts.push({ type: "huntArchived", hunt: hunt.resolved.number });
  }
}

function enterPhase(hunt: Hunt, phase: Hunt["phase"]): void {
  hunt.phase = phase;
  hunt.paused = false;
  hunt.clock = 0;
  hunt.changed = true;
  hunt.cursor = phase === "over" || phase === "cancelled" ? 0 : NO_CURSOR;
}

function startWave(world: World, hunt: Hunt): void {
  const { caches } = hunt;
  for (let cache = 0; cache < caches.count; cache++) {
    if (caches.wave[cache] === hunt.wave) caches.state[cache] = CacheState.hidden;
  }
  hunt.wave++;
  hunt.releasedHints = 0;
  hunt.changed = true;
  redeal(world, hunt);
}

/** Brings the end of a wave in which nothing is left to find forward, and the later waves with it. */
function hurry({ caches, waveEnds, wave, clock }: Hunt): void {
  for (let cache = 0; cache < caches.count; cache++) if (caches.open(cache)) return;
  const early = waveEnds[wave - 1] - (clock + EMPTY_WAVE_TICKS);
  if (early <= 0) return;
  for (let later = wave - 1; later < waveEnds.length; later++) waveEnds[later] -= early;
}

/** The running phase is over: what was struck is settled, marks are paid, the results stand. */
function end(world: World, hunt: Hunt): void {
  settleStruck(world, hunt);
  payMarks(world, hunt);
  hunt.results = resultsOf(world, hunt);
  for (const { account, points } of hunt.results) world.season.add(account, points);
  close(world, hunt);
  enterPhase(hunt, "podium");
  world.facts.push({ type: "huntOver", hunt: hunt.resolved.number });
}

/** Closes the caches that are left, and takes everybody off their threads. */
function close(world: World, hunt: Hunt): void {
  const { hunters } = world.hunts;
  const { caches } = hunt;
  for (let cache = 0; cache < caches.count; cache++) {
    if (caches.state[cache] !== CacheState.found) caches.state[cache] = CacheState.lost;
  }
  for (const struck of hunt.struck.splice(0)) {
    world.loot.unmark(tileOf(world, hunt, struck.cache), world.tick);
    for (const digger of struck.diggers) letStand(world, digger);
  }
  hunt.untuned.length = 0;
  for (let row = 0; row < hunters.high; row++) {
    if (hunters.hunt[row] === hunt.resolved.number) untune(world, hunt, row);
  }
}

/** Lets some hunters of a hunt that is over roam free again. */
function letGo(world: World, hunt: Hunt): void {
  const { hunters } = world.hunts;
  if (hunt.cursor === NO_CURSOR) return;
  for (let left = LEAVING_PER_TICK; left > 0; hunt.cursor++) {
    if (hunt.cursor >= hunters.high) {
      hunt.cursor = NO_CURSOR;
      return;
    }
    const row = hunt.cursor;
    if (hunters.hunt[row] !== hunt.resolved.number) continue;
    left--;
    leaveHunt(world, row);
    tellHunter(world, row);
    if (hunters.away[row] === Away.dropped) hunters.release(row);
  }
}

/** All hunters of a hunt by points; of equal ones the one who joined first. Bots are among them. */
function resultsOf(world: World, hunt: Hunt): Hunt["results"] {
  const { hunters } = world.hunts;
  const rows: number[] = [];
  for (let row = 0; row < hunters.high; row++) {
    if (hunters.hunt[row] === hunt.resolved.number) rows.push(row);
  }
  rows.sort(
    (a, b) =>
      hunters.points[b] - hunters.points[a] || (hunters.joinedTick[a] - hunters.joinedTick[b]) | 0 || a - b,
  );
  return rows.map((row) => {
    const account = hunters.account[row] - 1;
    const team = world.teams.teamOf(account);
    return {
      account,
      points: hunters.points[row],
      finds: hunters.finds[row],
      bot: hunters.bot[row] === 1,
      team: team === undefined || hunters.guest[row] === 1 ? "" : teamName(world, team),
    };
  });
}
