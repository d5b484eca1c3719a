// The console's live connection: writes the server's messages to the store, and sends the store's leaderboard query and
// the game master's orders to the server. Reconnects by itself until the session is over.
import type { PlayerId } from "@doubloon/shared/ids";
import {
  ADMIN_NAMESPACE,
  type AdminClientEvents,
  type AdminOutcome,
  type AdminRefusal,
  type AdminServerEvents,
  type DrainAct,
  type DrainOutcome,
} from "@doubloon/shared/protocol/admin";
import type { Notice } from "@doubloon/shared/protocol/events";
import { io, type Socket } from "socket.io-client";
import type { AdminStore } from "../adminStore.ts";
import { type HuntCalls, openHuntFeed } from "./huntFeed.ts";
import { openProcessFeed, type ProcessCalls } from "./processFeed.ts";

const RETRY_MS = 1_000;
const RETRY_MAX_MS = 5_000;
/** How long an order may take, in ms: longer than the server waits for its gateways. */
const ORDER_MS = 8_000;

/** The outcome of an order; `text` is for the game master. */
export type OrderAnswer =
  | { readonly ok: true; readonly reached: number }
  | { readonly ok: false; readonly text: string };

export interface AdminFeed extends OrderCalls {
  readonly hunts: HuntCalls;
  readonly processes: ProcessCalls;
  /** Closes the connection for good. */
  close(): void;
}

/** The orders that a game master can give. Orders are not queued: without a connection, the answer says so. */
export interface OrderCalls {
  announce(notice: Notice): Promise<OrderAnswer>;
  kick(playerId: PlayerId): Promise<OrderAnswer>;
  drain(gateway: string, act: DrainAct): Promise<DrainOutcome>;
  handOver(): Promise<DrainOutcome>;
}

/** Opens the feed. `onSessionOver` is called when the server says that the session is over. */
export function openAdminFeed(store: AdminStore, onSessionOver: () => void): AdminFeed {
  const { getState } = store;
  const socket: Socket<AdminServerEvents, AdminClientEvents> = io(ADMIN_NAMESPACE, {
    transports: ["websocket"],
    reconnectionDelay: RETRY_MS,
    reconnectionDelayMax: RETRY_MAX_MS,
  });
  const hunts = openHuntFeed(socket);
  const processes = openProcessFeed(socket);
  let retry: ReturnType<typeof setTimeout> | undefined;

  /** Socket.IO does not reconnect by itself when the server has closed or refused the connection. */
  function reconnect(): void {
    getState().setLink("reconnecting");
    if (!socket.active) retry = setTimeout(() => socket.connect(), RETRY_MS);
  }

  socket.on("connect", () => {
    getState().setLink("live");
    socket.emit("watchBoard", getState().board.query);
  });
  socket.on("disconnect", (reason) => reason !== "io client disconnect" && reconnect());
  socket.on("connect_error", (error) => {
    const { data } = error as Error & { data?: AdminRefusal };
    if (data?.code === "signInNeeded") onSessionOver();
    else reconnect();
  });
  socket.on("history", (samples) => getState().takeHistory(samples));
  socket.on("sample", (sample) => getState().takeSample(sample));
  socket.on("worst", (worst) => getState().takeWorst(worst));
  socket.on("gateways", (gateways) => getState().takeGateways(gateways));
  socket.on("board", (page) => getState().takeBoard(page));
  const stopListening = store.subscribe(({ board }, previous) => {
    if (board.query !== previous.board.query && socket.connected) socket.emit("watchBoard", board.query);
  });

  /** Sends an order; without an answer, the outcome says so. */
  async function send<T>(emit: () => Promise<T>): Promise<T | { readonly ok: false; readonly text: string }> {
    if (!socket.connected) return { ok: false, text: "The server cannot be reached." };
    try {
      return await emit();
    } catch {
      return {
        ok: false,
        text: "The server did not answer, so the order may or may not have been carried out.",
      };
    }
  }

  async function order(emit: () => Promise<AdminOutcome>): Promise<OrderAnswer> {
    const outcome = await send(emit);
    return "refusal" in outcome ? { ok: false, text: outcome.refusal.text } : outcome;
  }

  return {
    hunts,
    processes,
    announce: (notice) => order(() => socket.timeout(ORDER_MS).emitWithAck("announce", notice)),
    kick: (playerId) => order(() => socket.timeout(ORDER_MS).emitWithAck("kick", playerId)),
    drain: (gateway, act) => send(() => socket.timeout(ORDER_MS).emitWithAck("drain", gateway, act)),
    handOver: () => send(() => socket.timeout(ORDER_MS).emitWithAck("handOver")),
    close() {
      clearTimeout(retry);
      stopListening();
      hunts.stop();
      processes.stop();
      socket.disconnect();
    },
  };
}
