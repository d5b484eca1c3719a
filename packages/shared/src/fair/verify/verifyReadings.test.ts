import { describe, expect, it } from "vitest";
import { Detector } from "../../hunt/detector.ts";
import { exampleHunt } from "../../testing/fairLogs.ts";
import { subKey } from "../entropy.ts";
import { verifyReadings } from "./verifyReadings.ts";

const { key, plan } = exampleHunt(1, "revealed");
const hunt = { masterKey: key, caches: plan };
const detector = new Detector(subKey(key, "noise"));

/** Readings of a cache in 30 cells. */
function readingsOf(cache: number, thread: number) {
  const { phantomX, phantomY } = plan[cache];
  return Array.from({ length: 30 }, (_, i) => {
    const [cellX, cellY] = [16 + (i % 6) * 3, 16 + Math.floor(i / 6) * 3];
    return { thread, cellX, cellY, band: detector.band(cache, cellX, cellY, phantomX, phantomY) };
  });
}

describe("one's own readings", () => {
  it("name the cache of each thread", () => {
    expect(verifyReadings(hunt, [...readingsOf(3, 901), ...readingsOf(0, 902)])).toEqual([
      { thread: 901, readings: 30, caches: [3] },
      { thread: 902, readings: 30, caches: [0] },
    ]);
  });

  it("are of no cache if one of them was false", () => {
    const readings = readingsOf(3, 901).map((reading, i) =>
      i === 12 ? { ...reading, band: (reading.band + 1) % 6 } : reading,
    );
    expect(verifyReadings(hunt, readings)).toEqual([{ thread: 901, readings: 30, caches: [] }]);
  });
});
