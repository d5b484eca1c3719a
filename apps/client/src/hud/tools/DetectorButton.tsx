// The detector: pressed or held it takes readings. Shows the last band as number, shape, colour and text, the charges, and a
// ring that closes while it cools down.
import { MAX_CHARGES, READING_COOLDOWN_TICKS, STAND_TICKS } from "@doubloon/shared/hunt/rules";
import { SHORT_SCALE } from "@doubloon/shared/hunt/shortDetector";
import { since32, TICK_MS } from "@doubloon/shared/time";
import { type CSSProperties, useState } from "react";
import {
  bandNumber,
  bandTexts,
  chargesAt,
  chargesText,
  detectorState,
  distanceText,
} from "../../hunting/detector.ts";
import { type HuntState, huntStore, useHunt } from "../../hunting/huntStore.ts";
import { keysText } from "../../preferences/keyMap.ts";
import { usePreferences } from "../../preferences/preferences.ts";
import type { Actions } from "../actions.ts";
import { BandShape } from "./BandShape.tsx";

/** What the detector says, in one line. */
export function detectorLine(state: HuntState): string {
  const { hunter, tick, listening, ownReading } = state;
  if (listening !== undefined) return "Stand still…";
  const detector = detectorState(hunter, tick);
  switch (detector.at) {
    case "silent":
      return "No signal";
    case "empty":
      return `Empty, ${detector.seconds} s`;
    default: {
      if (ownReading === undefined) return detector.at === "ready" ? "Ready" : `${detector.seconds} s`;
      return bandTexts[ownReading.band].name;
    }
  }
}

export function DetectorButton({ actions }: { readonly actions: Actions }) {
  const line = useHunt(detectorLine);
  const band = useHunt((state) => state.ownReading?.band);
  const charges = useHunt(({ hunter, tick }) =>
    hunter === undefined || tick === undefined ? 0 : chargesAt(hunter, tick),
  );
  const scale = useHunt((state) => (state.hunter?.solo === "tutorial" ? SHORT_SCALE : 1));
  const at = useHunt((state) => detectorState(state.hunter, state.tick).at);
  const listening = useHunt((state) => state.listening);
  const cooling = useHunt((state) => state.hunter?.readingFrom);
  const keys = usePreferences((state) => state.keys.read);
  const distance = band === undefined ? "" : `, ${distanceText(band, scale)}`;
  const meaning = band === undefined ? "" : `${bandTexts[band].name}${distance}. `;
  const number = band === undefined ? "" : `, ${bandNumber(band)} of ${bandTexts.length}`;
  return (
    <div className="tool-slot">
      <button
        type="button"
        className={`panel tool tool-detector tool-${at}${listening === undefined ? "" : " tool-listening"}`}
        data-testid="detector"
        data-state={listening === undefined ? at : "listening"}
        data-band={band}
        aria-label={`Read the detector: ${line}${number}${distance}, ${chargesText(charges)}`}
        title={`${meaning}Read the detector (${keysText(keys)}). Stand still for it.`}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          actions.read(true);
        }}
        onContextMenu={(event) => event.preventDefault()}
        onPointerUp={() => actions.read(false)}
        onPointerCancel={() => actions.read(false)}
        onLostPointerCapture={() => actions.read(false)}
        onClick={(event) => {
          // A click without a pointer comes from the keyboard or from a screen reader.
          if (event.detail !== 0) return;
          actions.read(true);
          actions.read(false);
        }}
      >
        <BandShape band={band} size={52} />
        {at === "cooling" && <Ring key={cooling} />}
        {listening !== undefined && <Ring key={`listen${listening}`} ticks={STAND_TICKS} filling />}
      </button>
      <span className="tool-text" data-testid="detector-text">
        {line}
      </span>
      <span className="charges" aria-hidden="true" data-testid="charges" data-charges={charges}>
        {Array.from({ length: MAX_CHARGES }, (_, i) => (
          <i key={i} className={i < charges ? "charge charge-full" : "charge"} />
        ))}
      </span>
      <span className="unseen" role="status" aria-live="polite">
        {band !== undefined && listening === undefined && `${bandTexts[band].name}${distance}`}
      </span>
    </div>
  );
}

/** A ring that runs once around the button, by CSS alone. Give it a new key to start it anew. */
function Ring({ ticks, filling = false }: { readonly ticks?: number; readonly filling?: boolean }) {
  const [lengthMs] = useState(() => (ticks ?? coolingTicks(huntStore.getState())) * TICK_MS);
  const style = { "--ring-ms": `${Math.round(lengthMs)}ms` } as CSSProperties;
  return (
    <svg
      className={filling ? "ring ring-filling" : "ring"}
      viewBox="0 0 100 100"
      style={style}
      aria-hidden="true"
    >
      <circle cx="50" cy="50" r="46" pathLength="100" />
    </svg>
  );
}

function coolingTicks({ hunter, tick }: HuntState): number {
  if (hunter === undefined || tick === undefined) return 0;
  return Math.min(READING_COOLDOWN_TICKS, Math.max(0, since32(hunter.readingFrom, tick)));
}
