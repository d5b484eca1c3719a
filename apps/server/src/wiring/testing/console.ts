// A console for tests over real sockets: signs a game master in and records what the server sends.
import {
  ADMIN_NAMESPACE,
  type AdminBoardPage,
  type AdminClientEvents,
  type AdminConnection,
  type AdminGateway,
  type AdminSample,
  type AdminServerEvents,
} from "@doubloon/shared/protocol/admin";
import { io, type Socket } from "socket.io-client";
import type { Route } from "./player.ts";

const RETRY_MS = 500;

export interface TestConsole {
  readonly socket: Socket<AdminServerEvents, AdminClientEvents>;
  /** The newest of each. */
  readonly seen: {
    readonly sample?: AdminSample;
    readonly worst?: readonly AdminConnection[];
    readonly gateways?: readonly AdminGateway[];
    readonly board?: AdminBoardPage;
  };
}

/** Signs a game master in; resolves to the `cookie` header. */
export async function signIn(
  url: string,
  gameMaster: { readonly name: string; readonly password: string } | undefined,
): Promise<string> {
  const response = await fetch(`${url}admin/api/login`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: new URL(url).origin },
    body: JSON.stringify(gameMaster),
  });
  if (response.status !== 200) throw new Error(`sign-in was answered with ${response.status}`);
  return response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}

/** Opens a console that watches the players whose names contain `search`. The caller disconnects its socket. */
export function openConsole(url: string, cookie: string, search = "", route: Route = {}): TestConsole {
  const socket: TestConsole["socket"] = io(url.replace(/\/$/, ADMIN_NAMESPACE), {
    transports: ["websocket"],
    forceNew: true,
    ...route,
    extraHeaders: { ...route.extraHeaders, cookie, origin: new URL(url).origin },
  });
  // As the page does: Socket.IO does not try again by itself where a busy server has refused the connection.
  socket.on("connect_error", () => {
    if (!socket.active) setTimeout(() => socket.connect(), RETRY_MS).unref();
  });
  const seen: TestConsole["seen"] = {};
  socket.on("sample", (sample) => Object.assign(seen, { sample }));
  socket.on("worst", (worst) => Object.assign(seen, { worst }));
  socket.on("gateways", (gateways) => Object.assign(seen, { gateways }));
  socket.on("board", (board) => Object.assign(seen, { board }));
  socket.on("connect", () => socket.emit("watchBoard", { offset: 0, limit: 10, search }));
  return { socket, seen };
}
