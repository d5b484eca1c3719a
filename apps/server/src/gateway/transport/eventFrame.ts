// Encodes a Socket.IO event to the bytes that Socket.IO would write, once for any number of recipients.
import type { ServerToClientEvents } from "@doubloon/shared/protocol/events";
import type { BINARY_EVENT } from "@doubloon/shared/protocol/messages";
import { Encoder, PacketType } from "socket.io-parser";
import { textFrame } from "./webSocketFrame.ts";

const encoder = new Encoder();

/** One event of the players' namespace as a whole WebSocket message. */
export function eventFrame<Event extends Exclude<keyof ServerToClientEvents, typeof BINARY_EVENT>>(
  event: Event,
  payload: Parameters<ServerToClientEvents[Event]>[0],
): Buffer {
  const [packet] = encoder.encode({ type: PacketType.EVENT, nsp: "/", data: [event, payload] });
  // An Engine.IO message packet is the digit 4 followed by the text.
  return textFrame(`4${packet}`);
}
