// More listeners at a server's port. Node takes one connection a listener and turn of the event loop, which, with turns
// of 10 ms under load, is a hundred a second; the rest wait in the kernel. With several listeners it takes as many a turn.
import { type EventEmitter, once } from "node:events";
import type { Server as HttpServer } from "node:http";
import { type AddressInfo, createServer, type Socket } from "node:net";
import type { ErrorBoundary } from "../../lib/errorBoundary.ts";

/** Listeners in all. */
const EARS = 16;

export interface Listeners {
  /** Takes no more connections; those there are stay. */
  close(): void;
}

/** Whether several listeners may share a port here; elsewhere one has to do. */
export const canShare = process.platform === "linux";

/** A connection that could not be accepted, for want of descriptors say, costs that one; without a listener, the process. */
export function surviveAccept(server: EventEmitter, boundary: ErrorBoundary): void {
  server.on("error", (error) => boundary.failed("accept", error));
}

/**
 * Listens again where `server` already listens, which must be with `reusePort`, and hands it what comes.
 * @throws the error of a listener that cannot listen
 */
export async function addListeners(
  server: HttpServer,
  backlog: number,
  boundary: ErrorBoundary,
): Promise<Listeners> {
  const { address, port } = server.address() as AddressInfo;
  const ears = Array.from({ length: EARS - 1 }, () =>
    // As http.Server makes its own sockets.
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
    ears.map((ear) => {
      const listening = once(ear, "listening");
      ear.listen({ host: address, port, backlog, exclusive: true, reusePort: true });
      return listening;
    }),
  );
  for (const ear of ears) surviveAccept(ear, boundary);
  return {
    close() {
      for (const ear of ears) ear.close();
    },
  };
}
