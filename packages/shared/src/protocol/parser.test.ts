import { describe, expect, it } from "vitest";
import { BINARY_EVENT } from "./messages.ts";
import { makeBareBinaryParser, type StockParser } from "./parser.ts";

// A minimal stock parser: it emits text packets at once, and types 5 and 6 after their attachments. The server's tests
// run the same cases with the real parser; shared depends on no package.
const decoded: unknown[] = [];
const stock: StockParser = {
  Encoder: class {
    encode(packet: object): unknown[] {
      return [JSON.stringify(packet)];
    }
  },
  Decoder: class {
    waiting = 0;
    add(chunk: unknown): void {
      if (typeof chunk === "string") this.waiting = /^[56]/.test(chunk) ? Number(chunk[1]) : 0;
      else if (this.waiting-- === 0) throw new Error("binary without a packet");
      if (this.waiting === 0) this.emit("decoded", { type: 2, nsp: "/", data: ["stock", chunk] });
    }
    emit(_event: "decoded", packet: { type: number; nsp: string; data?: unknown }): void {
      decoded.push(packet.data);
    }
    destroy(): void {}
  },
};
const { Encoder, Decoder } = makeBareBinaryParser(stock);
const bytes = Uint8Array.from([1, 2, 3]);

describe("W1 bare binary messages", () => {
  it("W1 a binary event on the main namespace is encoded as its bytes only", () => {
    expect(new Encoder().encode({ type: 2, nsp: "/", data: [BINARY_EVENT, bytes] })).toEqual([bytes]);
    expect(new Encoder().encode({ type: 2, nsp: "/", data: [BINARY_EVENT, bytes.buffer] })).toEqual([
      bytes.buffer,
    ]);
  });

  it.each([
    [{ type: 2, nsp: "/admin", data: [BINARY_EVENT, bytes] }],
    [{ type: 2, nsp: "/", id: 1, data: [BINARY_EVENT, bytes] }],
    [{ type: 2, nsp: "/", data: [BINARY_EVENT, bytes, 1] }],
    [{ type: 2, nsp: "/", data: [BINARY_EVENT, "text"] }],
    [{ type: 2, nsp: "/", data: ["other", bytes] }],
    [{ type: 3, nsp: "/", id: 1, data: [BINARY_EVENT, bytes] }],
  ])("W6 any other packet is encoded by the stock parser: %j", (packet) => {
    expect(new Encoder().encode(packet)).toEqual([JSON.stringify(packet)]);
  });

  it("W1 W6 bytes are attachments while a packet expects them, and messages otherwise", () => {
    decoded.length = 0;
    const decoder = new Decoder();
    decoder.add(bytes);
    decoder.add('52-["e",{},{}]');
    decoder.add(bytes);
    decoder.add(bytes);
    decoder.add(bytes);
    expect(decoded).toEqual([
      [BINARY_EVENT, bytes],
      ["stock", bytes],
      [BINARY_EVENT, bytes],
    ]);
  });
});
