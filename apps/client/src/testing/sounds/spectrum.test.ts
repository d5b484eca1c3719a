import { expect, it } from "vitest";
import { spectralCentroidHz } from "./spectrum.ts";

const RATE = 48_000;
const sine = (hz: number) =>
  Float32Array.from({ length: 2_400 }, (_, i) => Math.sin((2 * Math.PI * hz * i) / RATE));

it("is the pitch of a pure tone, lies between two tones, and is 0 for silence", () => {
  for (const hz of [110, 440, 1_760])
    expect(Math.abs(spectralCentroidHz(sine(hz), RATE) - hz)).toBeLessThan(6);
  const both = sine(400).map((sample, i) => sample + sine(800)[i]);
  expect(Math.abs(spectralCentroidHz(both, RATE) - 600)).toBeLessThan(10);
  expect(spectralCentroidHz(new Float32Array(2_400), RATE)).toBe(0);
});
