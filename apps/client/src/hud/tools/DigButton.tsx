// The dig button beside the thumb: digs where the player stands, or stops digging. Shows what the spade does now.
import { Pose } from "@doubloon/shared/hunt/pose";
import { useHunt } from "../../hunting/huntStore.ts";
import { keysText } from "../../preferences/keyMap.ts";
import { usePreferences } from "../../preferences/preferences.ts";
import type { Actions } from "../actions.ts";

/** What a pose means for the dig button. */
export function digLabel(pose: number | undefined): string {
  if (pose === Pose.probing) return "Digging…";
  if (pose === Pose.unearthing) return "A chest!";
  if (pose === Pose.held) return "Held!";
  return "Dig";
}

export function DigButton({ actions }: { readonly actions: Actions }) {
  const label = useHunt((state) => digLabel(state.pose));
  const keys = usePreferences((state) => state.keys.dig);
  const digging = label !== "Dig";
  return (
    <div className="tool-slot">
      <button
        type="button"
        className={`panel tool tool-dig${digging ? " tool-busy" : ""}`}
        data-testid="dig"
        data-digging={digging}
        aria-pressed={digging}
        aria-label={digging ? `${label} Stop digging` : "Dig here"}
        title={`Dig (${keysText(keys)})`}
        onClick={actions.dig}
      >
        <svg viewBox="0 0 24 24" width="40" height="40" aria-hidden="true">
          <path
            d="M20 4l-7.6 7.6M17.6 2.6l3.8 3.8M12.4 11.6L9 8.2 3.6 13.6c-1.4 1.4-1.5 4.6-1.2 6.4.1.9.7 1.5 1.6 1.6 1.8.3 5 .2 6.4-1.2L15.8 15l-3.4-3.4z"
            fill="none"
            stroke="currentColor"
            strokeWidth="2"
            strokeLinejoin="round"
            strokeLinecap="round"
          />
        </svg>
      </button>
      <span className="tool-text">{label}</span>
    </div>
  );
}
