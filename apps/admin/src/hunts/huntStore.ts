// What the console knows of hunts. Written by net/huntFeed, read by the panels.
import type { AdminCache, AdminHunt, AuditEntry, LiveMap } from "@doubloon/shared/protocol/adminHunts";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { type Draft, EMPTY_DRAFT } from "./form/draft.ts";

export interface HuntState {
  /** Undefined until the first list has arrived. */
  readonly hunts: readonly AdminHunt[] | undefined;
  readonly audit: readonly AuditEntry[] | undefined;
  readonly map: LiveMap | undefined;
  /** Whether the console watches the live map. */
  readonly watching: boolean;
  /** The hunt whose caches are drawn on the map, and the caches. */
  readonly places: { readonly hunt: number; readonly caches: readonly AdminCache[] } | undefined;
  /** The form for a definition is open. */
  readonly editing: boolean;
  /** The fields of that form. They outlive it until they are saved, because the Escape key closes it too. */
  readonly draft: Draft;
  /** The hunt whose results are shown. */
  readonly resultsOf: number | undefined;
  /** The hunt that is about to be ended. */
  readonly ending: AdminHunt | undefined;
  /** The hunt that is about to be cancelled. */
  readonly cancelling: AdminHunt | undefined;
}

const NOTHING: HuntState = {
  hunts: undefined,
  audit: undefined,
  map: undefined,
  watching: false,
  places: undefined,
  editing: false,
  draft: EMPTY_DRAFT,
  resultsOf: undefined,
  ending: undefined,
  cancelling: undefined,
};

export const huntStore = createStore<HuntState>()(() => NOTHING);

/** Forgets everything, for example when the game master has signed out. */
export function forgetHunts(): void {
  huntStore.setState(NOTHING);
}

/** Selects from the store in a component. */
export function useHunts<T>(select: (state: HuntState) => T): T {
  return useStore(huntStore, select);
}
