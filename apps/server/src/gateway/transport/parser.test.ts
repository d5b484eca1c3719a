// The rules of Doubloon's parser, compared with the stock parser that it extends; see also packages/shared/src/protocol.
import { BINARY_EVENT } from "@doubloon/shared/protocol/messages";
import { makeBareBinaryParser, type StockParser } from "@doubloon/shared/protocol/parser";
import * as stockParser from "socket.io-parser";
import { expect, test } from "vitest";

const { Encoder, Decoder } = makeBareBinaryParser(stockParser as unknown as StockParser);
const { PacketType } = stockParser;
const bytes = Buffer.from([1, 2, 3]);

/** The packets that a new decoder reads from these chunks. */
function decode(chunks: readonly unknown[]): unknown[] {
  const packets: unknown[] = [];
  const decoder = new Decoder();
  (decoder as unknown as stockParser.Decoder).on("decoded", (packet) => packets.push(packet.data));
  for (const chunk of chunks) decoder.add(chunk);
  return packets;
}

test("W1 a binary event is encoded as its bytes alone, and decoded again", () => {
  const chunks = new Encoder().encode({ type: PacketType.EVENT, nsp: "/", data: [BINARY_EVENT, bytes] });
  expect(chunks).toEqual([bytes]);
  expect(decode(chunks)).toEqual([[BINARY_EVENT, bytes]]);
});

test.each([
  [["notice", { kind: "info" }], undefined],
  [["picture", bytes, { more: bytes }], undefined],
  [[BINARY_EVENT, bytes], 7],
] as const)("W6 every other packet is encoded as by the stock parser: %o", (data, id) => {
  const packet = { type: PacketType.EVENT, nsp: "/", data: [...data], ...(id === undefined ? {} : { id }) };
  const chunks = new Encoder().encode(packet);
  expect(chunks).toEqual(new stockParser.Encoder().encode({ ...packet, data: [...data] }));
  expect(decode(chunks)).toEqual([[...data]]);
});

test("W6 attachments are not mistaken for messages, nor messages for attachments", () => {
  const stock = new Encoder().encode({ type: PacketType.EVENT, nsp: "/", data: ["picture", bytes, bytes] });
  expect(decode([bytes, ...stock, bytes])).toEqual([
    [BINARY_EVENT, bytes],
    ["picture", bytes, bytes],
    [BINARY_EVENT, bytes],
  ]);
});

test.each([["599-[]"], ["5abc"], ["9"], ["2{}"], ["511-[]"]])("a malformed header is refused: %s", (text) => {
  expect(() => decode([text])).toThrow();
});
