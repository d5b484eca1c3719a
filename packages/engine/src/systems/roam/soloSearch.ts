// A cache of one's own: the tutorial's, once an account, and the daily one. It is looked for with the same detector and dug up
// with the same probes as a hunt's, alone. While a player is in a hunt there is none.
import { hintArea } from "@doubloon/shared/fair/plan/hintArea";
import type { TileRect } from "@doubloon/shared/hunt/definition";
import { Detector } from "@doubloon/shared/hunt/detector";
import { Mark } from "@doubloon/shared/hunt/marks";
import { Pose } from "@doubloon/shared/hunt/pose";
import { CELL_TILES, PROBE_REACH_TILES, UNEARTH_WORK_TICKS } from "@doubloon/shared/hunt/rules";
import { shortBand } from "@doubloon/shared/hunt/shortDetector";
import type { MoverId } from "@doubloon/shared/ids";
import { TILE_SUB } from "@doubloon/shared/space";
import { addTicks, TICK_HZ } from "@doubloon/shared/time";
import { hunterOf, isToCome, tellHunter } from "../../hunts/hunterRows.ts";
import { chargesOf } from "../../hunts/hunterState.ts";
import { Away } from "../../hunts/hunters.ts";
import { standUp } from "../../poses.ts";
import type { SoloKind, SoloSearch } from "../../solo/solo.ts";
import { placeSolo } from "../../solo/soloPlace.ts";
import type { World } from "../../world.ts";
import { MAX_HINTS } from "../hunt/clues.ts";
import { spendCharge } from "../hunt/takeReading.ts";

/** Points for the whole cache. */
export const SOLO_POINTS: Readonly<Record<SoloKind, number>> = { tutorial: 25, daily: 150 };
/** Ticks of work: the tutorial's chest is a small one. */
const WORK_TICKS: Readonly<Record<SoloKind, number>> = { tutorial: 2 * TICK_HZ, daily: UNEARTH_WORK_TICKS };
/** A search can be begun this often. */
const AGAIN_TICKS = 3 * TICK_HZ;

/** Begins a search; refused in a hunt, for a cache that was found already, and too soon after another. */
export function startSolo(world: World, mover: MoverId, kind: SoloKind): void {
  const { hunts, movers, accounts, solo, facts, tick } = world;
  const { hunters } = hunts;
  const account = movers.account[mover] - 1;
  const row = hunters.take(account, tick);
  const tooSoon = isToCome(world, hunters.retuneFrom[row]);
  const possible = hunters.hunt[row] === 0 && !isDone(world, account, kind) && !tooSoon;
  const tileX = Math.floor(movers.x[mover] / TILE_SUB);
  const tileY = Math.floor(movers.y[mover] / TILE_SUB);
  const search = possible ? placeSolo(world, kind, accounts.idOf(account), tileX, tileY) : undefined;
  if (search === undefined) {
    facts.push({ type: "requestRefused", mover, why: tooSoon ? "tooSoon" : "notNow" });
    return;
  }
  hunters.untune(row);
  hunters.thread[row] = hunts.nextThread();
  hunters.retuneFrom[row] = addTicks(tick, AGAIN_TICKS);
  solo.searches.set(account, search);
  tellHunter(world, row);
  tellArea(world, mover, row, search.zone);
}

/** Halves the area that a mover searches for its own cache. Returns false if it searches for none. */
export function hintSolo(world: World, mover: MoverId): boolean {
  const search = searchOf(world, mover);
  const row = hunterOf(world, mover);
  if (search === undefined || row === undefined) return false;
  const { hunters } = world.hunts;
  if (hunters.bonusHints[row] < MAX_HINTS) hunters.bonusHints[row]++;
  hunters.changes.add(row);
  tellArea(world, mover, row, areaOf(search, hunters.bonusHints[row]));
  return true;
}

/** The area of a search after so many hints. */
function areaOf(search: SoloSearch, hints: number): TileRect {
  return hintArea(search.zone, search, hints);
}

function tellArea(world: World, mover: MoverId, row: number, area: TileRect): void {
  const thread = world.hunts.hunters.thread[row];
  world.facts.push({ type: "clue", mover, hunt: 0, cache: 0, thread, wave: 0, kind: "hint", area });
}

/** Gives a search up. */
export function endSolo(world: World, mover: MoverId): void {
  const row = hunterOf(world, mover);
  const search = searchOf(world, mover);
  if (row === undefined || search === undefined) return;
  drop(world, world.movers.account[mover] - 1, search);
  world.hunts.hunters.untune(row);
  tellHunter(world, row);
}

/** Tells players who come back what they knew of their searches: the area, and the readings. */
function retellSolo(world: World): void {
  const { solo, hunts, movers, facts, tick } = world;
  const { hunters } = hunts;
  const count = facts.length;
  for (let i = 0; i < count; i++) {
    const fact = facts[i];
    const search = fact.type === "entered" ? solo.searches.get(movers.account[fact.mover] - 1) : undefined;
    if (fact.type !== "entered" || search === undefined) continue;
    const { mover } = fact;
    const row = hunterOf(world, mover);
    if (row === undefined) continue;
    tellArea(world, mover, row, search.zone);
    if (hunters.bonusHints[row] > 0) tellArea(world, mover, row, areaOf(search, hunters.bonusHints[row]));
    for (const cell of hunters.keptReadings(row)) {
      const [cellX, cellY] = [cell & 0xffff, cell >>> 16];
      const band = bandOf(search, cellX, cellY);
      facts.push({
        type: "reading",
        mover,
        reading: { thread: hunters.thread[row], tick, cellX, cellY, band },
      });
    }
  }
}

