// Runs the tutorial: asks the server for the small chest, looks at the game a few times a second, and points at what is next.
import { FIRST_MARK } from "@doubloon/shared/hunt/marks";
import type { HuntRequest } from "@doubloon/shared/protocol/huntEvents";
import type { SeenLoot } from "@doubloon/shared/view/roomView";
import { createStore, useStore } from "zustand";
import { chartStore } from "../../hunting/chart/chartStore.ts";
import { huntStore } from "../../hunting/huntStore.ts";
import { preferences } from "../../preferences/preferences.ts";
import { hudStore } from "../hudStore.ts";
import { nextTutorial, noTutorial, type TutorialState } from "./tutorialSteps.ts";

export interface TutorialTarget {
  readonly tileX: number;
  readonly tileY: number;
}

export interface ShownTutorial extends TutorialState {
  /** The tile to go to. */
  readonly target: TutorialTarget | undefined;
}

export const tutorialStore = createStore<ShownTutorial>()(() => ({ ...noTutorial, target: undefined }));

export function useTutorial<T>(pick: (state: ShownTutorial) => T): T {
  return useStore(tutorialStore, pick);
}

const view = () => {
  const { hunter, readingsTaken } = huntStore.getState();
  return {
    score: hudStore.getState().standing.score,
    solo: hunter?.solo === "tutorial",
    readings: readingsTaken,
  };
};

/** Begins the tutorial. */
export function beginTutorial(request: (request: HuntRequest) => void, nowMs: number): void {
  tutorialStore.setState({ step: "coin", sinceMs: nowMs, first: view(), hadSolo: false, target: undefined });
  request({ type: "solo", act: "tutorial" });
}

/** Ends it before its end. */
export function skipTutorial(request: (request: HuntRequest) => void): void {
  // Always: the server's word that it has begun may still be on its way, and nobody joins a hunt while it is on.
  request({ type: "solo", act: "end" });
  tutorialStore.setState({ ...noTutorial, target: undefined });
  preferences.setState({ tutorialDone: true });
}

/** Whether the tutorial has the player's attention, or is about to: no hunt is joined meanwhile. */
export function isInTutorial(): boolean {
  const { step } = tutorialStore.getState();
  return step === "off" ? !preferences.getState().tutorialDone : step !== "invite";
}

/** Call a few times a second with the loot in view and the player's tile. */
export function updateTutorial(loot: Iterable<SeenLoot>, tileX: number, tileY: number, nowMs: number): void {
  const before = tutorialStore.getState();
  if (before.step === "off") return;
  const { target: old, ...state } = before;
  const next = nextTutorial(state, view(), nowMs);
  if (next.step === "off") preferences.setState({ tutorialDone: true });
  const target = next.step === "coin" ? nearestLoot(loot, tileX, tileY) : chartTarget(next);
  const sameTarget = target?.tileX === old?.tileX && target?.tileY === old?.tileY;
  if (next.step !== before.step || next.hadSolo !== before.hadSolo || !sameTarget)
    tutorialStore.setState({ ...next, target });
}

function nearestLoot(loot: Iterable<SeenLoot>, tileX: number, tileY: number): TutorialTarget | undefined {
  let nearest: TutorialTarget | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const one of loot) {
    if (one.kind >= FIRST_MARK) continue;
    const distance = Math.hypot(one.tileX - tileX, one.tileY - tileY);
    if (distance < least) {
      least = distance;
      nearest = { tileX: one.tileX, tileY: one.tileY };
    }
  }
  return nearest;
}

/** From the first reading on, the likeliest tile: walking there tells most, and in the end the chest is there. */
function chartTarget({ step, first }: TutorialState): TutorialTarget | undefined {
  const hasRead = step === "dig" || (step === "read" && view().readings > first.readings);
  return hasRead ? chartStore.getState().shade?.best : undefined;
}
