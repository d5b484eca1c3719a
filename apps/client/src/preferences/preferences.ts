// The player's settings besides sound: keys, motion, vibration; and what they were taught. Remembered in local storage; a damaged value counts as
// absent.
import { createStore, useStore } from "zustand";
import { readJson, storedFields, writeJson } from "../session/browserStorage.ts";
import { firstKeyMap, type KeyMap, keyMapFrom } from "./keyMap.ts";

export interface Preferences {
  readonly keys: KeyMap;
  /** Undefined: as the system asks. */
  readonly reducedMotion: boolean | undefined;
  readonly vibration: boolean;
  /** The tutorial was played to its end, or skipped. */
  readonly tutorialDone: boolean;
  /** The player has found something in a hunt, or has hidden the guide. */
  readonly guideDone: boolean;
}

const KEY = "doubloon.settings";
const REDUCED_MOTION = "(prefers-reduced-motion: reduce)";

export const preferences = createStore<Preferences>()(() => ({
  keys: firstKeyMap,
  reducedMotion: undefined,
  vibration: true,
  tutorialDone: false,
  guideDone: false,
}));

export function usePreferences<T>(pick: (state: Preferences) => T): T {
  return useStore(preferences, pick);
}

/** Reads the stored settings, and stores every change from now on. */
export function rememberPreferences(storage: Storage | undefined): void {
  const { keys, reducedMotion, vibration, tutorialDone, guideDone } = storedFields(readJson(storage, KEY));
  preferences.setState({
    keys: keyMapFrom(storedFields(keys)),
    reducedMotion: typeof reducedMotion === "boolean" ? reducedMotion : undefined,
    vibration: vibration !== false,
    tutorialDone: tutorialDone === true,
    guideDone: guideDone === true,
  });
  preferences.subscribe((state) => {
    writeJson(storage, KEY, state);
    markMotion();
  });
  markMotion();
  if (typeof window !== "undefined") window.matchMedia(REDUCED_MOTION).addEventListener("change", markMotion);
}

/** Tells the style sheets. */
function markMotion(): void {
  if (typeof document !== "undefined")
    document.documentElement.classList.toggle("less-motion", isMotionReduced());
}

/** Whether the page is to move as little as it can: the player's word, or else the system's. */
export function isMotionReduced(
  { reducedMotion }: Pick<Preferences, "reducedMotion"> = preferences.getState(),
): boolean {
  return reducedMotion ?? (typeof window !== "undefined" && window.matchMedia(REDUCED_MOTION).matches);
}
