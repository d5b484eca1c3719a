// A server with the echo behaviour that the published Socket.IO protocol suite (v5) expects, built on Doubloon's parser and
// WebSocket class: `npm run conformance -- --port 3000`. Long-polling is enabled because the suite uses it.
import { createServer } from "node:http";
import { parseArgs } from "node:util";
import { makeBareBinaryParser, type StockParser } from "@doubloon/shared/protocol/parser";
import { type DefaultEventsMap, Server, type Socket } from "socket.io";
import * as stockParser from "socket.io-parser";
import { makeFrameLaneServer } from "./gateway/transport/frameLane.ts";

/** Values that the suite expects. */
const PING_INTERVAL_MS = 300;
const PING_TIMEOUT_MS = 200;
const MAX_PAYLOAD_BYTES = 1_000_000;

function readPort(): number {
  try {
    const { values } = parseArgs({ options: { port: { type: "string", default: "3000" } } });
    if (/^\d{1,5}$/.test(values.port) && Number(values.port) < 65_536) return Number(values.port);
    console.error(`doubloon: --port is ${JSON.stringify(values.port)}, expected a port from 0 to 65535`);
  } catch (error) {
    console.error(`doubloon: ${(error as Error).message}`);
  }
  process.exit(2);
}

function echo(socket: Socket<DefaultEventsMap, DefaultEventsMap>): void {
  socket.emit("auth", socket.handshake.auth);
  socket.on("message", (...args: unknown[]) => socket.emit("message-back", ...args));
  socket.on("message-with-ack", (...args: unknown[]) => {
    const acknowledge = args.pop();
    if (typeof acknowledge === "function") acknowledge(...args);
  });
}

const port = readPort();
const ignore = (): void => {};
const { wsEngine } = makeFrameLaneServer({ oversized: ignore, failed: ignore });
const httpServer = createServer();
const io = new Server(httpServer, {
  parser: makeBareBinaryParser(stockParser as unknown as StockParser),
  wsEngine,
  pingInterval: PING_INTERVAL_MS,
  pingTimeout: PING_TIMEOUT_MS,
  maxHttpBufferSize: MAX_PAYLOAD_BYTES,
  serveClient: false,
  cors: { origin: "*" },
});
io.on("connection", echo);
io.of("/custom").on("connection", echo);
httpServer.on("error", (error) => {
  console.error(`doubloon: ${error.message}`);
  process.exit(2);
});
httpServer.listen(port, () => {
  const address = httpServer.address();
  if (address === null || typeof address === "string") throw new Error("expected a TCP port");
  console.log(`Doubloon's conformance server listens on http://localhost:${address.port}`);
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(0));
