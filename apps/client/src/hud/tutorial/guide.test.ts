import { beforeEach, describe, expect, it } from "vitest";
import { chartStore, firstChart } from "../../hunting/chart/chartStore.ts";
import { firstHuntState, huntStore } from "../../hunting/huntStore.ts";
import { firstKeyMap } from "../../preferences/keyMap.ts";
import { preferences } from "../../preferences/preferences.ts";
import { hunterState, huntSummary, tick } from "../../testing/hunts.ts";
import { panelStore } from "../panelStore.ts";
import { guideStore, updateGuide } from "./guide.ts";
import { type GuideView, guideStep } from "./guideSteps.ts";
import { guideText } from "./HuntGuide.tsx";
import { tutorialStore } from "./tutorial.ts";
import { noTutorial } from "./tutorialSteps.ts";

const view = (more: Partial<GuideView> = {}): GuideView => ({
  hunt: huntSummary(),
  hunter: hunterState(),
  readings: 0,
  clues: 0,
  cluesSeen: false,
  best: undefined,
  tileX: 120,
  tileY: 120,
  ...more,
});
const step = (more: Partial<GuideView>) => guideStep(view(more));

describe("the guide", () => {
  it("says nothing outside a hunt, in a pause, and on the podium", () => {
    expect(step({ hunt: undefined })).toEqual({ at: "off" });
    expect(step({ hunter: undefined })).toEqual({ at: "off" });
    expect(step({ hunt: huntSummary({ paused: true }) })).toEqual({ at: "off" });
    expect(step({ hunt: huntSummary({ phase: "podium" }) })).toEqual({ at: "off" });
  });

  it("goes from waiting over readings and a clue to the dark part of the chart, and digs there", () => {
    expect(step({ hunt: huntSummary({ phase: "announced" }) })).toEqual({ at: "wait" });
    expect(step({})).toEqual({ at: "read" });
    expect(step({ readings: 1, clues: 1 })).toEqual({ at: "clue" });
    expect(step({ readings: 1, clues: 1, cluesSeen: true })).toEqual({ at: "again" });
    const best = { tileX: 130, tileY: 110 };
    expect(step({ readings: 3, best })).toEqual({ at: "walk", octant: 7 });
    expect(step({ readings: 3, best, tileX: 128, tileY: 112 })).toEqual({ at: "dig" });
    expect(step({ readings: 3 })).toEqual({ at: "again" });
    // Clues are a help, and no condition.
    expect(step({ readings: 3, best, clues: 1 })).toEqual({ at: "walk", octant: 7 });
  });

  it("waits for the next wave while no cache is left, and falls silent in the last one", () => {
    const hunter = hunterState({ thread: 0 });
    expect(step({ hunter })).toEqual({ at: "silent" });
    expect(step({ hunter, hunt: huntSummary({ wave: 3 }) })).toEqual({ at: "off" });
  });

  it("says what a reading means, and names keys only where there are some", () => {
    expect(guideText({ at: "again" }, 1, firstKeyMap)).toBe(
      "Hot: about 8 to 16 steps away. Walk on and read again: the map turns red where your cache may lie.",
    );
    expect(guideText({ at: "read" }, undefined, firstKeyMap)).toBe(
      "Stand still and press R: the detector says how far away your cache is.",
    );
    expect(guideText({ at: "read" }, undefined, undefined)).toContain("tap the detector");
    expect(guideText({ at: "walk", octant: 7 }, 1, undefined)).toContain("darkest northeast of here");
  });
});

describe("the guide's watch", () => {
  beforeEach(() => {
    huntStore.setState({ ...firstHuntState, hunts: [huntSummary()], hunter: hunterState() });
    chartStore.setState(firstChart);
    tutorialStore.setState(noTutorial);
    preferences.setState({ guideDone: false });
    panelStore.setState({ open: undefined });
    guideStore.setState({ step: { at: "off" }, cluesSeenIn: 0 });
  });
  const shown = () => guideStore.getState().step.at;

  it("lets the tutorial speak first", () => {
    tutorialStore.setState({ step: "coin" });
    updateGuide(120, 120);
    expect(shown()).toBe("off");
    tutorialStore.setState({ step: "off" });
    updateGuide(120, 120);
    expect(shown()).toBe("read");
  });

  it("speaks of clues until they were looked at once in a hunt", () => {
    huntStore.setState({
      readings: [{ thread: 7, tick: tick(1), cellX: 1, cellY: 1, band: 2 }],
      clues: [{ kind: "riddle", hunt: 12, thread: 7, wave: 0, lines: ["Dig."] }],
    });
    updateGuide(120, 120);
    expect(shown()).toBe("clue");
    panelStore.setState({ open: "clues" });
    updateGuide(120, 120);
    panelStore.setState({ open: undefined });
    updateGuide(120, 120);
    expect(shown()).toBe("again");
  });

  it("ends for good with the first find in a hunt", () => {
    updateGuide(120, 120);
    huntStore.setState({ hunter: hunterState({ finds: 1 }) });
    updateGuide(120, 120);
    expect(shown()).toBe("off");
    expect(preferences.getState().guideDone).toBe(true);
  });
});
