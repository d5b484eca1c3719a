// Additional listening sockets on the server's port. Node accepts one connection per listener and event-loop turn: with
// 10 ms turns under load that is a hundred a second, and the rest wait in the kernel. Reads nothing from a connection.
import { type EventEmitter, once } from "node:events";
import type { Server as HttpServer } from "node:http";
import { type AddressInfo, createServer, type Socket } from "node:net";
import type { ErrorBoundary } from "../../lib/errorBoundary.ts";

/** Listeners in total, the HTTP server's own included. */
const LISTENERS = 16;

export interface Listeners {
  /** Accepts no more connections; open ones stay. */
  close(): void;
}

/** Whether several listeners can share a port on this platform; elsewhere there is only the server's own. */
export const canShare = process.platform === "linux";

/** Counts accept errors, such as running out of descriptors. Without a listener, one would end the process. */
export function surviveAccept(server: EventEmitter, boundary: ErrorBoundary): void {
  server.on("error", (error) => boundary.failed("accept", error));
}

/**
 * Adds listeners where `server` listens already, which must be with `reusePort`, and passes their connections to it.
 * @throws the error of a listener that cannot listen
 */
export async function addListeners(
  server: HttpServer,
  backlog: number,
  boundary: ErrorBoundary,
): Promise<Listeners> {
  const { address, port } = server.address() as AddressInfo;
  const listeners = Array.from({ length: LISTENERS - 1 }, () =>
    // The same options as http.Server sets for its own sockets.
    createServer(
      { allowHalfOpen: true, noDelay: true },
      boundary.listener(
        "accept",
        (socket: Socket) => void server.emit("connection", socket),
        (socket) => socket.destroy(),
      ),
    ),
  );
  await Promise.all(
    listeners.map((listener) => {
      const listening = once(listener, "listening");
      listener.listen({ host: address, port, backlog, exclusive: true, reusePort: true });
      return listening;
    }),
  );
  for (const listener of listeners) surviveAccept(listener, boundary);
  return {
    close() {
      for (const listener of listeners) listener.close();
    },
  };
}
