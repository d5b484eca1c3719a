// Glints: each calendar day one in every three chunks. A player who walks over one finds coins, detector charges or a map
// scrap. They are laid out some at a time when the day changes; yesterday's go.
import { MAX_MARKS_PER_CHUNK, Mark } from "@doubloon/shared/hunt/marks";
import type { MoverId } from "@doubloon/shared/ids";
import { CHUNK_TILES } from "@doubloon/shared/space";
import { runningHuntOf, tellHunter } from "../../hunts/hunterRows.ts";
import { type DailyKeys, dailyKeys } from "../../solo/dailyKeys.ts";
import type { World } from "../../world.ts";
import { MAX_HINTS, tellClues } from "../hunt/clues.ts";
import { addCharges } from "../hunt/takeReading.ts";
import { hintSolo } from "./soloSearch.ts";

/** Chunks that share one glint of the day. */
export const GLINT_CHUNKS = 3;
/** Groups of chunks that get their glint in one tick. */
const GROUPS_PER_TICK = 32;
const MAX_DRAWS = 24;
/** Streams of a day: a group's place, and what its glint holds. */
const CONTENT_STREAM = 0x8000_0000;

const Glint = { coins: 0, charges: 1, scrap: 2 } as const;
/** Coins hold MIN_COINS and up to MORE_COINS points more; anything else holds a few too, so that every glint counts. */
const MIN_COINS = 5;
const MORE_COINS = 11;
const SCRAP_POINTS = 8;
const CHARGE_POINTS = 2;
const CHARGES = 3;

/** Lays out some of the day's glints. */
export function laySomeGlints(world: World): void {
  const { solo, loot, board } = world;
  const { secret } = solo;
  if (secret === undefined || board.day === 0) return;
  if (solo.glintDay !== board.day) {
    solo.glintDay = board.day;
    solo.glintCursor = 0;
  }
  const groups = Math.ceil(loot.targets.length / GLINT_CHUNKS);
  if (solo.glintCursor >= groups) return;
  const keys = keysOf(world, secret);
  for (let i = 0; i < GROUPS_PER_TICK && solo.glintCursor < groups; i++)
    layGroup(world, keys, solo.glintCursor++);
}

/** A mover has walked over a glint. */
export function takeGlint(world: World, mover: MoverId, tile: number): void {
  const { solo, loot, movers, accounts, hunts, grid, tick } = world;
  loot.unmark(tile, tick);
  if (solo.secret === undefined) return;
  const tileX = tile % grid.widthTiles;
  const tileY = (tile - tileX) / grid.widthTiles;
  const chunk = Math.floor(tileY / CHUNK_TILES) * grid.chunksWide + Math.floor(tileX / CHUNK_TILES);
  const group = Math.floor(chunk / GLINT_CHUNKS);
  const numbers = keysOf(world, solo.secret).glints.stream(CONTENT_STREAM + group);
  const account = movers.account[mover] - 1;
  const glint = numbers.below(3);
  let points = MIN_COINS + numbers.below(MORE_COINS);
  if (glint === Glint.charges) {
    points = CHARGE_POINTS;
    const row = hunts.hunters.take(account, tick);
    addCharges(world, row, CHARGES);
    tellHunter(world, row);
  } else if (glint === Glint.scrap) {
    points = SCRAP_POINTS;
    takeScrap(world, mover, account);
  }
  world.scored.push(account, points);
  world.awards.own += points;
  world.facts.push({ type: "points", playerId: accounts.idOf(account), why: "glint", points, tileX, tileY });
}

/** A map scrap is a hint to the cache that its finder looks for, alone or in a hunt. */
function takeScrap(world: World, mover: MoverId, account: number): void {
  if (hintSolo(world, mover)) return;
  const { hunters } = world.hunts;
  const row = hunters.find(account);
  const hunt = row === undefined ? undefined : runningHuntOf(world, row);
  if (row === undefined || hunt === undefined || hunters.bonusHints[row] >= MAX_HINTS) return;
  hunters.bonusHints[row]++;
  hunters.changes.add(row);
  tellClues(world, hunt, row);
}

function layGroup(world: World, { glints }: DailyKeys, group: number): void {
  const { loot, grid, tick } = world;
  const chunks = loot.targets.length;
  const first = group * GLINT_CHUNKS;
  for (let chunk = first; chunk < Math.min(first + GLINT_CHUNKS, chunks); chunk++) removeGlints(world, chunk);
  const numbers = glints.stream(group);
  for (let i = 0; i < MAX_DRAWS; i++) {
    const chunk = first + numbers.below(GLINT_CHUNKS);
    const spot = numbers.below(CHUNK_TILES * CHUNK_TILES);
    if (chunk >= chunks) continue;
    const tileX = (chunk % grid.chunksWide) * CHUNK_TILES + (spot % CHUNK_TILES);
    const tileY = Math.floor(chunk / grid.chunksWide) * CHUNK_TILES + Math.floor(spot / CHUNK_TILES);
    if (tileX >= grid.widthTiles || tileY >= grid.heightTiles) continue;
    const tile = tileY * grid.widthTiles + tileX;
    if (!loot.mayLieOn(tile) || loot.at[tile] !== 0) continue;
    loot.mark(tile, Mark.glint, tick);
    return;
  }
}

function removeGlints({ loot, tick }: World, chunk: number): void {
  const { marks } = loot;
  const first = chunk * MAX_MARKS_PER_CHUNK;
  for (let i = marks.counts[chunk] - 1; i >= 0; i--) {
    const tile = marks.tiles[first + i];
    if (loot.at[tile] === Mark.glint) loot.unmark(tile, tick);
  }
}

function keysOf({ solo }: World, secret: Uint8Array): DailyKeys {
  if (solo.keys?.day !== solo.glintDay) solo.keys = dailyKeys(secret, solo.glintDay);
  return solo.keys;
}
