import { fromHex, toHex } from "@doubloon/shared/testing/hex";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LinkError } from "../linkError.ts";
import { recordGateway, recordWorld } from "../testing/recordingPorts.ts";
import { tellGateway, tellWorld, toldGateway, toldWorld } from "../testing/sampleMessages.ts";
import { ByteWriter } from "./byteWriter.ts";
import { writeSideChannel } from "./sideChannel.ts";
import { GatewayMessageWriter, readGatewayMessages } from "./toGateway.ts";
import { readWorldMessages, WorldMessageWriter } from "./toWorld.ts";

function gatewayBatch(): Buffer {
  const out = new ByteWriter(65_536);
  tellGateway(new GatewayMessageWriter(out, () => {}));
  return out.written;
}

function worldBatch(): Buffer {
  const out = new ByteWriter(65_536);
  tellWorld(new WorldMessageWriter(out, () => {}), "g");
  return out.written;
}

const noAside = (): void => {};

/** The hex of a text, for the JSON parts of a batch. */
const hex = (text: string): string => toHex(Buffer.from(text));
const json = (value: unknown): string => {
  const bytes = Buffer.from(JSON.stringify(value));
  return `${toHex(Uint8Array.from([bytes.length & 255, bytes.length >> 8]))} ${toHex(bytes)}`;
};

describe("what the world tells a gateway", () => {
  it("is pinned as hex", () => {
    expect(toHex(gatewayBatch())).toBe(
      [
        `09 ${json(toldGateway[0][1])}`,
        "04 08 01 00 00 00",
        "05 00 00 00 c4 c3 c2 c1",
        "03 f2 04 03 c4 c3 c2 c1",
        "01 f2 04 03 f0 ff ff ff 03 00 00 00 01 02 03",
        "01 f2 04 03 f0 ff ff ff 03 00 02 00 01 02 03 02 09",
        "02 51 a2 a1 c4 c3 c2 c1 f0 ff ff ff ff ff 04 03 40 42 0f 00 07 00 00 00",
        `0a ${json({ session: 0xc1c2c3c4, award: toldGateway[7][2] })}`,
        "08 00 00 00 c4 c3 c2 c1 03 00 00 00 70 11 01 00 00 00 a8 e1 e0 fe 06 42",
        `0b ${json(toldGateway[9][1])}`,
        `06 12 a2 a1 ${hex("Zoë 🏴‍☠️")}`,
        "07 00 a2 a1",
      ].join(" "),
    );
  });

  it("reads back as it was written", () => {
    const { port, said } = recordGateway();
    readGatewayMessages(gatewayBatch(), 0, port, noAside);
    expect(said).toEqual(toldGateway);
  });

  it("a healing frame is the keyframe for everybody", () => {
    const out = new ByteWriter(1000);
    new GatewayMessageWriter(out, () => {}).healingFrame(1 as never, 2 as never, Uint8Array.from([5, 6]));
    expect(toHex(out.written)).toBe("01 00 01 00 02 00 00 00 00 00 02 00 05 06");
    const { port, said } = recordGateway();
    readGatewayMessages(out.written, 0, port, noAside);
    expect(said).toEqual([["frame", 1, 2, [5, 6], [5, 6]]]);
  });

  it("a message whose JSON is too long leaves no trace", () => {
    const out = new ByteWriter(1_000_000);
    const writer = new GatewayMessageWriter(out, () => {});
    const row = { rank: 1, name: "x".repeat(1000), score: 1, playerId: "p" as never };
    expect(() => writer.board({ top: Array(100).fill(row), online: 1 })).toThrow(/at most 65535/);
    expect(out.length).toBe(0);
  });
});

describe("what a gateway tells the world", () => {
  it("is pinned as hex", () => {
    const playerId = "AAAAAAAAAAAAAAAAAAAAAA";
    expect(toHex(worldBatch())).toBe(
      [
        `13 ${json({ session: 0xfffffffe, playerId, name: "Zoë" })}`,
        `13 ${json({ session: 2, playerId })}`,
        "10 02 a2 a1 ff ff 3f 00 c4 c3 c2 c1 40 42 0f 00 80 84 1e 00",
        "11 f2 04 03",
        "12 00 a2 a1 c4 c3 c2 c1",
        `14 ${json({ connections: 12, lagMs: 0.5, busy: 0.25, droppedFrames: 3 })}`,
      ].join(" "),
    );
  });

  it("reads back as it was written", () => {
    const { port, said } = recordWorld();
    readWorldMessages(worldBatch(), 0, "g", port, noAside);
    expect(said).toEqual(toldWorld("g"));
  });
});

it("an aside is pinned as hex and reads back in either direction", () => {
  const out = new ByteWriter(1000);
  writeSideChannel(out, "Zoë");
  expect(toHex(out.written)).toBe("1f 00 00 00 04 00 00 00 5a 6f c3 ab");
  const heard: string[] = [];
  readGatewayMessages(out.written, 0, recordGateway().port, (text) => heard.push(text));
  readWorldMessages(out.written, 0, "g", recordWorld().port, (text) => heard.push(text));
  expect(heard).toEqual(["Zoë", "Zoë"]);
});

describe("a value or a LinkError, whatever the bytes", () => {
  const read = (bytes: Uint8Array): void => {
    for (const attempt of [
      () => readGatewayMessages(bytes, 0, recordGateway().port, noAside),
      () => readWorldMessages(bytes, 0, "g", recordWorld().port, noAside),
    ]) {
      try {
        attempt();
      } catch (error) {
        expect(error).toBeInstanceOf(LinkError);
      }
    }
  };

  it("random bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), read), { numRuns: 2000 });
  });

  it("flipped and truncated bytes", () => {
    const batches = [gatewayBatch(), worldBatch()];
    const flips = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 5 });
    fc.assert(
      fc.property(fc.constantFrom(...batches), flips, fc.nat(), (batch, changes, cut) => {
        const bytes = Buffer.from(batch);
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        read(bytes);
        read(bytes.subarray(0, cut % bytes.length));
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ["15", /kind 21/],
    ["1f 00 00 00 ff ff ff ff", /aside of 4294967295 bytes/],
    ["01 00 01 00 00 00 00 00 00 00 00 00", /without bytes/],
    ["04 ff 00 00 00 00", /refusal number 255/],
    ["0b 02 00 7b 7d", /field top/],
    ["0b 02 00 7b 7b", /does not parse/],
    ["03 00 01", /cut off/],
  ])("%s is an error that says what was expected", (bytes, message) => {
    expect(() => readGatewayMessages(fromHex(bytes), 0, recordGateway().port, noAside)).toThrow(message);
  });
});
