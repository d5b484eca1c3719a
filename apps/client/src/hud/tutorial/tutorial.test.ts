import type { Ground } from "@doubloon/shared/movement";
import type { SeenLoot } from "@doubloon/shared/view/roomView";
import { beforeEach, expect, it } from "vitest";
import { firstHuntState, huntStore } from "../../hunting/huntStore.ts";
import { hunterState } from "../../testing/hunts.ts";
import {
  beginTutorial,
  dropTutorial,
  type TutorialSight,
  tutorialStore,
  updateTutorial,
} from "./tutorial.ts";
import { SOLO_TIMEOUT_MS } from "./tutorialSteps.ts";

/** Water from the north down to row 20. */
const ground: Ground = { blockedAt: (x, y) => x === 12 && y <= 20 };
const piece = (tileX: number, tileY: number, kind = 1): SeenLoot => ({ kind, tileX, tileY });
const sight = (loot: readonly SeenLoot[], tileX = 10, tileY = 10): TutorialSight => ({
  loot,
  ground,
  tileX,
  tileY,
});
const target = () => tutorialStore.getState().target;

beforeEach(() => {
  huntStore.setState({ ...firstHuntState, hunter: hunterState({ hunt: 0 }) });
  dropTutorial();
  beginTutorial(() => undefined, 0);
});

it("points at the treasure with the shortest way, not at what lies behind water, nor at a glint or a hole", () => {
  updateTutorial(sight([piece(13, 10), piece(10, 15), piece(10, 11, 244)]), 100);
  expect(target()).toEqual({ tileX: 10, tileY: 15 });
  updateTutorial(sight([piece(13, 10)]), 200);
  expect(target()).toEqual({ tileX: 13, tileY: 10 });
  updateTutorial(sight([piece(40, 10)]), 300);
  expect(target()).toBeUndefined();
});

it("points at nothing else while the award for the treasure is on its way, and then goes on", () => {
  updateTutorial(sight([piece(10, 12), piece(10, 18)]), 100);
  expect(target()).toEqual({ tileX: 10, tileY: 12 });
  updateTutorial(sight([piece(10, 18)], 10, 11), 350);
  expect(target()).toBeUndefined();
  updateTutorial(sight([piece(10, 18)], 10, 12), 1_100);
  expect(target()).toBeUndefined();
  // Somebody else had taken it.
  updateTutorial(sight([piece(10, 18)], 10, 12), 2_600);
  expect(target()).toEqual({ tileX: 10, tileY: 18 });
});

it("points at the next treasure at once if another player took the first", () => {
  updateTutorial(sight([piece(10, 14), piece(10, 18)]), 100);
  updateTutorial(sight([piece(10, 18)]), 350);
  expect(target()).toEqual({ tileX: 10, tileY: 18 });
});

it("goes on after a new connection while the server has the chest, and begins anew if it has not", () => {
  let asked = 0;
  const begin = () => beginTutorial(() => asked++, 9_000);
  tutorialStore.setState({ step: "dig", hadSolo: true });
  huntStore.setState({ hunter: hunterState({ hunt: 0, solo: "tutorial" }) });
  begin();
  expect(tutorialStore.getState().step).toBe("dig");
  expect(asked).toBe(0);
  huntStore.setState({ hunter: hunterState({ hunt: 0 }) });
  begin();
  expect(tutorialStore.getState()).toMatchObject({ step: "coin", hadSolo: false });
  expect(asked).toBe(1);
  // Until the new connection has told of the player, nothing is over.
  tutorialStore.setState({ step: "dig", hadSolo: true });
  huntStore.setState({ hunter: undefined });
  updateTutorial(sight([]), 9_500);
  expect(tutorialStore.getState().step).toBe("dig");
  // The chest is dug up; only the invitation is still shown.
  tutorialStore.setState({ step: "invite" });
  begin();
  expect(asked).toBe(1);
});

it("gives the chest up after SOLO_TIMEOUT_MS of looking for it, not because the page stood still for so long", () => {
  updateTutorial(sight([]), SOLO_TIMEOUT_MS);
  expect(tutorialStore.getState().step).toBe("coin");
  for (let nowMs = SOLO_TIMEOUT_MS; nowMs <= 2 * SOLO_TIMEOUT_MS; nowMs += 250)
    updateTutorial(sight([]), nowMs);
  expect(tutorialStore.getState().step).toBe("off");
});
