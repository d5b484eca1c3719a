// A real WebSocket through the public URL: whether the upgrade works, and whether an idle connection outlives the server's
// heartbeats. The idle check joins as a bot, because the server closes connections that do not join.
import { PROTOCOL_VERSION } from "@doubloon/shared/protocol/messages";
import { z } from "zod";
import { type Finding, reasonOf } from "../finding.ts";

/** Time for the upgrade and the first packet, in ms. A full queue takes up to 6 s. */
const OPEN_MS = 10_000;
/** Heartbeats that an idle connection must outlive: the server stops its frames in the first interval only. */
const HEARTBEATS = 2;
/** Engine.IO packets, and Socket.IO's in a message: protocol versions 4 and 5. */
const PACKET = { open: "0", ping: "2", pong: "3", connect: "40", refused: "44" } as const;
const ADVICE_UPGRADE =
  "Let the proxy pass WebSocket upgrades at /socket.io/ and Host unchanged, as the files in deploy/proxy do.";

const openShape = z.object({ pingInterval: z.number().positive(), pingTimeout: z.number().positive() });
type Opened = z.infer<typeof openShape>;

export interface WebSocketParts {
  readonly url: string;
  /** Whether to leave the idle check out, which takes two heartbeats: 40 s. */
  readonly quick: boolean;
}

export async function checkWebSocket({ url, quick }: WebSocketParts): Promise<Finding[]> {
  const socket = new WebSocket(socketUrl(url));
  try {
    const packets = readPackets(socket);
    const opened = await openingOf(packets);
    const upgrade: Finding = {
      check: "WebSocket",
      result: "ok",
      found: `opens at ${socketUrl(url).pathname}, with a heartbeat every ${opened.pingInterval / 1_000} s`,
      expected: "an upgrade and the server's first packet",
      advice: ADVICE_UPGRADE,
    };
    return quick ? [upgrade] : [upgrade, await idle(socket, packets, opened)];
  } catch (error) {
    return [
      {
        check: "WebSocket",
        result: "problem",
        found: `does not open: ${reasonOf(error)}`,
        expected: "an upgrade and the server's first packet",
        advice: ADVICE_UPGRADE,
      },
    ];
  } finally {
    socket.close();
  }
}

function socketUrl(url: string): URL {
  const address = new URL("socket.io/?EIO=4&transport=websocket", url);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  return address;
}

interface Packets {
  /** The next text packet. Rejects when the connection closes, fails, or is silent for `silentMs`. */
  next(silentMs: number): Promise<string>;
}

function readPackets(socket: WebSocket): Packets {
  const waiting: string[] = [];
  let ended: Error | undefined;
  let wake = (): void => {};
  let open = false;
  const end = (error: Error): void => {
    ended ??= error;
    wake();
  };
  socket.addEventListener("open", () => {
    open = true;
  });
  socket.addEventListener("message", ({ data }) => {
    if (typeof data === "string") waiting.push(data);
    wake();
  });
  socket.addEventListener("error", () =>
    end(new Error(open ? "the connection was reset" : "no answer, or another answer than an upgrade")),
  );
  socket.addEventListener("close", ({ code }) =>
    end(new Error(`the connection was closed with code ${code}`)),
  );
  return {
    async next(silentMs) {
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        wake();
      }, silentMs);
      try {
        for (;;) {
          const packet = waiting.shift();
          if (packet !== undefined) return packet;
          if (ended !== undefined) throw ended;
          if (late) throw new Error(`nothing arrived for ${silentMs / 1_000} s`);
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

async function openingOf(packets: Packets): Promise<Opened> {
  const packet = await packets.next(OPEN_MS);
  if (!packet.startsWith(PACKET.open)) throw new Error("the first packet is not Engine.IO's");
  return openShape.parse(JSON.parse(packet.slice(1)));
}

/** Acknowledges no frame, so that the server sends none soon; then only heartbeats pass. */
async function idle(socket: WebSocket, packets: Packets, opened: Opened): Promise<Finding> {
  const { pingInterval, pingTimeout } = opened;
  const check = "idle connection";
  const expected = `stays open between heartbeats, which are ${pingInterval / 1_000} s apart`;
  const advice = `Raise the proxy's idle or read timeout of upgraded connections to at least ${(3 * pingInterval) / 1_000} s.`;
  const hello = { version: PROTOCOL_VERSION, name: "doctor", bot: true };
  socket.send(`${PACKET.connect}${JSON.stringify(hello)}`);
  try {
    for (let heartbeats = 0; heartbeats < HEARTBEATS; ) {
      const packet = await packets.next(pingInterval + pingTimeout);
      if (packet.startsWith(PACKET.refused)) {
        return {
          check,
          result: "warning",
          found: `not checkable: the server refuses the doctor's bot: ${packet.slice(2, 120)}`,
          expected,
          advice: "Try again when the server has room, with the doctor of the server's version.",
        };
      }
      if (packet !== PACKET.ping) continue;
      heartbeats++;
      socket.send(PACKET.pong);
    }
    return { check, result: "ok", found: `open after ${HEARTBEATS} heartbeats`, expected, advice };
  } catch (error) {
    return { check, result: "problem", found: `lost while idle: ${reasonOf(error)}`, expected, advice };
  }
}
