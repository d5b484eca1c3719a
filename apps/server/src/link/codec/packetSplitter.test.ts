import fc from "fast-check";
import { expect, test } from "vitest";
import { LinkError } from "../linkError.ts";
import { PACKET_HEADER_BYTES } from "./packet.ts";
import { PacketSplitter } from "./packetSplitter.ts";

function packetOf(payload: Uint8Array): Buffer {
  const packet = Buffer.alloc(PACKET_HEADER_BYTES + payload.length);
  packet.writeUInt32LE(packet.length, 0);
  packet.set(payload, PACKET_HEADER_BYTES);
  return packet;
}

test("packets come out complete and in order, however the stream is split and whenever they are taken", () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 20 }),
      fc.array(fc.tuple(fc.integer({ min: 1, max: 200 }), fc.nat(4)), { minLength: 1 }),
      (payloads, cuts) => {
        const packets = payloads.map(packetOf);
        const stream = Buffer.concat(packets);
        const splitter = new PacketSplitter();
        const taken: string[] = [];
        const take = (most: number) => {
          for (let i = 0; i < most; i++) {
            const packet = splitter.take();
            if (packet === undefined) return;
            taken.push(packet.toString("hex"));
          }
        };
        for (let at = 0, i = 0; at < stream.length; i++) {
          const [bytes, takes] = cuts[i % cuts.length];
          splitter.push(Buffer.from(stream.subarray(at, at + bytes)));
          at += bytes;
          take(takes);
        }
        take(packets.length);
        expect(taken).toEqual(packets.map((packet) => packet.toString("hex")));
        expect(splitter.take()).toBeUndefined();
      },
    ),
    { seed: 1 },
  );
});

test.each([0, PACKET_HEADER_BYTES - 1, 0xffff_ffff])(
  "a packet with a length of %i bytes is rejected",
  (length) => {
    const splitter = new PacketSplitter();
    const header = Buffer.alloc(PACKET_HEADER_BYTES);
    header.writeUInt32LE(length, 0);
    splitter.push(header);
    expect(() => splitter.take()).toThrow(LinkError);
  },
);
