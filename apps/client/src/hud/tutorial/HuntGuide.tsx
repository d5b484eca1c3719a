// The guide's line under the banner: what a reading means and what comes next.
import { bandTexts, distanceText } from "../../hunting/detector.ts";
import { useHunt } from "../../hunting/huntStore.ts";
import { octantNames } from "../../hunting/zoneWay.ts";
import { type KeyMap, keysText } from "../../preferences/keyMap.ts";
import { usePreferences } from "../../preferences/preferences.ts";
import { CloseButton } from "../CloseButton.tsx";
import { endGuide, useGuide } from "./guide.ts";
import type { GuideStep } from "./guideSteps.ts";
import { isTouchScreen } from "./isTouchScreen.ts";

export function HuntGuide() {
  const step = useGuide((state) => state.step);
  const keys = usePreferences((state) => state.keys);
  const band = useHunt((state) => state.ownReading?.band);
  if (step.at === "off") return null;
  return (
    <section className="panel tutorial guide" aria-label="What to do" data-testid="guide" data-step={step.at}>
      <p aria-live="polite">{guideText(step, band, isTouchScreen() ? undefined : keys)}</p>
      <CloseButton label="Hide what to do" testId="guide-close" onClick={endGuide} />
    </section>
  );
}

/** The line of a step. `band` is the last reading; `keys` is undefined on a touch screen. */
export function guideText(step: GuideStep, band: number | undefined, keys: KeyMap | undefined): string {
  const key = (action: "read" | "dig" | "clues" | "map", touch: string): string =>
    keys === undefined ? touch : `press ${keysText(keys[action].slice(0, 1))}`;
  const read = band === undefined ? "" : `${bandTexts[band].name}: ${distanceText(band)}. `;
  switch (step.at) {
    case "off":
      return "";
    case "wait":
      return "You are in. When the hunt begins, your detector finds a cache's signal.";
    case "silent":
      return "No signal: every cache of this wave is found. The next wave brings new ones.";
    case "read":
      return `Stand still and ${key("read", "tap the detector")}: ${keys === undefined ? "it" : "the detector"} says how far away your cache is.`;
    case "clue":
      return `${read}There is a clue to your cache: ${key("clues", "tap the note")}.`;
    case "again":
      return `${read}Walk on and read again: the map turns red where your cache may lie.`;
    case "walk":
      return `The map is darkest ${octantNames[step.octant]} of here. Walk there, and read on the way.`;
    case "dig":
      return `Your cache may lie right here: ${key("dig", "tap the spade")}. Nothing? Dig beside the hole, or read again.`;
  }
}
