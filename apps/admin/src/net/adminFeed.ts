// The console's live connection: everything the server tells goes into the store, and the page of the leaderboard that
// the store has chosen goes to the server, as do orders. Comes back by itself after an interruption, until the session is over.
import type { PlayerId } from "@doubloon/shared/ids";
import {
  ADMIN_NAMESPACE,
  type AdminClientEvents,
  type AdminOutcome,
  type AdminRefusal,
  type AdminServerEvents,
} from "@doubloon/shared/protocol/admin";
import type { Notice } from "@doubloon/shared/protocol/events";
import { io, type Socket } from "socket.io-client";
import type { AdminStore } from "../adminStore.ts";

const RETRY_MS = 1_000;
const RETRY_MAX_MS = 5_000;
/** Longer than the server waits for its gateways. */
const ORDER_MS = 8_000;

/** What came of an order; `text` is for the game master. */
export type OrderAnswer =
  | { readonly ok: true; readonly reached: number }
  | { readonly ok: false; readonly text: string };

export interface AdminFeed extends OrderCalls {
  /** For good. */
  close(): void;
}

/** What a game master can order. Nothing is kept for later: without a connection the answer says so. */
export interface OrderCalls {
  announce(notice: Notice): Promise<OrderAnswer>;
  kick(playerId: PlayerId): Promise<OrderAnswer>;
}

/** Opens the feed; `onSessionOver` is called once if the server says so. */
export function openAdminFeed(store: AdminStore, onSessionOver: () => void): AdminFeed {
  const { getState } = store;
  const socket: Socket<AdminServerEvents, AdminClientEvents> = io(ADMIN_NAMESPACE, {
    transports: ["websocket"],
    reconnectionDelay: RETRY_MS,
    reconnectionDelayMax: RETRY_MAX_MS,
  });
  let retry: ReturnType<typeof setTimeout> | undefined;

  /** Socket.IO leaves it to us to come back when the server has closed or refused. */
  function comeBack(): void {
    getState().setLink("reconnecting");
    if (!socket.active) retry = setTimeout(() => socket.connect(), RETRY_MS);
  }

  socket.on("connect", () => {
    getState().setLink("live");
    socket.emit("watchBoard", getState().board.query);
  });
  socket.on("disconnect", (reason) => reason !== "io client disconnect" && comeBack());
  socket.on("connect_error", (error) => {
    const { data } = error as Error & { data?: AdminRefusal };
    if (data?.code === "signInNeeded") onSessionOver();
    else comeBack();
  });
  socket.on("history", (samples) => getState().takeHistory(samples));
  socket.on("sample", (sample) => getState().takeSample(sample));
  socket.on("worst", (worst) => getState().takeWorst(worst));
  socket.on("gateways", (gateways) => getState().takeGateways(gateways));
  socket.on("board", (page) => getState().takeBoard(page));
  const stopListening = store.subscribe(({ board }, former) => {
    if (board.query !== former.board.query && socket.connected) socket.emit("watchBoard", board.query);
  });

  async function order(give: () => Promise<AdminOutcome>): Promise<OrderAnswer> {
    if (!socket.connected) return { ok: false, text: "The server cannot be reached just now." };
    try {
      const outcome = await give();
      return outcome.ok ? outcome : { ok: false, text: outcome.refusal.text };
    } catch {
      return { ok: false, text: "No answer came; whether it was done is not known." };
    }
  }

  return {
    announce: (notice) => order(() => socket.timeout(ORDER_MS).emitWithAck("announce", notice)),
    kick: (playerId) => order(() => socket.timeout(ORDER_MS).emitWithAck("kick", playerId)),
    close() {
      clearTimeout(retry);
      stopListening();
      socket.disconnect();
    },
  };
}
