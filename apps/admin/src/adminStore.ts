// The state of the console. Written by net/, read by the panels. Does no I/O and has no clock.
import type { PlayerId } from "@doubloon/shared/ids";
import type {
  AdminBoardPage,
  AdminBoardQuery,
  AdminConnection,
  AdminGateway,
  AdminSample,
} from "@doubloon/shared/protocol/admin";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { changedRows } from "./board/changedRows.ts";
import { FIRST_QUERY, sameQuery, toPage } from "./board/paging.ts";
import { appendSample, mergeHistory } from "./sampleWindow.ts";

/** Whether a game master is signed in. `expired`: the server has ended the session. */
export type Access =
  | { readonly state: "checking" }
  | { readonly state: "unreachable" }
  | { readonly state: "signedOut"; readonly expired: boolean }
  | { readonly state: "signedIn"; readonly name: string };

export type LinkState = "connecting" | "live" | "reconnecting";

export interface BoardState {
  /** The chosen query; `page` may still answer an earlier one. */
  readonly query: AdminBoardQuery;
  readonly page: AdminBoardPage | undefined;
  readonly changed: ReadonlySet<PlayerId>;
  /** Pages received so far. */
  readonly revision: number;
}

/** A player that a game master is about to kick. */
export interface KickCandidate {
  readonly playerId: PlayerId;
  readonly name: string;
}

export interface AdminState {
  readonly access: Access;
  readonly link: LinkState;
  readonly samples: readonly AdminSample[];
  /** Undefined until the first list has arrived. */
  readonly worst: readonly AdminConnection[] | undefined;
  /** Undefined until the first list has arrived. */
  readonly gateways: readonly AdminGateway[] | undefined;
  readonly board: BoardState;
  /** Undefined while the kick dialog is closed. */
  readonly kicking: KickCandidate | undefined;
}

export interface AdminActions {
  /** Any state but `signedIn` clears all figures. */
  setAccess(access: Access): void;
  setLink(link: LinkState): void;
  takeHistory(history: readonly AdminSample[]): void;
  takeSample(sample: AdminSample): void;
  takeWorst(worst: readonly AdminConnection[]): void;
  takeGateways(gateways: readonly AdminGateway[]): void;
  takeBoard(page: AdminBoardPage): void;
  chooseBoard(query: AdminBoardQuery): void;
  /** Opens the kick dialog; undefined closes it. */
  askToKick(candidate: KickCandidate | undefined): void;
}

const NOTHING: Omit<AdminState, "access"> = {
  link: "connecting",
  samples: [],
  worst: undefined,
  gateways: undefined,
  kicking: undefined,
  board: { query: FIRST_QUERY, page: undefined, changed: new Set(), revision: 0 },
};

export function createAdminStore() {
  return createStore<AdminState & AdminActions>()((set) => ({
    access: { state: "checking" },
    ...NOTHING,
    setAccess: (access) => set(access.state === "signedIn" ? { access } : { access, ...NOTHING }),
    setLink: (link) => set({ link }),
    takeHistory: (history) => set(({ samples }) => ({ samples: mergeHistory(samples, history) })),
    takeSample: (sample) => set(({ samples }) => ({ samples: appendSample(samples, sample) })),
    takeWorst: (worst) => set({ worst }),
    takeGateways: (gateways) => set({ gateways }),
    askToKick: (kicking) => set({ kicking }),
    takeBoard: (page) => set(({ board }) => ({ board: boardWith(board, page) })),
    chooseBoard: (query) =>
      set(({ board }) => (sameQuery(board.query, query) ? {} : { board: { ...board, query } })),
  }));
}

/** Ignores a page that answers an earlier query. A page past the end makes the query ask for the last page. */
function boardWith(board: BoardState, page: AdminBoardPage): BoardState {
  if (!sameQuery(board.query, page.query)) return board;
  if (page.rows.length === 0 && page.query.offset > 0) {
    return { ...board, query: toPage(page.query, Number.POSITIVE_INFINITY, page.total) };
  }
  return { query: board.query, page, changed: changedRows(board.page, page), revision: board.revision + 1 };
}

export type AdminStore = ReturnType<typeof createAdminStore>;

/** The one store of this page. */
export const adminStore = createAdminStore();

/** Selects from the store in a component. */
export function useAdmin<T>(select: (state: AdminState & AdminActions) => T): T {
  return useStore(adminStore, select);
}
