// The few slow facts that the page's frame shows. Places and movement never come here.

import type { PlayerId } from "@doubloon/shared/ids";
import type { Board, Notice, Standing } from "@doubloon/shared/protocol/events";
import { createStore, useStore } from "zustand";

/** What is shown: the start screen, the hunt, or why it is interrupted. */
export type Phase =
  | { readonly at: "start"; readonly refusal: string | undefined }
  | { readonly at: "joining"; readonly queue?: ShownQueue | undefined }
  | { readonly at: "playing" }
  | {
      readonly at: "reconnecting";
      readonly retryAtMs: number | undefined;
      readonly why: string | undefined;
      readonly queue?: ShownQueue | undefined;
    }
  | { readonly at: "replaced"; readonly why: string }
  | { readonly at: "outdated"; readonly why: string };

/** Others who want to come in too. */
export interface ShownQueue {
  readonly waiting: number;
  /** When one's turn is about to come, by performance.now(). */
  readonly untilMs: number;
}

export interface ShownNotice extends Notice {
  readonly id: number;
}

export interface HudState {
  readonly phase: Phase;
  readonly playerId: PlayerId | undefined;
  readonly name: string;
  readonly standing: Standing;
  readonly board: Board;
  /** Round trip in ms, once measured. */
  readonly pingMs: number | undefined;
  /** Movers in view that are too many to be shown. */
  readonly hidden: number;
  readonly notices: readonly ShownNotice[];
  readonly muted: boolean;
}

const MAX_NOTICES = 4;

export const hudStore = createStore<HudState>()(() => ({
  phase: { at: "start", refusal: undefined },
  playerId: undefined,
  name: "",
  standing: { score: 0, rank: 0, of: 0 },
  board: { top: [], online: 0 },
  pingMs: undefined,
  hidden: 0,
  notices: [],
  muted: false,
}));

/** A part of the state, for a component. */
export function useHud<T>(pick: (state: HudState) => T): T {
  return useStore(hudStore, pick);
}

let nextNotice = 1;

/** Shows a line for a while; only the newest few are kept. */
export function addNotice(notice: Notice): void {
  const shown = { ...notice, id: nextNotice++ };
  hudStore.setState(({ notices }) => ({ notices: [...notices, shown].slice(-MAX_NOTICES) }));
}

export function dropNotice(id: number): void {
  hudStore.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}
