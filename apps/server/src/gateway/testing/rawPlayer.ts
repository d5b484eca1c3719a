// For tests: a player on a plain TCP socket, to see the exact bytes that the server writes and to stop reading at will.
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { PROTOCOL_VERSION } from "@doubloon/shared/protocol/messages";
import { until } from "./gatewayFixture.ts";

/** A mask of zeros leaves the payload as it is. */
const MASK = Buffer.alloc(4);

export interface RawPlayer {
  readonly socket: Socket;
  /** The bytes received since the last call. */
  take(): Buffer;
  /** Resolves when at least `count` bytes have been received since the last `take`. */
  has(count: number): Promise<void>;
  /** Sends one WebSocket message of fewer than 126 bytes. */
  send(payload: Uint8Array | string): void;
}

/** One whole WebSocket message of fewer than 126 bytes. */
export function clientFrame(payload: Uint8Array | string): Buffer {
  const text = typeof payload === "string";
  return Buffer.concat([
    Buffer.from([text ? 0x81 : 0x82, 0x80 | payload.length]),
    MASK,
    Buffer.from(payload as string),
  ]);
}

export const UPGRADE =
  "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: test\r\nConnection: Upgrade\r\n" +
  "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
export const HELLO = `40${JSON.stringify({ version: PROTOCOL_VERSION, name: "Raw" })}`;

/** Upgrades to a WebSocket and resolves when `ready` has been received. `headers` are whole lines. */
export async function openRaw(port: number, headers = "", ready = "\r\n\r\n"): Promise<RawPlayer> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  let received = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
  });
  socket.on("error", () => {
    // A destroyed connection may end with a reset.
  });
  socket.write(UPGRADE.replace("\r\n\r\n", `\r\n${headers}\r\n`));
  await until(() => received.includes(ready));
  return {
    socket,
    take: () => {
      const taken = received;
      received = Buffer.alloc(0);
      return taken;
    },
    has: async (count) => {
      await until(() => received.length >= count);
    },
    send: (payload) => {
      socket.write(clientFrame(payload));
    },
  };
}

/** Opens an Engine.IO connection and sends nothing. `headers` are whole lines. */
export function openSilently(port: number, headers = ""): Promise<RawPlayer> {
  return openRaw(port, headers, "pingInterval");
}

/** Joins the game, and takes the bytes up to the welcome. */
export async function joinRaw(port: number): Promise<RawPlayer> {
  const player = await openSilently(port);
  player.send(HELLO);
  // The player's own state follows the welcome, a binary message of 20 bytes.
  let seen = Buffer.alloc(0);
  await until(() => {
    seen = Buffer.concat([seen, player.take()]);
    const welcome = seen.indexOf('42["welcome"');
    return welcome >= 0 && seen.subarray(welcome).includes(Buffer.from([0x82, 20, 3]));
  });
  return player;
}
