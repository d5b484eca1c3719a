import { HEADING_DX, HEADING_DY } from "@doubloon/shared/heading";
import { describe, expect, it } from "vitest";
import { headingOfDirections } from "./directions.ts";

const headingOf = (...held: ("east" | "south" | "west" | "north")[]) => headingOfDirections(new Set(held));

describe("headingOfDirections", () => {
  it("M1 gives eight headings, multiples of eight", () => {
    expect(headingOf("east")).toBe(0);
    expect(headingOf("east", "south")).toBe(8);
    expect(headingOf("south")).toBe(16);
    expect(headingOf("south", "west")).toBe(24);
    expect(headingOf("west")).toBe(32);
    expect(headingOf("west", "north")).toBe(40);
    expect(headingOf("north")).toBe(48);
    expect(headingOf("north", "east")).toBe(56);
  });

  it("points the way the keys point", () => {
    const heading = headingOf("north", "east") ?? 0;
    expect(HEADING_DX[heading]).toBeGreaterThan(0);
    expect(HEADING_DY[heading]).toBeLessThan(0);
  });

  it("cancels opposite keys out", () => {
    expect(headingOf()).toBeUndefined();
    expect(headingOf("east", "west")).toBeUndefined();
    expect(headingOf("east", "west", "north")).toBe(48);
    expect(headingOf("east", "west", "north", "south")).toBeUndefined();
  });
});
