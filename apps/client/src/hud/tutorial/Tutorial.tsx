// The tutorial's line and its pulsing target. Begins by itself for a player who has not seen it.
import { SHORT_SCALE } from "@doubloon/shared/hunt/shortDetector";
import { useEffect, useRef } from "react";
import { bandTexts, distanceText } from "../../hunting/detector.ts";
import { shownHunt, useHunt } from "../../hunting/huntStore.ts";
import { secondsUntil } from "../../hunting/huntTimes.ts";
import { keysText } from "../../preferences/keyMap.ts";
import { usePreferences } from "../../preferences/preferences.ts";
import type { Actions } from "../actions.ts";
import { invitationText } from "../hunt/bannerText.ts";
import { isTouchScreen } from "./isTouchScreen.ts";
import { beginTutorial, dropTutorial, skipTutorial, useTutorial } from "./tutorial.ts";
import { READINGS_WANTED } from "./tutorialSteps.ts";

export function Tutorial({ actions }: { readonly actions: Actions }) {
  const step = useTutorial((state) => state.step);
  const done = usePreferences((state) => state.tutorialDone);
  const known = useHunt((state) => state.hunter !== undefined);
  useEffect(() => {
    if (!done && known) beginTutorial(actions.hunting, performance.now());
  }, [done, known, actions]);
  useEffect(() => dropTutorial, []);
  if (step === "off") return null;
  return (
    <>
      <TargetMarker actions={actions} />
      <section className="panel tutorial" aria-label="How to play" data-testid="tutorial" data-step={step}>
        <p aria-live="polite">
          <StepText />
        </p>
        <button
          type="button"
          className="plain"
          data-testid="tutorial-skip"
          onClick={() => skipTutorial(actions.hunting)}
        >
          {step === "invite" ? "Close" : "Skip"}
        </button>
      </section>
    </>
  );
}

function StepText() {
  const step = useTutorial((state) => state.step);
  const before = useTutorial((state) => state.first.readings);
  const taken = useHunt((state) => state.readingsTaken) - before;
  const band = useHunt((state) => state.ownReading?.band);
  const reading = band === undefined ? "" : `${bandTexts[band].name}: ${distanceText(band, SHORT_SCALE)}. `;
  const keys = usePreferences((state) => state.keys);
  const touch = isTouchScreen();
  const walkKeys = [keys.north, keys.west, keys.south, keys.east]
    .map((own) => keysText(own.slice(0, 1)))
    .join(" ");
  switch (step) {
    case "coin":
      return touch
        ? "Tap the treasure in the ring to walk there."
        : `Walk to the treasure in the ring: click it, or use the keys ${walkKeys}.`;
    case "read":
      return taken === 0
        ? `Stand still and ${touch ? "tap the detector" : `press ${keysText(keys.read)}`}. A chest is buried nearby.`
        : `${reading}${Math.max(0, taken)} of ${READINGS_WANTED} readings. Go to the ring and read again.`;
    case "dig":
      return `Go to the ring and dig: ${touch ? "tap the spade" : keysText(keys.dig)}. Nothing there? Read once more.`;
    default:
      return <Invitation />;
  }
}

function Invitation() {
  const hunt = useHunt(shownHunt);
  const way = useHunt((state) => state.way);
  const seconds = useHunt(({ tick }) =>
    hunt === undefined || tick === undefined ? 0 : secondsUntil(hunt.phaseEnds, tick),
  );
  const next = useHunt((state) => state.next);
  if (hunt === undefined)
    return `Well done. Until ${next?.title ?? "the next hunt"}, look for today's cache: open the clues.`;
  if (hunt.phase !== "announced") return `Well done. ${hunt.title} is on: go and join in.`;
  return `Well done. ${invitationText(hunt.title, seconds, way ?? { octant: 0, tiles: 0 })}`;
}

/** A ring over the target's tile, or an arrow at the screen's edge towards it. Moved without React. */
function TargetMarker({ actions }: { readonly actions: Actions }) {
  const target = useTutorial((state) => state.target);
  const ring = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (target === undefined) return;
    let request = 0;
    const move = (): void => {
      request = requestAnimationFrame(move);
      const element = ring.current;
      const at = actions.pageOf(target.tileX, target.tileY);
      if (element === null) return;
      element.hidden = at === undefined;
      if (at === undefined) return;
      const { innerWidth, innerHeight } = window;
      const edges = innerHeight < LOW_PX ? LOW_EDGES_PX : EDGES_PX;
      const x = Math.min(Math.max(at.x, edges.left), innerWidth - edges.right);
      const y = Math.min(Math.max(at.y, edges.top), innerHeight - edges.bottom);
      element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
      const isAway = x !== at.x || y !== at.y;
      element.classList.toggle("target-away", isAway);
      if (isAway) element.style.setProperty("--toward", `${Math.atan2(at.y - y, at.x - x)}rad`);
    };
    move();
    return () => cancelAnimationFrame(request);
  }, [target, actions]);
  return target === undefined ? null : (
    <div
      ref={ring}
      className="target"
      aria-hidden="true"
      data-testid="tutorial-target"
      data-x={target.tileX}
      data-y={target.tileY}
      hidden
    >
      <i />
    </div>
  );
}

/** The marker stays this far from the screen's edges, clear of the HUD. */
const EDGES_PX = { left: 44, right: 44, top: 130, bottom: 250 };
/** On a lower screen, such as a phone's on its side, the HUD lies left and right. */
const LOW_PX = 561;
const LOW_EDGES_PX = { left: 200, right: 200, top: 130, bottom: 36 };
