// Filters the HTTP traffic on Socket.IO's path: only upgrades that begin a new WebSocket connection pass. All others are
// answered at once, since Engine.IO would leave them unanswered or hold them for a second.
import type { Server as HttpServer, IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { ErrorBoundary } from "../../lib/errorBoundary.ts";
import { answerUpgrade } from "../admission/gateAnswer.ts";
import { GAME_PATH } from "../admission/requestHead.ts";

export interface GameRequestsOptions {
  /** With Socket.IO attached already. */
  readonly httpServer: HttpServer;
  readonly boundary: ErrorBoundary;
}

type RequestListener = (request: IncomingMessage, response: ServerResponse) => void;
type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Puts the filter between the HTTP server and its present `request` and `upgrade` listeners. */
export function guardRequests({ httpServer, boundary }: GameRequestsOptions): void {
  const requestListeners = httpServer.listeners("request") as RequestListener[];
  const upgradeListeners = httpServer.listeners("upgrade") as UpgradeListener[];

  function onRequest(request: IncomingMessage, response: ServerResponse): void {
    if (request.url?.startsWith(GAME_PATH)) refuseRequest(response);
    else for (const listener of requestListeners) listener.call(httpServer, request, response);
  }

  function onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Until the WebSocket listens there is no other error listener, and an unhandled error would end the process.
    if (socket.listenerCount("error") === 0) socket.on("error", ignore);
    const { url = "" } = request;
    if (!url.startsWith(GAME_PATH)) {
      const error = `no WebSocket is served at this path, expected ${GAME_PATH}`;
      answerUpgrade(socket, { status: "404 Not Found", error });
    } else if (new URLSearchParams(url.slice(url.indexOf("?") + 1)).has("sid")) {
      const error = "a connection cannot move to another transport; leave out sid";
      answerUpgrade(socket, { status: "400 Bad Request", error });
    } else for (const listener of upgradeListeners) listener.call(httpServer, request, socket, head);
  }

  httpServer.removeAllListeners("request");
  httpServer.removeAllListeners("upgrade");
  httpServer.on(
    "request",
    boundary.listener("request", onRequest, (_request, response) => response.destroy()),
  );
  httpServer.on(
    "upgrade",
    boundary.listener("upgrade", onUpgrade, (_request, socket) => socket.destroy()),
  );
}

function refuseRequest(response: ServerResponse): void {
  response.writeHead(400, { "Content-Type": "application/json", Connection: "close" });
  response.end(
    JSON.stringify({
      error: `${GAME_PATH} takes WebSockets only; expected GET with "Upgrade: websocket" and ?EIO=4&transport=websocket`,
    }),
  );
}

function ignore(): void {}
