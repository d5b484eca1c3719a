import { describe, expect, it } from "vitest";
import { memoryStorage } from "../../testing/memoryStorage.ts";
import { firstAfter } from "./inkPainter.ts";
import {
  InkRecorder,
  MAX_FINDS,
  MAX_OTHER_POINTS,
  MAX_OTHERS,
  MAX_OWN_POINTS,
  SAMPLE_MS,
} from "./inkRecorder.ts";
import { loadInk, saveInk } from "./inkStore.ts";

const ZONE = { x: 100, y: 100, width: 96, height: 96 };
const own = (x: number, y: number) => ({ mover: 1, x, y });

describe("the recorder of a hunt", () => {
  it("takes a point now and then, and none while one stands", () => {
    const recorder = new InkRecorder(3, ZONE, 1000);
    recorder.see(own(110, 110), [], 1000);
    recorder.see(own(111, 110), [], 1010);
    recorder.see(own(112, 110), [], 1000 + SAMPLE_MS);
    recorder.see(own(112, 110), [], 1000 + 2 * SAMPLE_MS);
    expect(recorder.record().own).toEqual({ t: [0, SAMPLE_MS], x: [1100, 1120], y: [1100, 1100] });
    expect(recorder.record().lengthMs).toBe(2 * SAMPLE_MS);
  });

  it("leaves out the own mover among the others, and who is outside the zone", () => {
    const recorder = new InkRecorder(3, ZONE, 0);
    recorder.see(
      own(110, 110),
      [own(110, 110), { mover: 2, x: 120, y: 120 }, { mover: 3, x: 10, y: 120 }],
      0,
    );
    expect(recorder.record().others).toEqual([{ t: [0], x: [1200], y: [1200] }]);
  });

  it("stays within its bounds however long the hunt and however many the hunters", () => {
    const recorder = new InkRecorder(3, ZONE, 0);
    const steps = 6000;
    for (let step = 0; step < steps; step++) {
      const at = step * SAMPLE_MS;
      const crowd = Array.from({ length: 60 }, (_, i) => ({
        mover: i + 2,
        x: 110 + (step % 60),
        y: 110 + i / 2,
      }));
      recorder.see(own(110 + (step % 80), 120), crowd, at);
      recorder.found(120, 120, "Anne", false, at);
    }
    const record = recorder.record();
    expect(record.own.t.length).toBeLessThanOrEqual(MAX_OWN_POINTS);
    expect(record.own.t.length).toBeGreaterThan(MAX_OWN_POINTS / 4);
    expect(record.others).toHaveLength(MAX_OTHERS);
    for (const { t, x, y } of record.others) {
      expect(t.length).toBeLessThanOrEqual(MAX_OTHER_POINTS);
      expect([x.length, y.length]).toEqual([t.length, t.length]);
    }
    expect(record.finds).toHaveLength(MAX_FINDS);
    // It still spans the whole hunt, in order.
    expect(record.own.t[0]).toBe(0);
    expect(record.own.t.at(-1)).toBeGreaterThan(steps * SAMPLE_MS * 0.95);
    expect(record.own.t).toEqual(record.own.t.toSorted((a, b) => a - b));
    expect(JSON.stringify(record).length).toBeLessThan(400_000);
  });

  it("a record does not change when the hunt goes on", () => {
    const recorder = new InkRecorder(3, ZONE, 0);
    recorder.see(own(110, 110), [], 0);
    const record = recorder.record();
    recorder.see(own(120, 110), [], 1000);
    expect(record.own.t).toHaveLength(1);
  });
});

describe("the store of the last hunt", () => {
  it("gives back the hunt that it keeps, and no other", () => {
    const storage = memoryStorage();
    const recorder = new InkRecorder(3, ZONE, 0);
    recorder.see(own(110, 110), [], 0);
    recorder.found(120, 121, "Anne", true, 500);
    saveInk(storage, recorder.record());
    expect(loadInk(storage, 3)).toEqual(recorder.record());
    expect(loadInk(storage, 4)).toBeUndefined();
  });

  it.each(["", "no json", "null", '{"hunt":3}', '{"hunt":3,"zone":{"width":1},"own":{}}'])(
    "a damaged record %s counts as none",
    (text) => {
      const storage = memoryStorage();
      storage.setItem("doubloon.ink", text);
      expect(loadInk(storage, 3)).toBeUndefined();
    },
  );
});

it("the first time after a moment is found in any list", () => {
  const times = [0, 10, 10, 20];
  expect([-1, 0, 9, 10, 20].map((ms) => firstAfter(times, ms))).toEqual([0, 1, 1, 3, 4]);
  expect(firstAfter([], 5)).toBe(0);
});
