import fc from "fast-check";
import { expect, test } from "vitest";
import { ClientFrames, eachMessage } from "./clientFrames.ts";

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(" ", ""), "hex"));

function messagesOf(bytes: Uint8Array): string[] {
  const messages: string[] = [];
  eachMessage(bytes, (message) => messages.push(Buffer.from(message).toString("hex")));
  return messages;
}

test.each([
  ["a message", "8283 01020304 000306", ["010105"]],
  ["a message without payload", "8280 01020304", [""]],
  ["two messages", "8281 00000000 aa 8285 ff00ff00 0102030405", ["aa", "fe02fc04fa"]],
])("%s is unmasked", (_, bytes, messages) => {
  expect(new ClientFrames().follow(hex(bytes))).toBe(true);
  expect(messagesOf(hex(bytes))).toEqual(messages);
});

const pass = "8281 00000000 aa";
test.each([
  ["text", "8181 00000000 33", true],
  ["a ping", "8980 00000000", true],
  ["a message beside text", `${pass} 8181 00000000 33`, true],
  ["a message of 126 bytes", `82fe007e 00000000 ${"00".repeat(126)}`, true],
  ["a fragment", "0281 00000000 aa", false],
  ["the end of a fragmented message", "8081 00000000 aa", false],
  ["reserved bits", "c281 00000000 aa", false],
  ["an unmasked frame", "8204 aabbccdd", false],
  ["a message of 64-bit length", "82ff 0000000000000001 00000000 aa", false],
  ["half a header", "8281 00", false],
])("%s is left to ws; the next message is read without it: %s", (_, bytes, followed) => {
  const frames = new ClientFrames();
  expect(frames.follow(hex(bytes))).toBe(false);
  expect(frames.follow(hex(pass))).toBe(followed);
});

test("for any chunking, a chunk is taken only if it begins and ends at a message boundary", () => {
  const frame = fc
    .tuple(
      fc.constantFrom(0x81, 0x82, 0x88, 0x89),
      fc.uint8Array({ minLength: 4, maxLength: 4 }),
      fc.nat(300),
    )
    .map(([first, mask, length]) => {
      const size = length < 126 ? [0x80 | length] : [0xfe, length >> 8, length & 0xff];
      return Uint8Array.from([first, ...size, ...mask, ...new Uint8Array(length).fill(first)]);
    });
  const cuts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(fc.array(frame, { minLength: 1, maxLength: 12 }), cuts, (list, sizes) => {
      const bytes = Buffer.concat(list);
      const begins = new Set([0]);
      let end = 0;
      for (const { length } of list) {
        end += length;
        begins.add(end);
      }
      const frames = new ClientFrames();
      for (let at = 0, i = 0; at < bytes.length; i++) {
        const until = Math.min(bytes.length, at + sizes[i % sizes.length]);
        if (frames.follow(bytes.subarray(at, until))) {
          expect(begins.has(at) && begins.has(until)).toBe(true);
          expect(bytes[at]).toBe(0x82);
        }
        at = until;
      }
    }),
    { seed: 1 },
  );
});
