import type { InputSeq, PlayerId, Tick } from "@doubloon/shared/ids";
import type { Award } from "@doubloon/shared/protocol/events";
import { BINARY_EVENT } from "@doubloon/shared/protocol/messages";
import { encodeClientMessage } from "@doubloon/shared/wire/input";
import { expect, test } from "vitest";
import { START_FEED, startGateway, until } from "../testing/gatewayFixture.ts";
import { joinRaw } from "../testing/rawPlayer.ts";
import { feedName } from "./feedRooms.ts";
import { binaryFrame } from "./webSocketFrame.ts";

test.each([
  [0, "8200"],
  [125, "827d"],
  [126, "827e007e"],
  [65_535, "827effff"],
  [65_536, "827f0000000000010000"],
])("a message of %i bytes begins with %s", (length, header) => {
  const payload = new Uint8Array(length).fill(7);
  const frame = binaryFrame(payload);
  expect(frame.subarray(0, header.length / 2).toString("hex")).toBe(header);
  expect(Buffer.compare(frame.subarray(header.length / 2), payload)).toBe(0);
});

test.each([1, 125, 126, 4_098, 70_000])(
  "a frame of %i bytes has the same bytes on the wire as io.to(room).volatile.emit",
  async (length) => {
    await using fixture = await startGateway();
    const player = await joinRaw(fixture.port);
    const bytes = Uint8Array.from({ length }, (_, i) => i & 0xff);
    player.take();
    fixture.gateway.io.to(feedName(START_FEED)).volatile.emit(BINARY_EVENT, bytes);
    await player.has(length + 2);
    await until(() => player.socket.bytesRead > 0);
    const stock = player.take();
    fixture.toGateway.frame(START_FEED, 101 as Tick, new Uint8Array(), bytes);
    await player.has(stock.length);
    expect(Buffer.compare(player.take(), stock)).toBe(0);
    expect(Buffer.compare(stock, binaryFrame(bytes))).toBe(0);
  },
);

test("Socket.IO's messages and frames keep their boundaries when written in the same turn", async () => {
  await using fixture = await startGateway();
  const player = await joinRaw(fixture.port);
  const { io } = fixture.gateway;
  const delta = new Uint8Array(300).fill(1);
  fixture.toGateway.frame(START_FEED, 101 as Tick, delta, delta);
  await player.has(304);
  player.take();
  let expected = 0;
  for (let tick = 102; tick < 130; tick++) {
    io.emit("notice", { kind: "info", text: `line ${tick}` });
    fixture.toGateway.frame(START_FEED, tick as Tick, delta, undefined);
    io.emit("standing", { score: tick, rank: 1, of: 1 });
    expected += 2 + `42["notice",{"kind":"info","text":"line ${tick}"}]`.length;
    expected += 2 + `42["standing",{"score":${tick},"rank":1,"of":1}]`.length;
  }
  expected += fixture.observer.frames * 304 - 304;
  await player.has(expected);
  const bytes = player.take();
  expect(bytes.length).toBe(expected);
  let at = 0;
  while (at < bytes.length) {
    expect([0x81, 0x82]).toContain(bytes[at]);
    at += bytes[at + 1] === 126 ? 4 + bytes.readUInt16BE(at + 2) : 2 + bytes[at + 1];
  }
  expect(at).toBe(bytes.length);
});

test.each(["sends a close frame", "ends its TCP side"])(
  "nothing is written to a client that %s",
  async (way) => {
    await using fixture = await startGateway();
    const player = await joinRaw(fixture.port);
    let tick = 101;
    const send = () =>
      fixture.toGateway.frame(START_FEED, tick++ as Tick, Uint8Array.of(1, 2), Uint8Array.of(1, 2));
    send();
    await player.has(4);
    // Masked, with code 1000.
    if (way === "sends a close frame") player.socket.write(Buffer.from([0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe8]));
    else player.socket.end();
    while (!player.socket.readableEnded) {
      send();
      await new Promise((resolve) => setImmediate(resolve));
    }
    const bytes = player.take().toString("hex");
    expect(bytes.replace(/^(82020102)+/, "")).toBe(way === "sends a close frame" ? "880203e8" : "");
  },
);

test("a session with a pending write is skipped, delays no other, and gets a keyframe afterwards", async () => {
  await using fixture = await startGateway({ maxBehindTicks: 1_000_000 });
  const slow = await joinRaw(fixture.port);
  const quick = await joinRaw(fixture.port);
  const big = new Uint8Array(500_000).fill(1);
  const small = new Uint8Array(50).fill(2);
  let tick = 101;
  fixture.toGateway.frame(START_FEED, tick++ as Tick, big, small);
  await slow.has(52);
  await quick.has(52);
  slow.socket.pause();
  slow.take();
  quick.take();
  while (!fixture.observer.drops.has("backlog")) {
    fixture.toGateway.frame(START_FEED, tick++ as Tick, big, undefined);
    await quick.has(500_010);
    quick.take();
  }
  // The quick client got all frames, the slow one did not.
  expect(fixture.observer.drops.get("backlog")).toBe(1);
  slow.socket.resume();
  slow.send(encodeClientMessage({ kind: "ack", seenTick: tick as Tick }));
  const keyframe = binaryFrame(small);
  let came = Buffer.alloc(0);
  while (came.indexOf(keyframe) < 0) {
    fixture.toGateway.frame(START_FEED, tick++ as Tick, new Uint8Array(3), small);
    await new Promise((resolve) => setImmediate(resolve));
    came = Buffer.concat([came.subarray(-60), slow.take()]);
  }
  expect(fixture.observer.keyframes).toBe(3);
});

