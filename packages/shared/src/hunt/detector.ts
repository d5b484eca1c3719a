// The detector's public model: what a reading says, and how likely it is. Integers and tables alone, so that every machine
// computes the same. It never measures a cache, only its phantom.
//
//   d  = distance from the centre of the reader's cell to the phantom, in sub-tile units, rounded down
//   d' = d * NOISE[q] / 4096, rounded down; q is the first byte of HMAC-SHA-256(noise key, cache, cell)
//   band = how many of BAND_LIMITS d' exceeds
import { hashOf } from "../fair/canonical.ts";
import { KeyedStreams } from "../fair/streams.ts";
import { TILE_SUB } from "../space.ts";
import { BANDS } from "../wire/reading.ts";
import { CELL_TILES, PHANTOM_TILES } from "./rules.ts";

/** The farthest of bands 0 to 4, in tiles. Band 5 is beyond the last. */
export const BAND_TILES: readonly number[] = [8, 16, 28, 48, 80];
const BAND_LIMITS = BAND_TILES.map((tiles) => tiles * TILE_SUB);

/** NOISE is in units of 1 / NOISE_ONE. */
export const NOISE_ONE = 4096;

/**
 * exp(0.35 g) at the middles of 256 equally likely parts of a standard normal g: entry q is
 * round(4096 * exp(0.35 * z)), where z is the normal quantile of (q + 0.5) / 256. Sigma 0.35 is the design's; it is a table
 * because Math.exp may differ between machines.
 */
// biome-ignore format: a table
export const NOISE: readonly number[] = [
  1492, 1695, 1809, 1892, 1960, 2017, 2068, 2113, 2154, 2193, 2229, 2262, 2294, 2324, 2353, 2381,
  2407, 2433, 2458, 2482, 2505, 2528, 2550, 2572, 2593, 2613, 2634, 2654, 2673, 2692, 2711, 2729,
  2748, 2765, 2783, 2801, 2818, 2835, 2851, 2868, 2885, 2901, 2917, 2933, 2949, 2964, 2980, 2995,
  3010, 3025, 3040, 3055, 3070, 3085, 3100, 3114, 3129, 3143, 3157, 3171, 3186, 3200, 3214, 3228,
  3242, 3256, 3269, 3283, 3297, 3310, 3324, 3338, 3351, 3365, 3378, 3392, 3405, 3419, 3432, 3445,
  3459, 3472, 3485, 3498, 3512, 3525, 3538, 3551, 3565, 3578, 3591, 3604, 3618, 3631, 3644, 3657,
  3670, 3684, 3697, 3710, 3723, 3737, 3750, 3763, 3776, 3790, 3803, 3816, 3830, 3843, 3856, 3870,
  3883, 3897, 3910, 3924, 3937, 3951, 3965, 3978, 3992, 4006, 4019, 4033, 4047, 4061, 4075, 4089,
  4103, 4117, 4131, 4145, 4160, 4174, 4188, 4203, 4217, 4232, 4246, 4261, 4276, 4291, 4305, 4320,
  4335, 4350, 4366, 4381, 4396, 4412, 4427, 4443, 4458, 4474, 4490, 4506, 4522, 4538, 4555, 4571,
  4588, 4604, 4621, 4638, 4655, 4672, 4689, 4706, 4724, 4742, 4759, 4777, 4796, 4814, 4832, 4851,
  4870, 4889, 4908, 4927, 4947, 4966, 4986, 5006, 5027, 5047, 5068, 5089, 5110, 5132, 5153, 5175,
  5198, 5220, 5243, 5267, 5290, 5314, 5338, 5363, 5387, 5413, 5438, 5465, 5491, 5518, 5545, 5573,
  5602, 5631, 5660, 5690, 5721, 5752, 5784, 5816, 5850, 5884, 5918, 5954, 5991, 6028, 6067, 6106,
  6147, 6189, 6232, 6277, 6323, 6370, 6419, 6471, 6524, 6579, 6636, 6697, 6760, 6826, 6895, 6969,
  7047, 7130, 7218, 7314, 7416, 7528, 7651, 7787, 7940, 8115, 8318, 8562, 8867, 9275, 9897, 11246,
];

/** The distance in sub-tile units, rounded down; exact for maps of up to 65,536 tiles. */
function distance(dx: number, dy: number): number {
  const square = dx * dx + dy * dy;
  const root = Math.floor(Math.sqrt(square));
  if (root * root > square) return root - 1;
  return (root + 1) * (root + 1) <= square ? root + 1 : root;
}

/** The band of a distance in sub-tile units under one of the 256 noises. */
export function bandOf(distanceSub: number, noise: number): number {
  const noisy = Math.floor((distanceSub * NOISE[noise]) / NOISE_ONE);
  let band = 0;
  while (band < BAND_LIMITS.length && noisy > BAND_LIMITS[band]) band++;
  return band;
}

/** The distance from the centre of a cell to a position, both in sub-tile units. */
export function distanceFromCell(cellX: number, cellY: number, x: number, y: number): number {
  const centre = (cell: number) => (cell * CELL_TILES + CELL_TILES / 2) * TILE_SUB;
  return distance(centre(cellX) - x, centre(cellY) - y);
}

/** What detectors read in one hunt. Holds the noise key, which is secret until the podium. */
export class Detector {
  readonly #noise: KeyedStreams;

  /** @param noiseKey the hunt's sub-key `noise` */
  constructor(noiseKey: Uint8Array) {
    this.#noise = new KeyedStreams(noiseKey);
  }

  /**
   * The band that a reading of cache `index` gives in a cell (0 to 65,535 on each axis): the same for everybody, each time.
   * @param phantomX the cache's phantom, in sub-tile units
   */
  band(index: number, cellX: number, cellY: number, phantomX: number, phantomY: number): number {
    const noise = this.#noise.block(index, cellY * 65_536 + cellX)[0];
    return bandOf(distanceFromCell(cellX, cellY, phantomX, phantomY), noise);
  }
}

/** The probability of each band at a distance to the phantom, in sub-tile units. */
export function bandLikelihoods(distanceSub: number): number[] {
  const counts = new Array<number>(BANDS).fill(0);
  for (let noise = 0; noise < NOISE.length; noise++) counts[bandOf(distanceSub, noise)]++;
  return counts.map((count) => count / NOISE.length);
}

/** Hash of everything that decides a reading besides keys: part of a hunt's announcement. */
export const detectorHash = hashOf({
  cellTiles: CELL_TILES,
  phantomTiles: PHANTOM_TILES,
  bandTiles: BAND_TILES,
  noise: NOISE,
});
