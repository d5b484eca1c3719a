// Extends Socket.IO's stock parser: a BINARY_EVENT on the main namespace becomes one bare binary message instead of a
// text header and an attachment. Every other packet is left to the stock parser, which is passed in, because shared
// imports no package.
import { BINARY_EVENT } from "./messages.ts";

interface Packet {
  type: number;
  nsp: string;
  data?: unknown;
  id?: number | undefined;
}

/** The part of the package `socket.io-parser` that is used. */
export interface StockParser {
  readonly Encoder: new () => { encode(packet: Packet): unknown[] };
  readonly Decoder: new () => {
    add(chunk: unknown): void;
    emit(event: "decoded", packet: Packet): unknown;
    destroy(): void;
  };
}

const EVENT = 2;
const MAIN_NAMESPACE = "/";

function isBareBinary({ type, nsp, id, data }: Packet): boolean {
  return (
    type === EVENT && nsp === MAIN_NAMESPACE && id === undefined && Array.isArray(data) && isBinaryEvent(data)
  );
}

function isBinaryEvent(data: readonly unknown[]): boolean {
  return (
    data.length === 2 &&
    data[0] === BINARY_EVENT &&
    (ArrayBuffer.isView(data[1]) || data[1] instanceof ArrayBuffer)
  );
}

/** Creates the `parser` option of a Socket.IO server or client from the stock parser. */
export function makeBareBinaryParser(stock: StockParser) {
  class Encoder extends stock.Encoder {
    override encode(packet: Packet): unknown[] {
      return isBareBinary(packet) ? [(packet.data as [string, unknown])[1]] : super.encode(packet);
    }
  }

  class Decoder extends stock.Decoder {
    /** Attachments that the last stock binary packet still expects. */
    #attachments = 0;

    override add(chunk: unknown): void {
      if (typeof chunk === "string") {
        super.add(chunk);
        // Packet types 5 and 6 are binary; the number of attachments follows the type.
        if (chunk[0] === "5" || chunk[0] === "6") this.#attachments = Number.parseInt(chunk.slice(1), 10);
      } else if (this.#attachments > 0) {
        this.#attachments--;
        super.add(chunk);
      } else {
        this.emit("decoded", { type: EVENT, nsp: MAIN_NAMESPACE, data: [BINARY_EVENT, chunk] });
      }
    }
  }
  return { Encoder, Decoder };
}