test("messages piggybacked on a frame have the bytes that Socket.IO would write before it, and are sent once", async () => {
  await using fixture = await startGateway();
  const player = await joinRaw(fixture.port);
  const other = await joinRaw(fixture.port);
  const { io } = fixture.gateway;
  const board = { top: [{ rank: 1, name: "Zoë", score: 9, playerId: "p" as PlayerId }], online: 2 };
  const standing = { score: 12, rank: 3, of: 4 };
  const award: Award = { kind: 1, value: 5, tileX: 3, tileY: 4, standing };
  const delta = Uint8Array.of(9, 9, 9);
  fixture.toGateway.frame(START_FEED, 101 as Tick, delta, delta);
  await player.has(5);
  await other.has(5);
  player.take();
  other.take();
  io.emit("board", board);
  io.emit("standing", standing);
  io.emit("award", award);
  const text = (event: string, payload: unknown) => Buffer.from(`42${JSON.stringify([event, payload])}`);
  const parts = [text("board", board), text("standing", standing), text("award", award)];
  const length = parts.reduce((sum, part) => sum + part.length + (part.length < 126 ? 2 : 4), 0);
  await player.has(length);
  const stock = player.take();
  await other.has(length);
  other.take();
  fixture.toGateway.board(board);
  fixture.toGateway.standing(1, standing);
  fixture.toGateway.award(1, award);
  fixture.toGateway.frame(START_FEED, 102 as Tick, delta, undefined);
  fixture.toGateway.frame(START_FEED, 103 as Tick, delta, undefined);
  const frame = binaryFrame(delta);
  await player.has(stock.length + 10);
  expect(player.take().toString("hex")).toBe(Buffer.concat([stock, frame, frame]).toString("hex"));
  const boardLength = parts[0].length + (parts[0].length < 126 ? 2 : 4);
  await other.has(boardLength + 10);
  expect(other.take().toString("hex")).toBe(
    Buffer.concat([stock.subarray(0, boardLength), frame, frame]).toString("hex"),
  );
});

test("piggybacked bytes are bounded: further events go through Socket.IO's queue, and only the newest board is sent", async () => {
  await using fixture = await startGateway();
  const player = await joinRaw(fixture.port);
  const standing = { score: 1, rank: 1, of: 1 };
  player.take();
  const bytes = 2 + `42${JSON.stringify(["standing", standing])}`.length;
  const sent = Math.floor(8_192 / bytes) + 3;
  for (let i = 0; i < sent; i++) fixture.toGateway.standing(1, standing);
  await player.has(3 * bytes);
  for (let online = 1; online < 1_000; online++) fixture.toGateway.board({ top: [], online });
  expect(player.take().length).toBe(3 * bytes);
  fixture.toGateway.frame(START_FEED, 102 as Tick, Uint8Array.of(1), Uint8Array.of(1));
  const board = 2 + `42${JSON.stringify(["board", { top: [], online: 999 }])}`.length;
  await player.has(board + (sent - 3) * bytes + 3);
  expect(player.take().length).toBe(board + (sent - 3) * bytes + 3);
});

test("inputs reach the world once and in order, for any chunking", async () => {
  await using fixture = await startGateway();
  const player = await joinRaw(fixture.port);
  const { inputs } = fixture.world;
  const input = (seq: number): Buffer => {
    const message = encodeClientMessage({ kind: "stop", seq: seq as InputSeq, seenTick: 0 as Tick });
    const mask = [1, 2, 3, 4];
    return Buffer.from([
      0x82,
      0x80 | message.length,
      ...mask,
      ...message.map((byte, i) => byte ^ mask[i & 3]),
    ]);
  };
  const reaches = (count: number) => until(() => inputs.length === count);
  player.socket.write(input(1));
  await reaches(1);
  player.socket.write(Buffer.concat([input(2), input(3)]));
  await reaches(3);
  // Cut within the payload: the input takes effect when the rest has arrived.
  player.socket.write(Buffer.concat([input(4), input(5).subarray(0, 9)]));
  await reaches(4);
  player.socket.write(Buffer.concat([input(5).subarray(9), input(6)]));
  await reaches(6);
  // A Socket.IO message between two inputs.
  player.socket.write(Buffer.concat([input(7), Buffer.from([0x81, 0x81, 0, 0, 0, 0, 0x33]), input(8)]));
  await reaches(8);
  // Cut within the header, then a fragmented message: from there on ws reads the connection.
  player.socket.write(input(9).subarray(0, 1));
  player.socket.write(Buffer.concat([input(9).subarray(1), input(10)]));
  await reaches(10);
  const whole = input(11);
  const first = Buffer.from([0x02, 0x80 | 3, ...whole.subarray(2, 9)]);
  const rest = whole.subarray(9).map((byte, i) => byte ^ [1, 2, 3, 4][(i + 3) & 3]);
  player.socket.write(Buffer.concat([first, Buffer.from([0x80, 0x80 | rest.length, 0, 0, 0, 0, ...rest])]));
  player.socket.write(input(12));
  await reaches(12);
  expect(inputs.map(([, seq]) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
});
