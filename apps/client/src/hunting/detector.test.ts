import { CHARGE_TICKS, MAX_CHARGES } from "@doubloon/shared/hunt/rules";
import { BANDS } from "@doubloon/shared/wire/reading";
import { describe, expect, it } from "vitest";
import { hunterState, tick } from "../testing/hunts.ts";
import { bandNumber, bandTexts, chargesAt, detectorState, distanceText } from "./detector.ts";
import { clockText, secondsUntil, spokenTime } from "./huntTimes.ts";

describe("the detector", () => {
  it("is ready, cooling or empty by the server's ticks, across their wrap", () => {
    const at = tick(0xffff_fff0);
    const hunter = hunterState({ readingFrom: tick(0x0000_0010) });
    expect(detectorState(hunter, at)).toEqual({ at: "cooling", seconds: 2 });
    expect(detectorState(hunter, tick(0x10))).toEqual({ at: "ready" });
    expect(detectorState({ ...hunter, thread: 0 }, at)).toEqual({ at: "silent" });
    expect(detectorState(undefined, at)).toEqual({ at: "silent" });
    expect(detectorState({ ...hunter, charges: 0, nextCharge: tick(0x10) }, at)).toEqual({
      at: "empty",
      seconds: 2,
    });
  });

  it("gains its charges by itself between two messages", () => {
    const hunter = hunterState({ charges: 3, nextCharge: tick(1000) });
    expect(chargesAt(hunter, tick(999))).toBe(3);
    expect(chargesAt(hunter, tick(1000))).toBe(4);
    expect(chargesAt(hunter, tick(1000 + 2 * CHARGE_TICKS))).toBe(6);
    expect(chargesAt(hunter, tick(1000 + 100 * CHARGE_TICKS))).toBe(MAX_CHARGES);
    expect(detectorState(hunterState({ charges: 0, nextCharge: tick(10) }), tick(10)).at).toBe("ready");
  });

  it("tells its bands apart by number, name, shape and distance", () => {
    expect(bandTexts).toHaveLength(BANDS);
    const bands = bandTexts.map((_, band) => band);
    const told: readonly ((band: number) => unknown)[] = [
      bandNumber,
      (band) => bandTexts[band].name,
      (band) => bandTexts[band].rings,
    ];
    for (const tell of told) expect(new Set(bands.map((band) => tell(band))).size).toBe(BANDS);
    expect(bands.map((band) => distanceText(band))).toEqual([
      "within about 8 steps",
      "about 8 to 16 steps away",
      "about 16 to 28 steps away",
      "about 28 to 48 steps away",
      "about 48 to 80 steps away",
      "beyond about 80 steps",
    ]);
    expect(distanceText(4, 5)).toBe("about 10 to 16 steps away");
  });
});

describe("times", () => {
  it("round up to whole seconds, and end at 0", () => {
    expect(secondsUntil(tick(41), tick(20))).toBe(2);
    expect(secondsUntil(tick(40), tick(20))).toBe(1);
    expect(secondsUntil(tick(20), tick(40))).toBe(0);
    expect(secondsUntil(tick(10), tick(0xffff_fff6))).toBe(1);
  });

  it("are shown and said", () => {
    expect([0, 9, 65, 600].map(clockText)).toEqual(["0:00", "0:09", "1:05", "10:00"]);
    expect([0, 1, 60, 61, 90].map(spokenTime)).toEqual([
      "0 seconds",
      "1 second",
      "1 minute",
      "1 minute 1 second",
      "1 minute 30 seconds",
    ]);
  });
});