/** Forgets the searches of players who are away for too long, or who entered a hunt. */
function dropSolo(world: World): void {
  const { solo, hunts } = world;
  for (const [account, search] of solo.searches) {
    const row = hunts.hunters.find(account);
    if (row !== undefined && hunts.hunters.hunt[row] === 0 && hunts.hunters.away[row] !== Away.dropped)
      continue;
    drop(world, account, search);
    if (row !== undefined && hunts.hunters.hunt[row] === 0) hunts.hunters.untune(row);
  }
}

/** Takes a reading of a mover's own cache. Undefined if there is none; else whether one could be taken. */
export function readSolo(world: World, mover: MoverId): boolean | undefined {
  const search = searchOf(world, mover);
  const row = hunterOf(world, mover);
  if (search === undefined || row === undefined) return undefined;
  const { hunts, movers, facts, tick } = world;
  const { hunters } = hunts;
  if (isToCome(world, hunters.readingFrom[row]) || chargesOf(hunters, row, tick) === 0) return false;
  spendCharge(world, row);
  const cellX = Math.floor(movers.x[mover] / (CELL_TILES * TILE_SUB));
  const cellY = Math.floor(movers.y[mover] / (CELL_TILES * TILE_SUB));
  hunters.keepReading(row, cellX, cellY);
  const reading = { thread: hunters.thread[row], tick, cellX, cellY, band: bandOf(search, cellX, cellY) };
  facts.push({ type: "reading", mover, reading });
  tellHunter(world, row);
  return true;
}

/** Strikes a mover's own cache if a probe on this tile reaches it. */
export function probeSolo(world: World, mover: MoverId, tileX: number, tileY: number): boolean {
  const search = searchOf(world, mover);
  if (search === undefined || !reaches(search, tileX, tileY)) return false;
  search.struck = true;
  world.loot.mark(search.tileY * world.grid.widthTiles + search.tileX, Mark.struck, world.tick);
  return true;
}

/** Whether a mover that begins to dig is at its own cache, which it struck before. */
export function joinSolo(world: World, mover: MoverId): boolean {
  const search = searchOf(world, mover);
  if (search?.struck !== true) return false;
  const { movers } = world;
  return reaches(search, Math.floor(movers.x[mover] / TILE_SUB), Math.floor(movers.y[mover] / TILE_SUB));
}

function drop({ solo, loot, grid, tick }: World, account: number, search: SoloSearch): void {
  solo.searches.delete(account);
  const tile = search.tileY * grid.widthTiles + search.tileX;
  if (search.struck && loot.at[tile] === Mark.struck) loot.unmark(tile, tick);
}

/** Adds a tick of work for each player who unearths a cache of their own. */
export function digSolo(world: World): void {
  const { solo, accounts, movers } = world;
  if (solo.searches.size === 0) return;
  dropSolo(world);
  retellSolo(world);
  for (const [account, search] of solo.searches) {
    const mover = (accounts.mover[account] - 1) as MoverId;
    if (!search.struck || mover < 0 || movers.pose[mover] !== Pose.unearthing) continue;
    if (!joinSolo(world, mover) || ++search.work < WORK_TICKS[search.kind]) continue;
    find(world, account, mover, search);
  }
}

function find(world: World, account: number, mover: MoverId, search: SoloSearch): void {
  const { solo, accounts, hunts, loot, grid, tick } = world;
  const { kind, tileX, tileY } = search;
  const points = SOLO_POINTS[kind];
  solo.searches.delete(account);
  if (kind === "tutorial") accounts.tutorialDone[account] = 1;
  else accounts.dailyDay[account] = world.board.day;
  accounts.changes.add(account);
  world.scored.push(account, points);
  world.awards.own += points;
  world.facts.push({ type: "points", playerId: accounts.idOf(account), why: kind, points, tileX, tileY });
  loot.mark(tileY * grid.widthTiles + tileX, Mark.opened, tick);
  standUp(world, mover);
  const row = hunts.hunters.find(account);
  if (row === undefined) return;
  hunts.hunters.untune(row);
  tellHunter(world, row);
}

/** Whether an account has found that cache already. */
function isDone({ accounts, board }: World, account: number, kind: SoloKind): boolean {
  return kind === "tutorial"
    ? accounts.tutorialDone[account] === 1
    : board.day === 0 || accounts.dailyDay[account] === board.day;
}

function searchOf({ solo, movers }: World, mover: number): SoloSearch | undefined {
  return solo.searches.size === 0 ? undefined : solo.searches.get(movers.account[mover] - 1);
}

function reaches(search: SoloSearch, tileX: number, tileY: number): boolean {
  return (
    Math.abs(search.tileX - tileX) <= PROBE_REACH_TILES && Math.abs(search.tileY - tileY) <= PROBE_REACH_TILES
  );
}

function bandOf(
  { kind, tileX, tileY, phantomX, phantomY, noiseKey }: SoloSearch,
  cellX: number,
  cellY: number,
) {
  if (kind === "tutorial") return shortBand(cellX, cellY, tileX, tileY);
  return new Detector(noiseKey).band(0, cellX, cellY, phantomX, phantomY);
}
