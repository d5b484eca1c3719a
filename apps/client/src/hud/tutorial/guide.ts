// Runs the guide: looks at the hunt a few times a second and says what comes next, until the player has found something in a hunt.
import { createStore, useStore } from "zustand";
import { chartStore } from "../../hunting/chart/chartStore.ts";
import { huntStore, ownClues, ownHunt } from "../../hunting/huntStore.ts";
import { preferences } from "../../preferences/preferences.ts";
import { panelStore } from "../panelStore.ts";
import { type GuideStep, guideStep, isSameStep } from "./guideSteps.ts";
import { tutorialStore } from "./tutorial.ts";

interface ShownGuide {
  readonly step: GuideStep;
  /** The hunt whose clues the player has looked at last; 0 for none. */
  readonly cluesSeenIn: number;
}

export const guideStore = createStore<ShownGuide>()(() => ({ step: { at: "off" }, cluesSeenIn: 0 }));

export function useGuide<T>(pick: (state: ShownGuide) => T): T {
  return useStore(guideStore, pick);
}

/** The player needs no guide, or wants none. */
export function endGuide(): void {
  guideStore.setState({ step: { at: "off" } });
  preferences.setState({ guideDone: true });
}

/** Call a few times a second with the player's tile. */
export function updateGuide(tileX: number, tileY: number): void {
  if (preferences.getState().guideDone) return;
  const state = huntStore.getState();
  const { hunter, readings } = state;
  const hunt = ownHunt(state);
  if (hunt !== undefined && hunter !== undefined && hunter.finds > 0) {
    endGuide();
    return;
  }
  const before = guideStore.getState();
  const clues = ownClues(state).length;
  const looks = hunt !== undefined && clues > 0 && panelStore.getState().open === "clues";
  const cluesSeenIn = looks ? hunt.hunt : before.cluesSeenIn;
  // The tutorial speaks first.
  const isTaught = tutorialStore.getState().step !== "off";
  const step: GuideStep = isTaught
    ? { at: "off" }
    : guideStep({
        hunt,
        hunter,
        readings: readings.length,
        clues,
        cluesSeen: cluesSeenIn === hunt?.hunt,
        best: chartStore.getState().shade?.best,
        tileX,
        tileY,
      });
  if (cluesSeenIn !== before.cluesSeenIn || !isSameStep(step, before.step))
    guideStore.setState({ step, cluesSeenIn });
}
