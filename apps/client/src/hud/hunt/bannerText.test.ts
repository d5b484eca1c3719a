import type { HuntSummary } from "@doubloon/shared/protocol/huntEvents";
import { describe, expect, it } from "vitest";
import { huntSummary } from "../../testing/hunts.ts";
import { bannerClock, cachesText, invitationText, phaseText, waveText, wayText } from "./bannerText.ts";

const running: HuntSummary = huntSummary({ phase: "running", wave: 2, waves: 3 });

describe("the banner", () => {
  it("names the wave, and the last one as the last", () => {
    expect(phaseText(running)).toBe("Wave 2 of 3");
    expect(phaseText({ ...running, wave: 3 })).toBe("Last wave");
    expect(phaseText({ ...running, wave: 1, waves: 1 })).toBe("Wave 1 of 1");
  });

  it("says that a hunt is paused, whatever its phase, and then counts nothing", () => {
    expect(phaseText({ ...running, paused: true })).toBe("Paused");
    expect(bannerClock({ ...running, paused: true }, 10, 100)).toBe("");
  });

  it("counts to the end of the hunt while it runs, and to the end of the phase before", () => {
    expect(bannerClock(running, 95, 255)).toBe("4:15");
    expect(bannerClock({ ...running, phase: "announced" }, 83, 600)).toBe("1:23");
    expect(bannerClock({ ...running, phase: "podium" }, 20, 0)).toBe("");
  });

  it("counts caches and steps as one or many", () => {
    expect(cachesText(1)).toBe("1 cache left");
    expect(cachesText(0)).toBe("0 caches left");
    expect(wayText(7, 120)).toBe("120 steps northeast");
    expect(wayText(4, 1)).toBe("1 step west");
    expect(wayText(0, 0)).toBeUndefined();
  });

  it("tells of each wave, and of the crown in the last", () => {
    expect(waveText({ wave: 1, waves: 3 })).toBe("The hunt is on!");
    expect(waveText(running)).toBe("Wave 2 of 3: new caches to find.");
    expect(waveText({ wave: 3, waves: 3 })).toBe("The last wave: now there is a crown to find, too.");
    expect(waveText({ wave: 1, waves: 1 })).toBe("The hunt is on!");
  });

  it("invites with the time and the way", () => {
    expect(invitationText("The Governor's Silver", 90, { octant: 7, tiles: 120 })).toBe(
      "The Governor's Silver begins in 1 minute 30 seconds. Its zone is 120 steps northeast.",
    );
    expect(invitationText("Salt", 60, { octant: 0, tiles: 0 })).toBe(
      "Salt begins in 1 minute. You are in its zone.",
    );
  });
});
