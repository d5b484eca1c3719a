// Hunts and hunters for tests of the page.
import type { Tick } from "@doubloon/shared/ids";
import type { HunterState, HuntSummary } from "@doubloon/shared/protocol/huntEvents";

export const tick = (count: number): Tick => count as Tick;

export function huntSummary(more: Partial<HuntSummary> = {}): HuntSummary {
  return {
    hunt: 12,
    title: "The Governor's Silver",
    kind: "hunt",
    phase: "running",
    paused: false,
    zone: { x: 100, y: 100, width: 96, height: 96 },
    wave: 1,
    waves: 3,
    phaseEnds: tick(3_000),
    ends: tick(9_000),
    caches: 12,
    cachesLeft: 12,
    hunters: 1,
    commitment: "00",
    ...more,
  };
}

export function hunterState(more: Partial<HunterState> = {}): HunterState {
  return {
    hunt: 12,
    points: 0,
    finds: 0,
    rank: 1,
    of: 1,
    charges: 12,
    nextCharge: tick(0),
    readingFrom: tick(0),
    retuneFrom: tick(0),
    thread: 7,
    tool: 0,
    toolUntil: tick(0),
    toolFrom: tick(0),
    ...more,
  };
}
