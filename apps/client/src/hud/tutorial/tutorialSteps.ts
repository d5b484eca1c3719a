// The tutorial's steps and what moves them on. Pure: the state goes in, the next step comes out.

export const READINGS_WANTED = 3;
/** The invitation stays this long, in ms. */
export const INVITATION_MS = 14_000;
/** Without a cache of one's own by then, the tutorial ends: the player is in a hunt, or has dug theirs before. */
export const SOLO_TIMEOUT_MS = 20_000;

export type TutorialStep = "off" | "coin" | "read" | "dig" | "invite";

export interface TutorialView {
  readonly score: number;
  /** Whether the cache of the tutorial is there. */
  readonly solo: boolean;
  readonly readings: number;
}

export interface TutorialState {
  readonly step: TutorialStep;
  /** When the step began, in ms. */
  readonly sinceMs: number;
  /** What was seen when the step began. */
  readonly first: TutorialView;
  /** Whether the cache of the tutorial was ever there. */
  readonly hadSolo: boolean;
}

export const noTutorial: TutorialState = {
  step: "off",
  sinceMs: 0,
  first: { score: 0, solo: false, readings: 0 },
  hadSolo: false,
};

/** The state after a look at the game. Returns the same object if nothing has changed. */
export function nextTutorial(state: TutorialState, view: TutorialView, nowMs: number): TutorialState {
  if (state.step === "off") return state;
  const hadSolo = state.hadSolo || view.solo;
  const to = (step: TutorialStep): TutorialState => ({ step, sinceMs: nowMs, first: view, hadSolo });
  // The chest was dug up, in whatever step: those who are quick need no lessons.
  if (hadSolo && !view.solo && state.step !== "invite") return to("invite");
  switch (state.step) {
    case "coin":
      if (view.score > state.first.score) return to(hadSolo ? "read" : "invite");
      break;
    case "read":
      if (view.readings - state.first.readings >= READINGS_WANTED) return to("dig");
      break;
    case "invite":
      if (nowMs - state.sinceMs >= INVITATION_MS) return to("off");
      break;
  }
  if (!hadSolo && state.step !== "invite" && nowMs - state.sinceMs >= SOLO_TIMEOUT_MS) return to("off");
  return hadSolo === state.hadSolo ? state : { ...state, hadSolo };
}
