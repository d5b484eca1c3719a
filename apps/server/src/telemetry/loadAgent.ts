// Answers a proxy that asks how many new players this machine should get: one line of text per connection, in the format of
// HAProxy's agent-check. Reads the last second's load and readiness; measures nothing and refuses nobody.
import { type AddressInfo, createServer, type Socket } from "node:net";
import type { ErrorBoundary } from "../lib/errorBoundary.ts";

/** Proxies ask every few seconds, one short connection each. */
const MAX_PROXIES = 64;
/** Time for a proxy to take the answer and close, in ms. */
const ANSWER_MS = 2_000;

export interface LoadAgentOptions {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** The machine's load, from 0 to 1; undefined before the first measurement. */
  readonly load: () => number | undefined;
  readonly ready: () => boolean;
  readonly boundary: ErrorBoundary;
}

export interface LoadAgent {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * The answer: `drain` while the machine is not ready (no new connections, those inside stay), else the free share of it as a
 * weight in percent of the proxy's own. At least 1 %, as no weight at all would take out a busy machine that must still take
 * those who come back.
 */
export function agentLine(load: number | undefined, ready: boolean): string {
  if (!ready || load === undefined) return "drain\n";
  const freePercent = Math.round(100 * (1 - load));
  return `up ready ${Math.min(100, Math.max(1, freePercent))}%\n`;
}

/**
 * Starts the agent; resolves when it listens.
 * @throws the error of `listen`, such as EADDRINUSE
 */
export async function startLoadAgent({
  host,
  port,
  load,
  ready,
  boundary,
}: LoadAgentOptions): Promise<LoadAgent> {
  const open = new Set<Socket>();
  const answer = boundary.listener(
    "load agent",
    (socket: Socket) => {
      open.add(socket);
      socket.on("error", () => {}).on("close", () => open.delete(socket));
      socket.setTimeout(ANSWER_MS, () => socket.destroy());
      // What the proxy sends does not matter; it is read so that the connection can close.
      socket.resume().end(agentLine(load(), ready()));
    },
    (socket) => socket.destroy(),
  );
  const server = createServer({ allowHalfOpen: false }, answer);
  server.maxConnections = MAX_PROXIES;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  server.on("error", (error) => boundary.failed("load agent", error));
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
