import { describe, expect, it } from "vitest";
import {
  INVITATION_MS,
  nextTutorial,
  noTutorial,
  SOLO_TIMEOUT_MS,
  type TutorialState,
  type TutorialView,
} from "./tutorialSteps.ts";

const view = (more: Partial<TutorialView> = {}): TutorialView => ({
  score: 0,
  solo: true,
  readings: 0,
  ...more,
});
const begun: TutorialState = { ...noTutorial, step: "coin", first: view({ solo: false }) };

function play(...looks: readonly (readonly [atMs: number, view: TutorialView])[]): TutorialState {
  return looks.reduce((state, [atMs, seen]) => nextTutorial(state, seen, atMs), begun);
}

describe("the tutorial", () => {
  it("goes from the coin over three readings and the chest to the invitation, and ends", () => {
    const steps: string[] = [];
    let state = begun;
    const looks: [number, TutorialView][] = [
      [1_000, view()],
      [7_000, view({ score: 1 })],
      [12_000, view({ score: 1, readings: 1 })],
      [17_000, view({ score: 1, readings: 2 })],
      [22_000, view({ score: 1, readings: 3 })],
      [40_000, view({ score: 26, readings: 3, solo: false })],
      [40_000 + INVITATION_MS, view({ score: 26, readings: 3, solo: false })],
    ];
    for (const [atMs, seen] of looks) {
      state = nextTutorial(state, seen, atMs);
      steps.push(state.step);
    }
    expect(steps).toEqual(["coin", "read", "read", "read", "dig", "invite", "off"]);
  });

  it("counts the readings of its own step only", () => {
    const first = view({ readings: 40 });
    const reading: TutorialState = { ...begun, step: "read", first, hadSolo: true };
    expect(nextTutorial(reading, view({ readings: 42 }), 0).step).toBe("read");
    expect(nextTutorial(reading, view({ readings: 43 }), 0).step).toBe("dig");
  });

  it("invites a player who is quicker than its steps", () => {
    expect(play([0, view()], [900, view({ solo: false, score: 25 })]).step).toBe("invite");
  });

  it("ends by itself if there is no chest for the player, and never before", () => {
    const without = view({ solo: false });
    expect(play([SOLO_TIMEOUT_MS - 1, without]).step).toBe("coin");
    expect(play([SOLO_TIMEOUT_MS, without]).step).toBe("off");
    expect(play([100, view()], [10 * SOLO_TIMEOUT_MS, view()]).step).toBe("coin");
  });

  it("stays off, and makes no new state without news", () => {
    expect(nextTutorial(noTutorial, view({ score: 9 }), 9)).toBe(noTutorial);
    const state = play([0, view()]);
    expect(nextTutorial(state, view(), 5_000)).toBe(state);
  });
});
