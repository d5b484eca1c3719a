import { expect, it } from "vitest";
import { ErrorSmoothing } from "./errorSmoothing.ts";

const predicted = { x: 1000, y: 2000 };

it("shows the previous position first and halves the error every 60 ms", () => {
  const smoothing = new ErrorSmoothing();
  smoothing.start(80, -40, 500);
  expect(smoothing.applyTo(predicted, 500)).toEqual({ x: 1080, y: 1960 });
  expect(smoothing.applyTo(predicted, 560)).toEqual({ x: 1040, y: 1980 });
  expect(smoothing.sizeSub(620)).toBeCloseTo(Math.hypot(20, 10));
});

it("corrects an error of more than four tiles at once", () => {
  const smoothing = new ErrorSmoothing();
  smoothing.start(4 * 256 + 1, 0, 500);
  expect(smoothing.applyTo(predicted, 500)).toEqual(predicted);
});
