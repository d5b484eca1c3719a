// All that the console shows. Fed by net/, read by the panels; it does no I/O and keeps no clock.
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

/** Whether somebody is signed in. `expired`: they were, until the server said otherwise. */
export type Access =
  | { readonly state: "checking" }
  | { readonly state: "unreachable" }
  | { readonly state: "signedOut"; readonly expired: boolean }
  | { readonly state: "signedIn"; readonly name: string };

export type LinkState = "connecting" | "live" | "reconnecting";

export interface BoardState {
  /** What is to be shown; the page may still be that of an earlier query. */
  readonly query: AdminBoardQuery;
  readonly page: AdminBoardPage | undefined;
  readonly changed: ReadonlySet<PlayerId>;
  /** Pages received. */
  readonly turn: number;
}

/** A player whom a game master is about to kick. */
export interface KickCandidate {
  readonly playerId: PlayerId;
  readonly name: string;
}

export interface AdminState {
  readonly access: Access;
  readonly link: LinkState;
  readonly samples: readonly AdminSample[];
  /** Undefined until the first list has come. */
  readonly worst: readonly AdminConnection[] | undefined;
  /** Undefined until the first list has come. */
  readonly gateways: readonly AdminGateway[] | undefined;
  readonly board: BoardState;
  /** Undefined while nobody is to be kicked. */
  readonly kicking: KickCandidate | undefined;
}

export interface AdminActions {
  /** Anything but signed in forgets all figures. */
  setAccess(access: Access): void;
  setLink(link: LinkState): void;
  takeHistory(history: readonly AdminSample[]): void;
  takeSample(sample: AdminSample): void;
  takeWorst(worst: readonly AdminConnection[]): void;
  takeGateways(gateways: readonly AdminGateway[]): void;
  takeBoard(page: AdminBoardPage): void;
  chooseBoard(query: AdminBoardQuery): void;
  /** Asks whether to kick somebody; undefined when that is settled. */
  askToKick(candidate: KickCandidate | undefined): void;
}

const NOTHING: Omit<AdminState, "access"> = {
  link: "connecting",
  samples: [],
  worst: undefined,
  gateways: undefined,
  kicking: undefined,
  board: { query: FIRST_QUERY, page: undefined, changed: new Set(), turn: 0 },
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

/** A page that answers an earlier query is passed over; one past the end turns back to the last page there is. */
function boardWith(board: BoardState, page: AdminBoardPage): BoardState {
  if (!sameQuery(board.query, page.query)) return board;
  if (page.rows.length === 0 && page.query.offset > 0) {
    return { ...board, query: toPage(page.query, Number.POSITIVE_INFINITY, page.total) };
  }
  return { query: board.query, page, changed: changedRows(board.page, page), turn: board.turn + 1 };
}

export type AdminStore = ReturnType<typeof createAdminStore>;

/** The page's one store. */
export const adminStore = createAdminStore();

/** Reads from the page's store within a component. */
export function useAdmin<T>(select: (state: AdminState & AdminActions) => T): T {
  return useStore(adminStore, select);
}
