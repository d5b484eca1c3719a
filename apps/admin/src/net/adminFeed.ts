// The console's live connection: everything the server tells goes into the store, and the page of the leaderboard that
// the store has chosen goes to the server. Comes back by itself after an interruption, until the session is over.
import {
  ADMIN_NAMESPACE,
  type AdminClientEvents,
  type AdminRefusal,
  type AdminServerEvents,
} from "@doubloon/shared/protocol/admin";
import { io, type Socket } from "socket.io-client";
import type { AdminStore } from "../adminStore.ts";

const RETRY_MS = 1_000;
const RETRY_MAX_MS = 5_000;

/** Opens the feed. The answer closes it for good; `onSessionOver` is called once if the server says so. */
export function openAdminFeed(store: AdminStore, onSessionOver: () => void): () => void {
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
  socket.on("board", (page) => getState().takeBoard(page));
  const stopListening = store.subscribe(({ board }, former) => {
    if (board.query !== former.board.query && socket.connected) socket.emit("watchBoard", board.query);
  });

  return () => {
    clearTimeout(retry);
    stopListening();
    socket.disconnect();
  };
}
