// The tool that the player carries, and whether it can be used. Without a tool there is no button.
import { Tool } from "@doubloon/shared/hunt/rules";
import type { Tick } from "@doubloon/shared/ids";
import type { HunterState } from "@doubloon/shared/protocol/huntEvents";
import { since32 } from "@doubloon/shared/time";
import { useHunt } from "../../hunting/huntStore.ts";
import { secondsUntil } from "../../hunting/huntTimes.ts";
import { keysText } from "../../preferences/keyMap.ts";
import { usePreferences } from "../../preferences/preferences.ts";
import type { Actions } from "../actions.ts";

const names: Readonly<Record<Tool, string>> = {
  [Tool.none]: "",
  [Tool.boots]: "Boots",
  [Tool.spade]: "Spade",
  [Tool.lantern]: "Lantern",
};
const pictures: Readonly<Record<Tool, string>> = {
  [Tool.none]: "",
  [Tool.boots]: "M8 3v10l-3 3v4h15v-2c0-2-2-3-4-3.5l-2-1V3zM8 7h6",
  [Tool.spade]: "M12 2v10M9 2h6M7 12h10v4c0 3-3 5-5 6-2-1-5-3-5-6z",
  [Tool.lantern]: "M9 6a3 3 0 0 1 6 0M8 8h8l1 3v7l-2 3H9l-2-3v-7zM12 12v5",
};

/** What the tool does now, in a word or two. */
export function toolText(hunter: HunterState | undefined, tick: Tick | undefined): string {
  if (hunter === undefined || tick === undefined || hunter.tool === Tool.none) return "";
  if (hunter.tool !== Tool.boots) return names[hunter.tool];
  if (since32(hunter.toolUntil, tick) > 0) return `Runs ${secondsUntil(hunter.toolUntil, tick)} s`;
  if (since32(hunter.toolFrom, tick) > 0) return `Rests ${secondsUntil(hunter.toolFrom, tick)} s`;
  return "Boots ready";
}

export function ToolButton({ actions }: { readonly actions: Actions }) {
  const tool = useHunt((state) => state.hunter?.tool ?? Tool.none);
  const text = useHunt((state) => toolText(state.hunter, state.tick));
  const keys = usePreferences((state) => state.keys.tool);
  if (tool === Tool.none) return null;
  // Spade and lantern work by being carried.
  const usable = tool === Tool.boots;
  return (
    <div className="tool-slot">
      <button
        type="button"
        className="panel tool tool-small"
        data-testid="tool"
        data-tool={names[tool]}
        aria-label={usable ? `Use the boots: ${text}` : `${text}, works while you carry it`}
        aria-disabled={!usable}
        title={usable ? `Use the boots (${keysText(keys)})` : text}
        onClick={() => usable && actions.hunting({ type: "useTool" })}
      >
        <svg viewBox="0 0 24 24" width="26" height="26" aria-hidden="true">
          <path d={pictures[tool]} fill="none" stroke="currentColor" strokeWidth="2" strokeLinejoin="round" />
        </svg>
      </button>
      <span className="tool-text">{text}</span>
    </div>
  );
}
