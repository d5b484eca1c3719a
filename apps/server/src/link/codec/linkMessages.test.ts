import { fromHex, toHex } from "@doubloon/shared/testing/hex";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LinkError } from "../linkError.ts";
import { recordGateway, recordWorld } from "../testing/recordingPorts.ts";
import {
  gatewaySampleCalls,
  sendGatewaySamples,
  sendWorldSamples,
  worldSampleCalls,
} from "../testing/sampleMessages.ts";
import { ByteWriter } from "./byteWriter.ts";
import { readGatewayMessages } from "./fromWorld.ts";
import { writeSideChannel } from "./sideChannel.ts";
import { GatewayMessageWriter } from "./toGateway.ts";
import { readWorldMessages, WorldMessageWriter } from "./toWorld.ts";

function gatewayBatch(): Buffer {
  const out = new ByteWriter(65_536);
  sendGatewaySamples(new GatewayMessageWriter(out, () => {}));
  return out.written;
}

function worldBatch(): Buffer {
  const out = new ByteWriter(65_536);
  sendWorldSamples(new WorldMessageWriter(out, () => {}), "g");
  return out.written;
}

const ignoreText = (): void => {};

/** The hex of a text. */
const hex = (text: string): string => toHex(Buffer.from(text));
const json = (value: unknown): string => {
  const bytes = Buffer.from(JSON.stringify(value));
  return `${toHex(Uint8Array.from([bytes.length & 255, bytes.length >> 8]))} ${toHex(bytes)}`;
};

describe("messages to a gateway", () => {
  it("are pinned as hex", () => {
    expect(toHex(gatewayBatch())).toBe(
      [
        `09 ${json(gatewaySampleCalls[0][1])}`,
        "04 08 01 00 00 00",
        "05 00 00 00 c4 c3 c2 c1",
        "03 f2 04 03 c4 c3 c2 c1",
        "01 f2 04 03 f0 ff ff ff 03 00 00 00 01 02 03",
        "01 f2 04 03 f0 ff ff ff 03 00 02 00 01 02 03 02 09",
        "02 51 a2 a1 c4 c3 c2 c1 f0 ff ff ff ff ff 04 03 40 42 0f 00 07 00 00 00",
        `0a ${json({ session: 0xc1c2c3c4, award: gatewaySampleCalls[7][2] })}`,
        "08 00 00 00 c4 c3 c2 c1 03 00 00 00 70 11 01 00 00 00 a8 e1 e0 fe 06 42",
        `0b ${json(gatewaySampleCalls[9][1])}`,
        `0c ${json({ session: 0xc1c2c3c4, event: "clue", payload: gatewaySampleCalls[10][3] })}`,
        `0c ${json({ session: 0xc1c2c3c4, event: "notice", payload: gatewaySampleCalls[11][3] })}`,
        `0c ${json({ session: 0xc1c2c3c4, event: "finds", payload: gatewaySampleCalls[12][3] })}`,
        "0d 05 02 01 c4 c3 c2 c1 fd ff ff ff f0 ff ff ff fe ff 00 00",
        `0e ${json({ event: "hunts", payload: gatewaySampleCalls[14][2] })}`,
        `0e ${json({ event: "finds", payload: gatewaySampleCalls[15][2] })}`,
        `0f ${json({ from: 1, entries: gatewaySampleCalls[16][2] })}`,
        `06 12 a2 a1 ${hex("Zoë 🏴‍☠️")}`,
        "07 00 a2 a1",
      ].join(" "),
    );
  });

  it("read back as written", () => {
    const { port, calls } = recordGateway();
    readGatewayMessages(gatewayBatch(), 0, port, ignoreText);
    expect(calls).toEqual(gatewaySampleCalls);
  });

  it("a recovery frame is a keyframe for all viewers", () => {
    const out = new ByteWriter(1000);
    new GatewayMessageWriter(out, () => {}).recoveryFrame(1 as never, 2 as never, Uint8Array.from([5, 6]));
    expect(toHex(out.written)).toBe("01 00 01 00 02 00 00 00 00 00 02 00 05 06");
    const { port, calls } = recordGateway();
    readGatewayMessages(out.written, 0, port, ignoreText);
    expect(calls).toEqual([["frame", 1, 2, [5, 6], [5, 6]]]);
  });

  it("a message whose JSON is too long is not written at all", () => {
    const out = new ByteWriter(1_000_000);
    const writer = new GatewayMessageWriter(out, () => {});
    const row = { rank: 1, name: "x".repeat(1000), score: 1, playerId: "p" as never };
    expect(() => writer.board({ top: Array(100).fill(row), online: 1 })).toThrow(/at most 65535/);
    expect(out.length).toBe(0);
  });
});

