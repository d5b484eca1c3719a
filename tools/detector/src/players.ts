// Three players of a search: a bot that infers and plans, a careful person who looks at the shaded chart, and somebody who goes by
// warmer and colder alone.
import { bandLikelihoods, bandOf } from "@doubloon/shared/hunt/detector";
import { CELL_TILES, PHANTOM_TILES, PROBE_TICKS } from "@doubloon/shared/hunt/rules";
import { TILE_SUB } from "@doubloon/shared/space";
import { TICK_HZ } from "@doubloon/shared/time";
import { BANDS } from "@doubloon/shared/wire/reading";
import { Belief } from "./belief.ts";
import type { Chance } from "./chance.ts";
import { NO_NOISE, type Search, type Spot, ZONE_TILES } from "./search.ts";

export type Player = (search: Search, chance: Chance) => void;

const DIG_SECONDS = PROBE_TICKS / TICK_HZ;
/** Tiles of a probe. */
const PROBED = 9;
const cellOf = ({ x, y }: Spot): string => `${Math.floor(x / CELL_TILES)} ${Math.floor(y / CELL_TILES)}`;
const inZone = ({ x, y }: Spot): Spot => ({
  x: Math.min(ZONE_TILES - 1, Math.max(0, Math.round(x))),
  y: Math.min(ZONE_TILES - 1, Math.max(0, Math.round(y))),
});

/** Chances of the bands by the distance to the cache, in tiles. */
type BandTable = readonly { readonly chances: readonly number[]; readonly uncertainty: number }[];

const uncertainty = (chances: readonly number[]): number =>
  chances.reduce((sum, chance) => sum - (chance > 0 ? chance * Math.log(chance) : 0), 0);

function bandTable(chancesAt: (tiles: number) => number[]): BandTable {
  return Array.from({ length: Math.ceil(ZONE_TILES * Math.SQRT2) }, (_, tiles) => {
    const chances = chancesAt(tiles);
    return { chances, uncertainty: uncertainty(chances) };
  });
}

/** Likelihoods averaged over the phantom's disc. */
const gameBands = bandTable((tiles) => {
  const sums = new Array<number>(BANDS).fill(0);
  let count = 0;
  for (let dy = -PHANTOM_TILES; dy <= PHANTOM_TILES; dy += 2) {
    for (let dx = -PHANTOM_TILES; dx <= PHANTOM_TILES; dx += 2) {
      if (dx * dx + dy * dy > PHANTOM_TILES * PHANTOM_TILES) continue;
      count++;
      const likelihoods = bandLikelihoods(Math.floor(Math.hypot(tiles + dx, dy) * TILE_SUB));
      for (let band = 0; band < BANDS; band++) sums[band] += likelihoods[band];
    }
  }
  return sums.map((sum) => sum / count);
});
const bareBands = bandTable((tiles) => {
  const chances = new Array<number>(BANDS).fill(0);
  chances[bandOf(tiles * TILE_SUB, NO_NOISE)] = 1;
  return chances;
});

/** What a reading at a spot tells about the cache, in nats: mutual information over samples of its place. */
function information(spot: Spot, samples: readonly Spot[], table: BandTable): number {
  const bands = new Array<number>(BANDS).fill(0);
  let noise = 0;
  for (const sample of samples) {
    const away = Math.round(Math.hypot(sample.x - spot.x, sample.y - spot.y));
    const at = table[Math.min(table.length - 1, away)];
    for (let band = 0; band < BANDS; band++) bands[band] += at.chances[band] / samples.length;
    noise += at.uncertainty / samples.length;
  }
  return uncertainty(bands) - noise;
}

/**
 * Seconds of digging that a spread of the cache's place is worth: digging goes by the likeliest places first, so it is a small
 * part of the time that all of them would take. The factor is the one with which the bot is fastest.
 */
function diggingSeconds(entropy: number): number {
  return (0.05 * Math.exp(entropy) * (DIG_SECONDS + 0.6)) / PROBED;
}

/** Reads where a second tells most, as long as that shortens the digging by more than it costs; else digs. */
export function bayesBot(search: Search, chance: Chance): void {
  const belief = new Belief(search);
  const read = new Set<string>();
  const table = search.variant === "bare" ? bareBands : gameBands;
  while (!search.over) {
    const samples = belief.samples(64, chance);
    const digging = diggingSeconds(belief.entropy());
    let best: Spot | undefined;
    let bestGain = 0;
    for (const spot of candidates(search.at, samples)) {
      // A cell answers once, unless the variant makes it answer anew.
      if (read.has(cellOf(spot)) && search.variant === "game") continue;
      const gain = digging * (1 - Math.exp(-information(spot, samples, table))) - search.readSeconds(spot);
      if (gain <= bestGain) continue;
      best = spot;
      bestGain = gain;
    }
    if (best === undefined) {
      const { spot } = belief.bestDig(search, DIG_SECONDS);
      search.walkTo(spot);
      if (!search.dig()) belief.miss(spot);
    } else {
      search.walkTo(best);
      belief.reading(search.read(), best);
      read.add(cellOf(best));
    }
  }
}

