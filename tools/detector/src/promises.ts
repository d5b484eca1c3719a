// What the detector promises, as checks that a variant keeps or breaks. The tests hold the game to all of them, and see the broken
// variants fail.
import { CELL_TILES } from "@doubloon/shared/hunt/rules";
import type { Tick } from "@doubloon/shared/ids";
import { TILE_SUB } from "@doubloon/shared/space";
import { BANDS, encodeReading } from "@doubloon/shared/wire/reading";
import { Chance } from "./chance.ts";
import { play, rows, summary } from "./figures.ts";
import { Search, type Variant } from "./search.ts";

export interface Promised {
  readonly name: string;
  readonly kept: (variant: Variant) => boolean;
}

const SEARCHES = 60;
const summaries = new Map<string, ReturnType<typeof summary>>();

/** Of the row's player on a variant; played once. */
export function playedOn(variant: Variant, row: "bot" | "person" | "knower"): ReturnType<typeof summary> {
  const key = `${variant} ${row}`;
  const known = summaries.get(key) ?? summary(play({ ...rows[row], variant }, SEARCHES));
  summaries.set(key, known);
  return known;
}

/** Readings of one cache in one cell, standing on different tiles of it. */
function readingsInACell(variant: Variant, count: number): Set<number> {
  const bands = new Set<number>();
  const search = new Search(new Chance(5), variant);
  for (let i = 0; i < count; i++) {
    search.at = { x: 80 + (i % CELL_TILES), y: 80 + (Math.floor(i / CELL_TILES) % CELL_TILES) };
    bands.add(search.read().band);
  }
  return bands;
}

/** Correlation over many caches of "warmer than the middle" in two cells beside each other, as far from the phantom. */
function neighbourCorrelation(variant: Variant): number {
  const count = 3000;
  let [first, second, both] = [0, 0, 0];
  for (let seed = 1; seed <= count; seed++) {
    const search = new Search(new Chance(seed), variant);
    // The phantom on the line between the cells, 16 tiles away, where the border of bands 1 and 2 lies.
    const at = { x: 96, y: 96 + 16 };
    search.phantom = { x: at.x * TILE_SUB, y: at.y * TILE_SUB };
    const warm = (x: number): number => {
      search.at = { x, y: 97 };
      return search.read().band <= 1 ? 1 : 0;
    };
    const [a, b] = [warm(94), warm(97)];
    first += a;
    second += b;
    both += a * b;
  }
  const [p, q] = [first / count, second / count];
  return (both / count - p * q) / Math.sqrt(p * (1 - p) * q * (1 - q));
}

function lengthsOnTheWire(): Set<number> {
  const tick = 9 as Tick;
  const lengths = Array.from(
    { length: BANDS },
    (_, band) => encodeReading({ thread: 7, tick, cellX: 3, cellY: 4, band }).length,
  );
  return new Set(lengths);
}

export const promises: readonly Promised[] = [
  {
    name: "a person with the chart needs at most twice the bot's median",
    kept: (variant) => playedOn(variant, "person").median <= 2 * playedOn(variant, "bot").median,
  },
  {
    name: "nine of ten searches of the bot take a minute or more",
    kept: (variant) => playedOn(variant, "bot").tenth >= 60,
  },
  {
    name: "knowing the phantom exactly still costs ten digs",
    kept: (variant) => playedOn(variant, "knower").digs >= 10,
  },
  {
    name: "the bot needs ten digs or more",
    kept: (variant) => playedOn(variant, "bot").digs >= 10,
  },
  {
    name: "a thousand readings in a cell are one value",
    kept: (variant) => readingsInACell(variant, 1000).size === 1,
  },
  {
    name: "neighbouring cells are uncorrelated",
    kept: (variant) => Math.abs(neighbourCorrelation(variant)) < 0.06,
  },
  { name: "all bands are of one length on the wire", kept: () => lengthsOnTheWire().size === 1 },
];
