// A round button that opens and closes one of the HUD's panels.
import { keysText } from "../../preferences/keyMap.ts";
import { usePreferences } from "../../preferences/preferences.ts";
import { type PanelName, togglePanel, usePanels } from "../panelStore.ts";

const pictures: Readonly<Record<PanelName, string>> = {
  clues: "M5 4l14-1 1 17-8-1-7 1zM8 8h7M8 12h8M8 16h5",
  emotes: "M4 5h16v11h-8l-5 4v-4H4zM9 10h.01M15 10h.01",
  boards: "M5 20V11h4v9zM10 20V4h4v16zM15 20v-6h4v6z",
  team: "M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM16 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM2.5 20c0-4 2.5-6 5.500-6s5.500 2 5.500 6M15 15c3 0 5 2 5.500 5",
};
const labels: Readonly<Record<PanelName, string>> = {
  clues: "Clues",
  emotes: "Emotes and phrases",
  boards: "Boards",
  team: "Team",
};

export function PanelButton({ panel, count = 0 }: { readonly panel: PanelName; readonly count?: number }) {
  const open = usePanels((state) => state.open === panel);
  const keys = usePreferences((state) => state.keys[panel]);
  const counted = count > 0 ? `, ${count} new` : "";
  return (
    <button
      type="button"
      className="panel round"
      data-testid={`open-${panel}`}
      aria-expanded={open}
      aria-controls={`panel-${panel}`}
      aria-label={`${labels[panel]}${counted}`}
      title={`${labels[panel]} (${keysText(keys)})`}
      onClick={() => togglePanel(panel)}
    >
      <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
        <path
          d={pictures[panel]}
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinejoin="round"
          strokeLinecap="round"
        />
      </svg>
      {count > 0 && (
        <span className="badge" aria-hidden="true">
          {count}
        </span>
      )}
    </button>
  );
}