describe("messages to the world", () => {
  it("are pinned as hex", () => {
    const playerId = "AAAAAAAAAAAAAAAAAAAAAA";
    expect(toHex(worldBatch())).toBe(
      [
        `13 ${json({ session: 0xfffffffe, playerId, name: "Zoë" })}`,
        `13 ${json({ session: 2, playerId })}`,
        `13 ${json({ session: 3, playerId, name: "Robot", bot: true })}`,
        `15 ${json({ session: 0xc1c2c3c4, mover: 0xa1a2, request: worldSampleCalls("g")[3][4] })}`,
        "10 02 a2 a1 ff ff 3f 00 c4 c3 c2 c1 40 42 0f 00 80 84 1e 00",
        `16 ${json({ playerId, event: "award", payload: worldSampleCalls("g")[5][4] })}`,
        `16 ${json({ playerId, event: "finds", payload: worldSampleCalls("g")[6][4] })}`,
        "11 f2 04 03",
        "12 00 a2 a1 c4 c3 c2 c1",
        `14 ${json({ connections: 12, lagMs: 0.5, busy: 0.25, droppedFrames: 3 })}`,
      ].join(" "),
    );
  });

  it("read back as written", () => {
    const { port, calls } = recordWorld();
    readWorldMessages(worldBatch(), 0, "g", port, ignoreText);
    expect(calls).toEqual(worldSampleCalls("g"));
  });
});

it("a side-channel text is pinned as hex and reads back in both directions", () => {
  const out = new ByteWriter(1000);
  writeSideChannel(out, "Zoë");
  expect(toHex(out.written)).toBe("1f 00 00 00 04 00 00 00 5a 6f c3 ab");
  const calls: string[] = [];
  readGatewayMessages(out.written, 0, recordGateway().port, (text) => calls.push(text));
  readWorldMessages(out.written, 0, "g", recordWorld().port, (text) => calls.push(text));
  expect(calls).toEqual(["Zoë", "Zoë"]);
});

describe("any bytes give messages or a LinkError", () => {
  const read = (bytes: Uint8Array): void => {
    for (const attempt of [
      () => readGatewayMessages(bytes, 0, recordGateway().port, ignoreText),
      () => readWorldMessages(bytes, 0, "g", recordWorld().port, ignoreText),
    ]) {
      try {
        attempt();
      } catch (error) {
        expect(error).toBeInstanceOf(LinkError);
      }
    }
  };

  it("random bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), read), { numRuns: 2000, seed: 1 });
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
      { numRuns: 1000, seed: 1 },
    );
  });

  it.each([
    ["1d", /kind 29/],
    ["0c 02 00 7b 7d", /field event/],
    ["1f 00 00 00 ff ff ff ff", /side-channel text of 4294967295 bytes/],
    ["01 00 01 00 00 00 00 00 00 00 00 00", /without bytes/],
    ["04 ff 00 00 00 00", /refusal number 255/],
    ["0b 02 00 7b 7d", /field top/],
    ["0b 02 00 7b 7b", /does not parse/],
    ["03 00 01", /cut off/],
  ])("%s is an error that names the problem", (bytes, message) => {
    expect(() => readGatewayMessages(fromHex(bytes), 0, recordGateway().port, ignoreText)).toThrow(message);
  });
});