/** Where a reading may be worth its time: here, on the way to samples of the cache's place, and around their middle. */
function candidates(at: Spot, samples: readonly Spot[]): Spot[] {
  const middle = {
    x: samples.reduce((sum, { x }) => sum + x, 0) / samples.length,
    y: samples.reduce((sum, { y }) => sum + y, 0) / samples.length,
  };
  const spots = [at];
  for (const part of [0.25, 0.5, 0.75, 1])
    spots.push({ x: at.x + part * (middle.x - at.x), y: at.y + part * (middle.y - at.y) });
  for (let i = 0; i < samples.length; i += 8) spots.push(samples[i]);
  for (const radius of [8, 14, 24])
    for (let turn = 0; turn < 6; turn++)
      spots.push({
        x: middle.x + radius * Math.cos((turn * Math.PI) / 3),
        y: middle.y + radius * Math.sin((turn * Math.PI) / 3),
      });
  return spots.map(inZone);
}

/** Thinks before each act; walks to the dark part of the chart; reads there while it is large, else digs in it, not quite exactly. */
export function chartedPerson(search: Search, chance: Chance): void {
  const belief = new Belief(search);
  const read: Spot[] = [];
  while (!search.over) {
    search.think(1.5);
    const dark = darkTiles(belief.chances);
    const middle = { x: mean(dark.map(({ x }) => x)), y: mean(dark.map(({ y }) => y)) };
    const goal = inZone({ x: middle.x + 3 * chance.normal(), y: middle.y + 3 * chance.normal() });
    const near = read.some(({ x, y }) => Math.hypot(x - goal.x, y - goal.y) < 6);
    if (dark.length > 120 && !near) {
      search.walkTo(halfwayIfFar(search.at, goal));
      belief.reading(search.read(), search.at);
      read.push(search.at);
      continue;
    }
    if (dark.length > 120 && read.length < 16) {
      const aside = inZone({ x: goal.x + 12 * chance.normal(), y: goal.y + 12 * chance.normal() });
      search.walkTo(aside);
      belief.reading(search.read(), aside);
      read.push(aside);
      continue;
    }
    const { spot } = belief.bestDig(search, DIG_SECONDS);
    const about = inZone({
      x: spot.x + Math.round(0.7 * chance.normal()),
      y: spot.y + Math.round(0.7 * chance.normal()),
    });
    search.walkTo(about);
    if (!search.dig()) belief.miss(about);
  }
}

/** The tiles with at least half the largest chance: what looks dark on the chart. */
function darkTiles(chances: Float64Array): Spot[] {
  let most = 0;
  for (const chance of chances) most = Math.max(most, chance);
  const dark: Spot[] = [];
  for (let i = 0; i < chances.length; i++)
    if (chances[i] >= most / 2) dark.push({ x: i % ZONE_TILES, y: Math.floor(i / ZONE_TILES) });
  return dark;
}

/** People read on the way: at most 40 tiles at a time. */
function halfwayIfFar(at: Spot, goal: Spot): Spot {
  const far = Math.hypot(goal.x - at.x, goal.y - at.y);
  const part = far > 40 ? 40 / far : 1;
  return inZone({ x: at.x + part * (goal.x - at.x), y: at.y + part * (goal.y - at.y) });
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Walks on while it gets warmer, turns when it gets colder, and digs around the warmest place. */
export function hillClimber(search: Search, chance: Chance): void {
  let direction = chance.next() * 2 * Math.PI;
  let last = BANDS;
  let warmest = search.at;
  let warmestBand = BANDS;
  let stale = 0;
  while (!search.over) {
    search.think(1);
    const { band } = search.read();
    stale++;
    if (band < warmestBand || (band === warmestBand && chance.next() < 0.5)) {
      if (band < warmestBand) stale = 0;
      warmestBand = band;
      warmest = search.at;
    }
    if (band > last) direction += (2 / 3) * Math.PI * (chance.next() < 0.5 ? 1 : -1);
    else if (band === last) direction += (chance.next() - 0.5) * Math.PI;
    last = band;
    if (warmestBand === 0 || (warmestBand === 1 && stale > 8)) {
      digAround(search, warmest, warmestBand === 0 ? 9 : 16, chance);
      warmestBand = BANDS;
      stale = 0;
    }
    const stride = [5, 9, 16, 26, 40, 60][band];
    const to = {
      x: search.at.x + stride * Math.cos(direction),
      y: search.at.y + stride * Math.sin(direction),
    };
    const inside = inZone(to);
    if (Math.hypot(inside.x - to.x, inside.y - to.y) > 2) direction += Math.PI / 2;
    search.walkTo(inside);
  }
}

function digAround(search: Search, around: Spot, radius: number, chance: Chance): void {
  for (let dig = 0; dig < 10 && !search.over; dig++) {
    const { x, y } = chance.inDisc(radius);
    search.walkTo(inZone({ x: around.x + x, y: around.y + y }));
    search.dig();
  }
}

/** Knows the phantom and needs no reading: digs through its disc, the nearest place first. */
export function phantomKnower(search: Search): void {
  const belief = new Belief(search);
  const phantom = { x: search.phantom.x / TILE_SUB - 0.5, y: search.phantom.y / TILE_SUB - 0.5 };
  for (let i = 0; i < belief.chances.length; i++) {
    const away = Math.hypot((i % ZONE_TILES) - phantom.x, Math.floor(i / ZONE_TILES) - phantom.y);
    belief.chances[i] = away <= PHANTOM_TILES ? 1 : 0;
  }
  while (!search.over) {
    const { spot } = belief.bestDig(search, DIG_SECONDS);
    search.walkTo(spot);
    search.dig();
    for (let y = spot.y - 1; y <= spot.y + 1; y++)
      for (let x = spot.x - 1; x <= spot.x + 1; x++) belief.chances[y * ZONE_TILES + x] = 0;
  }
}
