// Runs the tutorial: asks the server for the small chest, looks at the game a few times a second, and points at what is next.
import { FIRST_MARK } from "@doubloon/shared/hunt/marks";
import { NO_WAY, stepsFrom } from "@doubloon/shared/hunt/stepsFrom";
import type { Ground } from "@doubloon/shared/movement";
import type { HuntRequest } from "@doubloon/shared/protocol/huntEvents";
import type { SeenLoot } from "@doubloon/shared/view/roomView";
import { createStore, useStore } from "zustand";
import { chartStore } from "../../hunting/chart/chartStore.ts";
import { huntStore } from "../../hunting/huntStore.ts";
import { preferences } from "../../preferences/preferences.ts";
import { hudStore } from "../hudStore.ts";
import { nextTutorial, noTutorial, type TutorialState } from "./tutorialSteps.ts";

/** An award comes within this time of the find: it waits for the world's save, twice a second. In ms. */
const AWARD_MS = 2_000;
/** The tutorial's clock advances by this at most between two looks, in ms. */
const MAX_LOOK_MS = 500;
/** Loot farther away than this on either axis is no target. */
const SIGHT_TILES = 20;

export interface TutorialTarget {
  readonly tileX: number;
  readonly tileY: number;
}

export interface ShownTutorial extends TutorialState {
  /** The tile to go to. */
  readonly target: TutorialTarget | undefined;
  /** Until then nothing is pointed at: the player seems to have the piece, but the server has not said so yet. In ms. */
  readonly quietUntilMs: number;
}

export const tutorialStore = createStore<ShownTutorial>()(() => ({
  ...noTutorial,
  target: undefined,
  quietUntilMs: 0,
}));

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

/** The tutorial's clock, in ms: it stands while the page is hidden, or too busy to look. */
let clockMs = 0;
let lookedMs = 0;

/** Begins the tutorial. After a new connection it goes on where it was: the server still has the player's chest. */
export function beginTutorial(request: (request: HuntRequest) => void, nowMs: number): void {
  const { step } = tutorialStore.getState();
  if (step === "invite" || (step !== "off" && view().solo)) return;
  lookedMs = nowMs;
  const begun = { step: "coin", sinceMs: clockMs, first: view(), hadSolo: false } as const;
  tutorialStore.setState({ ...begun, target: undefined, quietUntilMs: 0 });
  request({ type: "solo", act: "tutorial" });
}

/** Ends it without a word to the server: the session is over. */
export function dropTutorial(): void {
  tutorialStore.setState({ ...noTutorial, target: undefined, quietUntilMs: 0 });
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

/** What the player sees around them. */
export interface TutorialSight {
  readonly loot: readonly SeenLoot[];
  readonly ground: Ground;
  /** The player's tile. */
  readonly tileX: number;
  readonly tileY: number;
}

/** Call a few times a second. */
export function updateTutorial(sight: TutorialSight, nowMs: number): void {
  const before = tutorialStore.getState();
  clockMs += Math.min(MAX_LOOK_MS, Math.max(0, nowMs - lookedMs));
  lookedMs = nowMs;
  // A new connection has not told yet whether the chest is still there.
  if (before.step === "off" || huntStore.getState().hunter === undefined) return;
  const { target: old, quietUntilMs, ...state } = before;
  const next = nextTutorial(state, view(), clockMs);
  if (next.step === "off") preferences.setState({ tutorialDone: true });
  const quiet = isJustTaken(sight, before) ? nowMs + AWARD_MS : quietUntilMs;
  const pointsAtLoot = next.step === "coin" && nowMs >= quiet;
  const target = pointsAtLoot ? nearestLoot(sight) : chartTarget(next);
  const sameTarget = target?.tileX === old?.tileX && target?.tileY === old?.tileY;
  if (next.step !== before.step || next.hadSolo !== before.hadSolo || !sameTarget)
    tutorialStore.setState({ ...next, target, quietUntilMs: quiet });
}

/** Whether the piece that was pointed at is gone while the player stands beside its tile. */
function isJustTaken({ loot, tileX, tileY }: TutorialSight, { step, target }: ShownTutorial): boolean {
  if (step !== "coin" || target === undefined) return false;
  if (Math.max(Math.abs(target.tileX - tileX), Math.abs(target.tileY - tileY)) > 1) return false;
  for (const one of loot) if (one.tileX === target.tileX && one.tileY === target.tileY) return false;
  return true;
}

/** The piece with the shortest way to it: one behind water would lead a newcomer to a shore. */
function nearestLoot({ loot, ground, tileX, tileY }: TutorialSight): TutorialTarget | undefined {
  const side = 2 * SIGHT_TILES + 1;
  const area = { x: tileX - SIGHT_TILES, y: tileY - SIGHT_TILES, width: side, height: side };
  const steps = stepsFrom(area, tileX, tileY, NO_WAY - 1, (x, y) => !ground.blockedAt(x, y));
  let nearest: TutorialTarget | undefined;
  let least = NO_WAY;
  for (const one of loot) {
    const x = one.tileX - area.x;
    const y = one.tileY - area.y;
    if (one.kind >= FIRST_MARK || x < 0 || y < 0 || x >= side || y >= side) continue;
    const far = steps[y * side + x];
    if (far >= least) continue;
    least = far;
    nearest = { tileX: one.tileX, tileY: one.tileY };
  }
  return nearest;
}

/** From the first reading on, the likeliest tile: walking there tells most, and in the end the chest is there. */
function chartTarget({ step, first }: TutorialState): TutorialTarget | undefined {
  const hasRead = step === "dig" || (step === "read" && view().readings > first.readings);
  return hasRead ? chartStore.getState().shade?.best : undefined;
}
