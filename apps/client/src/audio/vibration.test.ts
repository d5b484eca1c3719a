import { expect, it } from "vitest";
import { BAND_HZ, BAND_TICKS } from "./detectorHum.ts";
import { vibrationPattern } from "./vibration.ts";

const pulses = (pattern: readonly number[]): number => Math.ceil(pattern.length / 2);

it("a warmer band sounds higher, ticks more often and vibrates more often", () => {
  for (let band = 1; band < BAND_HZ.length; band++) {
    expect(BAND_HZ[band]).toBeLessThan(BAND_HZ[band - 1]);
    expect(BAND_TICKS[band]).toBeLessThan(BAND_TICKS[band - 1]);
    expect(pulses(vibrationPattern("reading", band))).toBeLessThan(
      pulses(vibrationPattern("reading", band - 1)),
    );
  }
});

it("no pattern shakes for a second or longer, and each ends on a pulse", () => {
  const patterns = [
    ...(["thud", "chest", "mimic", "found", "begins"] as const).map((cue) => vibrationPattern(cue)),
    ...[0, 1, 2, 3, 4, 5].map((band) => vibrationPattern("reading", band)),
  ];
  for (const pattern of patterns) {
    expect(pattern.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(1000);
    expect(pattern.length % 2).toBe(1);
  }
});
