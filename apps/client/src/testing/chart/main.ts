// The page of `npm run chart`: shades charts of several zones in the game's worker and on the page's own thread, and measures how
// long a reading takes to become a shade.
import { CHUNK_TILES } from "@doubloon/shared/space";
import { ChartEngine, type ChartTask } from "../../hunting/chart/chartEngine.ts";
import type { ChartAnswer, ChartRequest } from "../../hunting/chart/chartWorker.ts";

export interface ShadeTimes {
  readonly sideTiles: number;
  /** The first reading of a thread, with which the solver begins, and the median and the longest of the following ones, in ms. */
  readonly firstMs: number;
  readonly medianMs: number;
  readonly longestMs: number;
}

declare global {
  interface Window {
    /** `where`: in the game's worker, or on the page's thread, which throttling surely slows. */
    measureChart: (where: "worker" | "page") => Promise<readonly ShadeTimes[]>;
    /** ms of a fixed piece of work: how much slower a thread has become. */
    measureWork: () => number;
  }
}

const ORIGIN = 64;
const READINGS = 12;
const ROUNDS = 5;
const WALLS_ONE_IN = 9;
/** Sides of zones: a pocket hunt, a hunt of the design's size, and the largest. */
const SIDES = [96, 192, 384];

/** Reads in cells across the zone; bands as a detector near its middle would tell. */
function taskAfter(sideTiles: number, count: number): ChartTask {
  const cells = sideTiles / 4;
  const readings = Array.from({ length: count }, (_, i) => {
    const x = Math.floor(((i * 7 + 3) % 12) * (cells / 12));
    const y = Math.floor(((i * 5 + 1) % 12) * (cells / 12));
    const far = Math.hypot(x - cells / 2, y - cells / 2) * 4;
    const band = [8, 16, 28, 48, 80].findIndex((most) => far <= most);
    return { cellX: ORIGIN / 4 + x, cellY: ORIGIN / 4 + y, band: band === -1 ? 5 : band };
  });
  const zone = { x: ORIGIN, y: ORIGIN, width: sideTiles, height: sideTiles };
  return { zone, readings, misses: [], hints: [], short: false };
}

function chunks() {
  const all = [];
  for (let row = 0; row < 28; row++) {
    for (let column = 0; column < 28; column++) {
      const blocked = Uint8Array.from({ length: CHUNK_TILES ** 2 }, (_, i) =>
        (i * 31 + row) % WALLS_ONE_IN === 0 ? 1 : 0,
      );
      all.push({ column, row, blocked });
    }
  }
  return all;
}

type Shade = (task: ChartTask) => Promise<void>;

function onPage(): Shade {
  const engine = new ChartEngine();
  for (const chunk of chunks()) engine.learn(chunk);
  return async (task) => {
    engine.shade(task);
  };
}

function inWorker(): { readonly shade: Shade; readonly close: () => void } {
  const worker = new Worker(new URL("../../hunting/chart/chartWorker.ts", import.meta.url), {
    type: "module",
  });
  const post = (request: ChartRequest): void => worker.postMessage(request);
  post({ type: "chunks", chunks: chunks() });
  let id = 0;
  const shade: Shade = (task) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<ChartAnswer>) => (data.id === id ? resolve() : undefined);
      worker.onerror = (event) => reject(new Error(event.message));
      post({ type: "shade", id: ++id, task });
    });
  return { shade, close: () => worker.terminate() };
}

/** Each reading is shaded in several rounds, and its median counts: now and then another program has the processor. */
async function measure(sideTiles: number, shade: Shade): Promise<ShadeTimes> {
  const rounds: number[][] = Array.from({ length: READINGS }, () => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (let count = 1; count <= READINGS; count++) {
      const task = taskAfter(sideTiles, count);
      const from = performance.now();
      await shade(task);
      rounds[count - 1].push(performance.now() - from);
    }
  }
  const times = rounds.map((round) => round.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)]);
  const [firstMs, ...others] = times;
  const sorted = others.toSorted((a, b) => a - b);
  return {
    sideTiles,
    firstMs,
    medianMs: sorted[Math.floor(sorted.length / 2)],
    longestMs: sorted[sorted.length - 1],
  };
}

window.measureChart = async (where) => {
  const worker = where === "worker" ? inWorker() : undefined;
  const shade = worker?.shade ?? onPage();
  // Compiles the solver: a player's page has shaded the tutorial's chart before.
  await measure(48, shade);
  const times: ShadeTimes[] = [];
  for (const side of SIDES) times.push(await measure(side, shade));
  worker?.close();
  return times;
};

window.measureWork = () => {
  const from = performance.now();
  let sum = 0;
  for (let i = 1; i < 4_000_000; i++) sum += Math.sqrt(i);
  return sum > 0 ? performance.now() - from : 0;
};
