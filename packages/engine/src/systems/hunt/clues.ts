// Clues: a piece of chart at the start of a cache's wave, then a riddle, then hints that halve the area. A clue that is out is
// told again to hunters who are tuned to the cache later or come back. A bounded number of hunters is looked at in a tick.
import { hintArea } from "@doubloon/shared/fair/plan/hintArea";
import { type Hunt, NO_CURSOR } from "../../hunts/hunt.ts";
import { moverOf } from "../../hunts/hunterRows.ts";
import { NO_CACHE } from "../../hunts/hunters.ts";
import type { World } from "../../world.ts";

/** Bits of `Caches.clues` and of `Hunters.told`; in the latter the number of hints follows. */
const PIECE = 1;
const RIDDLE = 2;
const HINT = 4;
/** The most hints for one cache: they would halve a zone of 4,096x4,096 tiles down to the smallest area. */
export const MAX_HINTS = 18;
/** Rows looked at, and clued, in one tick. */
const ROWS_PER_TICK = 1024;
const TOLD_PER_TICK = 128;

/** Releases the clues that are due, and tells them to some of the hunters who do not have them yet. */
export function runClues(world: World, hunt: Hunt): void {
  const { caches, resolved, clock, waveEnds } = hunt;
  const { piece, riddleTicks, hintTicks } = resolved.clues;
  for (let cache = 0; cache < caches.count; cache++) {
    if (!caches.open(cache)) continue;
    const wave = caches.wave[cache];
    const age = clock - (wave === 0 ? 0 : waveEnds[wave - 1]);
    const due = (piece ? PIECE : 0) | (riddleTicks > 0 && age >= riddleTicks ? RIDDLE : 0);
    const hintsDue = hintTicks > 0 ? Math.floor(Math.max(0, age - riddleTicks) / hintTicks) : 0;
    const hints = Math.min(MAX_HINTS, hintsDue + hunt.releasedHints);
    if ((due & ~caches.clues[cache]) === 0 && hints <= caches.hints[cache]) continue;
    caches.clues[cache] |= due;
    caches.hints[cache] = Math.max(hints, caches.hints[cache]);
    hunt.cursor = 0;
  }
  if (hunt.cursor !== NO_CURSOR) tellSome(world, hunt);
}

/** A game master releases the next hint of every open cache, ahead of time. */
export function releaseHint(hunt: Hunt): void {
  if (hunt.phase === "running" && hunt.releasedHints < MAX_HINTS) hunt.releasedHints++;
}

function tellSome(world: World, hunt: Hunt): void {
  const { hunters } = world.hunts;
  let told = 0;
  for (let looked = 0; looked < ROWS_PER_TICK && told < TOLD_PER_TICK; looked++) {
    if (hunt.cursor >= hunters.high) {
      hunt.cursor = NO_CURSOR;
      return;
    }
    const row = hunt.cursor++;
    if (hunters.hunt[row] !== hunt.resolved.number || hunters.cache[row] === NO_CACHE) continue;
    if (tellClues(world, hunt, row)) told++;
  }
}

/** Tells a hunter the clues of the thread that it does not have yet. Returns whether there were any. */
export function tellClues(world: World, hunt: Hunt, row: number): boolean {
  const { hunters } = world.hunts;
  const { caches } = hunt;
  const cache = hunters.cache[row];
  const mover = moverOf(world, row);
  if (cache === NO_CACHE || mover === undefined) return false;
  const hints = Math.min(MAX_HINTS, caches.hints[cache] + hunters.bonusHints[row]);
  const out = caches.clues[cache] + hints * HINT;
  const told = hunters.told[row];
  if (out === told) return false;
  hunters.told[row] = out;
  hunters.changes.add(row);
  const fresh = caches.clues[cache] & ~told;
  const about = {
    type: "clue",
    mover,
    hunt: hunt.resolved.number,
    cache,
    thread: hunters.thread[row],
    wave: caches.wave[cache] + 1,
  } as const;
  if ((fresh & PIECE) !== 0) {
    const [pieceX, pieceY, turns] = [caches.pieceX[cache], caches.pieceY[cache], caches.turns[cache]];
    world.facts.push({ ...about, kind: "piece", pieceX, pieceY, turns });
  }
  const [tileX, tileY] = [caches.tileX[cache], caches.tileY[cache]];
  if ((fresh & RIDDLE) !== 0) world.facts.push({ ...about, kind: "riddle", tileX, tileY });
  if (hints > told >> 2) {
    const area = hintArea(hunt.resolved.zone, { tileX, tileY }, hints);
    world.facts.push({ ...about, kind: "hint", area });
  }
  return true;
}
