import { CacheSolver } from "@doubloon/shared/hunt/cacheSolver";
import { CHUNK_TILES } from "@doubloon/shared/space";
import { describe, expect, it } from "vitest";
import { ChartEngine, type ChartTask } from "./chartEngine.ts";

const zone = { x: 32, y: 32, width: 96, height: 96 };
const task = (more: Partial<ChartTask> = {}): ChartTask => ({
  zone,
  readings: [],
  misses: [],
  hints: [],
  short: false,
  ...more,
});
const readings = [
  { cellX: 12, cellY: 12, band: 2 },
  { cellX: 18, cellY: 12, band: 1 },
  { cellX: 16, cellY: 17, band: 2 },
];

describe("the shaded chart", () => {
  it("is the shared solver's", () => {
    const solver = new CacheSolver(zone, () => true);
    for (const { cellX, cellY, band } of readings) solver.addReading(cellX, cellY, band);
    const chances = solver.solve();
    const { values, columns, rows, best } = new ChartEngine().shade(task({ readings }));
    expect([columns, rows]).toEqual([96, 96]);
    const most = Math.max(...chances);
    const largest = Math.max(...values);
    expect(largest).toBeGreaterThan(130);
    for (let i = 0; i < values.length; i += 97)
      expect(values[i]).toBeCloseTo(largest * Math.sqrt(chances[i] / most), -1);
    const at = chances.indexOf(most);
    expect(best).toEqual({ tileX: zone.x + (at % 96), tileY: zone.y + Math.floor(at / 96) });
  });

  it("is the same whether readings come one by one or all at once", () => {
    const one = new ChartEngine();
    one.shade(task({ readings: readings.slice(0, 1) }));
    one.shade(task({ readings: readings.slice(0, 2) }));
    const stepwise = one.shade(task({ readings, hints: [{ x: 40, y: 40, width: 40, height: 40 }] }));
    const together = new ChartEngine().shade(
      task({ readings, hints: [{ x: 40, y: 40, width: 40, height: 40 }] }),
    );
    expect(stepwise).toEqual(together);
  });

  it("begins anew for another thread, zone or detector", () => {
    const engine = new ChartEngine();
    engine.shade(task({ readings }));
    const other = task({ readings: [{ cellX: 12, cellY: 12, band: 5 }] });
    expect(engine.shade(other)).toEqual(new ChartEngine().shade(other));
    const short = task({
      zone: { x: 40, y: 40, width: 25, height: 25 },
      readings: other.readings,
      short: true,
    });
    expect(engine.shade(short)).toEqual(new ChartEngine().shade(short));
  });

  it("leaves blocked tiles, probed tiles and everything outside a hint impossible", () => {
    const engine = new ChartEngine();
    const blocked = new Uint8Array(CHUNK_TILES * CHUNK_TILES).fill(1);
    engine.learn({ column: 2, row: 2, blocked });
    const { values, best } = engine.shade(
      task({ misses: [{ tileX: 60, tileY: 60 }], hints: [{ x: 40, y: 40, width: 40, height: 40 }] }),
    );
    const at = (tileX: number, tileY: number): number => values[(tileY - 32) * 96 + (tileX - 32)];
    expect([at(40, 40), at(61, 59), at(39, 60), at(80, 60)]).toEqual([0, 0, 0, 0]);
    expect(at(62, 60)).toBeGreaterThan(0);
    expect(best && at(best.tileX, best.tileY)).toBe(Math.max(...values));
  });

  it("is the same whether a chunk was known before the readings or is learnt after them", () => {
    const blocked = Uint8Array.from({ length: CHUNK_TILES * CHUNK_TILES }, (_, i) => (i % 3 === 0 ? 1 : 0));
    const chunks = [4, 5, 9].map((column) => ({ column, row: 4, blocked }));
    for (const short of [false, true]) {
      const [before, after] = [new ChartEngine(), new ChartEngine()];
      const asked = short
        ? task({ readings, short, zone: { x: 60, y: 60, width: 17, height: 17 } })
        : task({ readings });
      for (const chunk of chunks) before.learn(chunk);
      after.shade(asked);
      for (const chunk of chunks) after.learn(chunk);
      expect(after.shade(asked)).toEqual(before.shade(asked));
    }
  });

  it("points at the middle of equally likely tiles, and at nothing if none is left", () => {
    const hints = [{ x: 50, y: 60, width: 21, height: 11 }];
    expect(new ChartEngine().shade(task({ hints })).best).toEqual({ tileX: 60, tileY: 65 });
    const none = new ChartEngine().shade(task({ hints: [...hints, { x: 90, y: 90, width: 5, height: 5 }] }));
    expect(none.best).toBeUndefined();
    expect(Math.max(...none.values)).toBe(0);
  });

  it("of a large zone has cells of 2x2 tiles", () => {
    const large = { x: 0, y: 0, width: 384, height: 300 };
    const { columns, rows, cellTiles, values } = new ChartEngine().shade(task({ zone: large, readings }));
    expect([columns, rows, cellTiles, values.length]).toEqual([192, 150, 2, 192 * 150]);
  });
});
