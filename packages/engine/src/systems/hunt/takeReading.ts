// A reading of the detector: it costs a charge, and says how far the phantom of the thread's cache seems to be from the
// reader's cell. The whole team gets it. It says the same to everybody in the cell, each time.
import { CELL_TILES, CHARGE_TICKS, MAX_CHARGES, READING_COOLDOWN_TICKS } from "@doubloon/shared/hunt/rules";
import type { MoverId } from "@doubloon/shared/ids";
import { TILE_SUB } from "@doubloon/shared/space";
import { addTicks, since32 } from "@doubloon/shared/time";
import {
  companions,
  hunterOf,
  isToCome,
  moverOf,
  runningHuntOf,
  tellHunter,
} from "../../hunts/hunterRows.ts";
import { chargesOf } from "../../hunts/hunterState.ts";
import { NO_CACHE } from "../../hunts/hunters.ts";
import { huntKeys } from "../../hunts/huntKeys.ts";
import type { World } from "../../world.ts";

const CELL_SUB = CELL_TILES * TILE_SUB;

/** Whether a mover's hunter could take a reading now, if the mover stood long enough. */
function mayRead(world: World, mover: MoverId): boolean {
  const row = hunterOf(world, mover);
  if (row === undefined || runningHuntOf(world, row) === undefined) return false;
  const { hunters } = world.hunts;
  return (
    hunters.cache[row] !== NO_CACHE &&
    !isToCome(world, hunters.readingFrom[row]) &&
    chargesOf(hunters, row, world.tick) > 0
  );
}

/** Takes a reading for a mover that has stood still. Returns false if none can be taken. */
export function takeReading(world: World, mover: MoverId): boolean {
  const row = hunterOf(world, mover);
  const hunt = row === undefined ? undefined : runningHuntOf(world, row);
  if (row === undefined || hunt === undefined || !mayRead(world, mover)) return false;
  const { hunts, movers, tick } = world;
  const { hunters } = hunts;
  spendCharge(world, row);
  const cellX = Math.floor(movers.x[mover] / CELL_SUB);
  const cellY = Math.floor(movers.y[mover] / CELL_SUB);
  const cache = hunters.cache[row];
  const { phantomX, phantomY } = hunt.caches;
  const band = huntKeys(hunt).detector.band(cache, cellX, cellY, phantomX[cache], phantomY[cache]);
  const reading = { thread: hunters.thread[row], tick, cellX, cellY, band };
  for (const one of companions(world, row)) {
    if (hunters.thread[one] !== reading.thread) continue;
    hunters.keepReading(one, cellX, cellY);
    const reader = moverOf(world, one);
    if (reader !== undefined) world.facts.push({ type: "reading", mover: reader, reading });
  }
  tellHunter(world, row);
  return true;
}

/** Takes one charge and starts the cooldown. The hunter must have a charge. */
export function spendCharge(world: World, row: number): void {
  const { hunts, tick } = world;
  const { hunters } = hunts;
  const charges = chargesOf(hunters, row, tick);
  // The time toward the next charge goes on; with all charges there was none.
  const toward = charges === MAX_CHARGES ? 0 : chargeAge(world, row);
  hunters.charges[row] = charges - 1;
  hunters.chargeTick[row] = addTicks(tick, -toward);
  hunters.readingFrom[row] = addTicks(tick, READING_COOLDOWN_TICKS);
  hunters.changes.add(row);
}

/** Adds charges that a hunter found, up to MAX_CHARGES. */
export function addCharges(world: World, row: number, count: number): void {
  const { hunts, tick } = world;
  const { hunters } = hunts;
  const charges = chargesOf(hunters, row, tick);
  const age = chargeAge(world, row);
  hunters.charges[row] = Math.min(MAX_CHARGES, charges + count);
  hunters.chargeTick[row] = addTicks(tick, -age);
  hunters.changes.add(row);
}

/** Ticks since the last charge came, less than CHARGE_TICKS. */
function chargeAge({ hunts, tick }: World, row: number): number {
  return Math.max(0, since32(tick, hunts.hunters.chargeTick[row] as typeof tick)) % CHARGE_TICKS;
}

/** Repeats the readings of a hunter's thread, for a player who comes back. */
export function repeatReadings(world: World, row: number): void {
  const { hunts, tick, facts } = world;
  const { hunters } = hunts;
  const hunt = hunts.find(hunters.hunt[row]);
  const mover = moverOf(world, row);
  const cache = hunters.cache[row];
  if (hunt === undefined || mover === undefined || cache === NO_CACHE) return;
  const { detector } = huntKeys(hunt);
  const { phantomX, phantomY } = hunt.caches;
  for (const cell of hunters.keptReadings(row)) {
    const cellX = cell & 0xffff;
    const cellY = cell >>> 16;
    const band = detector.band(cache, cellX, cellY, phantomX[cache], phantomY[cache]);
    facts.push({
      type: "reading",
      mover,
      reading: { thread: hunters.thread[row], tick, cellX, cellY, band },
    });
  }
}
