// Listens to the game's keys while the HUD is shown, and does what they are for.
import { useEffect } from "react";
import { huntStore } from "../hunting/huntStore.ts";
import { listenForActions } from "../input/actionKeys.ts";
import type { GameAction } from "../preferences/keyMap.ts";
import { preferences } from "../preferences/preferences.ts";
import type { Actions } from "./actions.ts";
import { mapStore } from "./map/mapStore.ts";
import { closePanel, panelStore, togglePanel } from "./panelStore.ts";

export function useGameKeys(actions: Actions): void {
  useEffect(
    () =>
      listenForActions({
        page: window,
        keys: () => preferences.getState().keys,
        pressed: (action) => press(action, actions),
        released: (action) => {
          if (action === "read") actions.read(false);
        },
        escaped: () => {
          closePanel();
          huntStore.setState({ marking: false });
        },
      }),
    [actions],
  );
}

function press(action: GameAction, actions: Actions): void {
  switch (action) {
    case "dig":
      actions.dig();
      break;
    case "read":
      actions.read(true);
      break;
    case "retune":
      actions.hunting({ type: "retune" });
      break;
    case "tool":
      actions.hunting({ type: "useTool" });
      break;
    case "mark":
      actions.markHere();
      break;
    case "map":
      mapStore.setState({ open: true });
      break;
    case "clues":
    case "boards":
    case "team":
    case "emotes":
      togglePanel(action);
      break;
    case "settings":
      panelStore.setState({ settings: true });
      break;
    case "sound":
      actions.toggleSound();
      break;
    default:
      break;
  }
}
