// Which panel of the HUD is open: one at a time, so that the game stays visible on a phone.
import { createStore, useStore } from "zustand";

export type PanelName = "clues" | "boards" | "team" | "emotes";

export interface PanelState {
  readonly open: PanelName | undefined;
  /** Whether the settings dialog is open. */
  readonly settings: boolean;
}

export const panelStore = createStore<PanelState>()(() => ({ open: undefined, settings: false }));

export function usePanels<T>(pick: (state: PanelState) => T): T {
  return useStore(panelStore, pick);
}

/** Opens a panel and closes the one that is open; closes it if it is this one. */
export function togglePanel(name: PanelName): void {
  panelStore.setState(({ open }) => ({ open: open === name ? undefined : name }));
}

/** Closes everything, for the next game: a dialog that leaves the page with the HUD tells nobody that it has closed. */
export function closeAll(): void {
  panelStore.setState({ open: undefined, settings: false });
}

export function closePanel(): void {
  panelStore.setState({ open: undefined });
}
