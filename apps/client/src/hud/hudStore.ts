// The state that the HUD shows. It changes a few times a second at most; positions and movement never come here.

import type { PlayerId } from "@doubloon/shared/ids";
import type { Board, Notice, Standing } from "@doubloon/shared/protocol/events";
import { createStore, useStore } from "zustand";

/** The page's state: the start screen, the game, or the reason for an interruption. */
export type Phase =
  | { readonly at: "start"; readonly refusal: string | undefined }
  | { readonly at: "joining"; readonly queue?: ShownQueue | undefined }
  | { readonly at: "playing" }
  /** Play goes on in a moment at another gateway; from `untilMs` (performance.now()) on it counts as interrupted. */
  | { readonly at: "moving"; readonly untilMs: number }
  | {
      readonly at: "reconnecting";
      readonly retryAtMs: number | undefined;
      readonly why: string | undefined;
      readonly queue?: ShownQueue | undefined;
    }
  | { readonly at: "replaced"; readonly why: string }
  | { readonly at: "outdated"; readonly why: string };

/** The server's queue of players who are waiting to join. */
export interface ShownQueue {
  readonly waiting: number;
  /** When this player is expected to be let in or to retry, in ms of performance.now(). */
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
  /** Round-trip time in ms; undefined until it is measured. */
  readonly pingMs: number | undefined;
  /** Movers in view that the server omits because there are too many. */
  readonly omitted: number;
  readonly notices: readonly ShownNotice[];
  /** What the server says is going on just now; undefined if nothing is. */
  readonly status: string | undefined;
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
  omitted: 0,
  notices: [],
  status: undefined,
  muted: false,
}));

/** Subscribes a component to one part of the state. */
export function useHud<T>(pick: (state: HudState) => T): T {
  return useStore(hudStore, pick);
}

let nextNotice = 1;

/** Shows a notice for a while, only the newest MAX_NOTICES of them; a status replaces the one before. */
export function addNotice(notice: Notice): void {
  if (notice.kind === "status") {
    hudStore.setState({ status: notice.text === "" ? undefined : notice.text });
    return;
  }
  const shown = { ...notice, id: nextNotice++ };
  hudStore.setState(({ notices }) => ({ notices: [...notices, shown].slice(-MAX_NOTICES) }));
}

/** Shows a text as a notice. */
export function addInfo(text: string): void {
  addNotice({ kind: "info", text });
}

export function dropNotice(id: number): void {
  hudStore.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}
