import type { InputSeq, MoverId, Tick } from "@doubloon/shared/ids";
import { Intent } from "@doubloon/shared/movement";
import { BINARY_EVENT, PROTOCOL_VERSION } from "@doubloon/shared/protocol/messages";
import { type ClientMessage, encodeClientMessage } from "@doubloon/shared/wire/input";
import { decodeSelf } from "@doubloon/shared/wire/self";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type FeedId, feedIdOf } from "../link/feedId.ts";
import {
  binaryMessages,
  type GatewayFixture,
  once,
  refusalOf,
  START_FEED,
  START_ROOM,
  startGateway,
  type TestClient,
  until,
} from "./testing/gatewayFixture.ts";
import { feedName } from "./transport/feedRooms.ts";

let fixture: GatewayFixture;
beforeEach(async () => {
  fixture = await startGateway();
});
afterEach(async () => {
  await fixture[Symbol.asyncDispose]();
});

const SEEN = 0 as Tick;
function send(client: TestClient, message: ClientMessage): void {
  client.emit(BINARY_EVENT, encodeClientMessage(message));
}
function headingInput(seq: number, heading = 0): ClientMessage {
  return { kind: "heading", seq: seq as InputSeq, seenTick: SEEN, heading };
}

describe("joining", () => {
  test("a new player gets an id, a token and its own state; the token brings the same player back", async () => {
    const { client, welcome } = await fixture.join();
    expect(welcome.playerId).toMatch(/^[\w-]{22}$/);
    expect(welcome).toMatchObject({ name: "Anne", room: START_ROOM, returning: false });
    expect(fixture.world.wanted).toContain(START_FEED);
    client.disconnect();
    await until(() => fixture.world.left.length === 1);
    const again = await fixture.join({ token: welcome.token });
    expect(again.welcome.playerId).toBe(welcome.playerId);
    expect(again.welcome.token).toBe(welcome.token);
    expect(fixture.observer.joins).toBe(2);
  });

  test("the first binary message is the player's own state", async () => {
    const client = fixture.client();
    const first = binaryMessages(client, 1);
    client.connect();
    expect(decodeSelf((await first)[0]).room).toBe(START_ROOM);
  });

  test.each([
    ["versionMismatch", { version: 999 }],
    ["versionMismatch", { version: PROTOCOL_VERSION - 1 }],
    ["helloMalformed", { version: "1" }],
    ["helloMalformed", { name: 5 }],
    ["nameEmpty", { name: "   " }],
    ["nameTooLong", { name: "x".repeat(17) }],
    ["nameInvisible", { name: "a\u200bb" }],
    ["nameMarkup", { name: "<b>" }],
    ["nameEmpty", { name: "\ufe0f\u034f" }],
    ["nameReserved", { name: "G4me Mаster" }],
    ["nameMixedScript", { name: "Аnne" }],
    ["tokenInvalid", { token: "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhYmMifQ." }],
  ] as const)("%s: %o is refused with that code and counted", async (code, hello) => {
    expect((await refusalOf(fixture.client(hello))).code).toBe(code);
    expect(fixture.observer.refusals.get(code)).toBe(1);
    await until(() => fixture.gateway.connections === 0);
  });

  test("a refusal by the world is sent as a farewell", async () => {
    fixture.world.answer = "serverFull";
    const client = fixture.client();
    const farewell = once(client, "farewell");
    client.connect();
    expect(await farewell).toMatchObject({ code: "serverFull", retryAfterMs: 750 });
    await until(() => client.disconnected);
  });

  test("a second tab takes over; the first gets a farewell, and the mover stays in the world", async () => {
    const first = await fixture.join();
    const farewell = once(first.client, "farewell");
    const second = await fixture.join({ token: first.welcome.token });
    expect((await farewell).code).toBe("takenOver");
    expect(second.welcome.returning).toBe(true);
    await until(() => first.client.disconnected);
    expect(fixture.world.left).toEqual([]);
    expect(fixture.gateway.players).toBe(1);
  });

  test("a player who leaves before the world has answered leaves the world too", async () => {
    fixture.world.answer = "wait";
    const client = fixture.client();
    client.connect();
    await until(() => fixture.world.entered.length === 1);
    client.disconnect();
    await until(() => fixture.gateway.connections === 0);
    fixture.toGateway.entered({
      session: fixture.world.sessions[0],
      playerId: fixture.world.entered[0].playerId,
      mover: 9 as MoverId,
      feed: START_FEED,
      name: "Anne",
      returning: false,
      tick: SEEN,
      timeMs: 0 as never,
      standing: { score: 0, rank: 1, of: 1 },
      self: {} as never,
    });
    expect(fixture.world.left).toEqual([9]);
    expect(fixture.world.leftSessions).toEqual(fixture.world.sessions);
  });
});

describe("inputs", () => {
  test("reach the world as decoded", async () => {
    const { client, welcome } = await fixture.join();
    send(client, headingInput(1, 16));
    send(client, { kind: "point", seq: 2 as InputSeq, seenTick: SEEN, x: 300, y: 400 });
    send(client, { kind: "stop", seq: 3 as InputSeq, seenTick: SEEN });
    await until(() => fixture.world.inputs.length === 3);
    expect(fixture.world.inputs).toEqual([
      [welcome.mover, 1, Intent.heading, 16, 0, 0],
      [welcome.mover, 2, Intent.point, 0, 300, 400],
      [welcome.mover, 3, Intent.stop, 0, 0, 0],
    ]);
    const [session] = fixture.world.sessions;
    expect(fixture.world.inputSessions).toEqual([session, session, session]);
  });

  test("bypass Socket.IO while their player plays; heartbeats and events do not", async () => {
    await using fixture = await startGateway({ pingIntervalMs: 20 });
    const { client } = await fixture.join();
    const [socket] = fixture.gateway.io.sockets.sockets.values();
    const packets: string[] = [];
    socket.conn.on("packet", (packet: { readonly type: string }) => packets.push(packet.type));
    send(client, { kind: "stop", seq: 1 as InputSeq, seenTick: 100 as Tick });
    await until(() => fixture.world.inputs.length === 1);
    expect(packets).not.toContain("message");
    await new Promise<void>((resolve) => client.emit("probe", () => resolve()));
    expect(packets).toContain("message");
    await until(() => packets.includes("pong"));
  });

  test("are refused before the welcome, and the connection stays", async () => {
    fixture.world.answer = "wait";
    const client = fixture.client();
    const notice = once(client, "notice");
    client.connect();
    send(client, headingInput(1));
    await notice;
    expect(fixture.observer.refusals.get("tooEarly")).toBe(1);
    expect(client.connected).toBe(true);
  });

  test("are refused out of order or outside the map, and the connection stays", async () => {
    const { client } = await fixture.join();
    send(client, headingInput(5));
    send(client, headingInput(5));
    send(client, headingInput(4));
    send(client, { kind: "point", seq: 6 as InputSeq, seenTick: SEEN, x: 64 * 256, y: 0 });
    send(client, headingInput(7));
    await until(() => fixture.world.inputs.length === 2);
    expect(fixture.observer.refusals.get("outOfOrder")).toBe(2);
    expect(fixture.observer.refusals.get("targetOutsideMap")).toBe(1);
    expect(client.connected).toBe(true);
  });

  test("beyond the rate are refused, and accepted again when time has passed", async () => {
    const { client } = await fixture.join();
    for (let seq = 1; seq <= 70; seq++) send(client, headingInput(seq));
    await until(() => fixture.observer.refusals.get("rateLimited") === 10);
    expect(fixture.world.inputs.length).toBe(60);
    fixture.clock.ms += 1_000;
    send(client, headingInput(100));
    await until(() => fixture.world.inputs.length === 61);
  });

  test("a flood ends the connection with its reason", async () => {
    const { client } = await fixture.join();
    const farewell = once(client, "farewell");
    for (let i = 0; i < 400; i++) send(client, { kind: "ack", seenTick: SEEN });
    expect((await farewell).code).toBe("flooding");
    await until(() => fixture.gateway.connections === 0);
    expect(fixture.world.left.length).toBe(1);
  });

  test.each([
    ["malformed", (client: TestClient) => client.emit(BINARY_EVENT, new Uint8Array([99, 1, 2]))],
    ["malformed", (client: TestClient) => client.emit(BINARY_EVENT, "text" as never)],
    ["malformed", (client: TestClient) => client.emit("who", "everybody" as never, () => {})],
    ["malformed", (client: TestClient) => client.emit("probe", 5 as never)],
    ["unknownMessage", (client: TestClient) => client.emit("gold" as "probe", () => {})],
  ] as const)("%s ends the connection with its reason", async (code, misbehave) => {
    const { client } = await fixture.join();
    const farewell = once(client, "farewell");
    misbehave(client);
    expect((await farewell).code).toBe(code);
    await until(() => client.disconnected);
    expect(fixture.observer.refusals.get(code)).toBe(1);
  });

  test("an oversized message ends the connection and is counted", async () => {
    const { client } = await fixture.join();
    client.emit(BINARY_EVENT, new Uint8Array(10_000));
    await until(() => client.disconnected);
    expect(fixture.observer.refusals.get("oversized")).toBe(1);
  });
});

describe("questions", () => {
  test("who is answered with the known names, for a limited number of movers", async () => {
    const { client, welcome } = await fixture.join();
    const names = await client.emitWithAck("who", [welcome.mover, 40_000 as MoverId]);
    expect(names).toEqual({ [welcome.mover]: "Anne" });
    client.emit(
      "who",
      Array.from({ length: 257 }, (_, i) => i as MoverId),
      () => {},
    );
    await until(() => fixture.observer.refusals.get("tooManyNames") === 1);
    expect(client.connected).toBe(true);
  });

  test("probe is answered at once", async () => {
    const { client } = await fixture.join();
    await client.emitWithAck("probe");
  });
});

describe("frames", () => {
  const delta = new Uint8Array(30).fill(1);
  const keyframe = new Uint8Array(200).fill(2);
  const frame = (tick: number, feed = START_FEED, withKeyframe = true): void =>
    fixture.toGateway.frame(feed, tick as Tick, delta, withKeyframe ? keyframe : undefined);

  test("start with a keyframe, go on with deltas, and start over in another room", async () => {
    const { client } = await fixture.join();
    const messages = binaryMessages(client, 4);
    frame(101, START_FEED, false);
    frame(102);
    frame(103);
    const other = feedIdOf(START_ROOM, 1);
    fixture.toGateway.crossed(fixture.world.sessions[0], other);
    frame(104);
    frame(105, other);
    frame(106, other);
    expect((await messages).map(([first]) => first)).toEqual([2, 1, 2, 1]);
    expect(fixture.observer).toMatchObject({ frames: 4, keyframes: 2, frameBytes: 2 * 32 + 2 * 204 });
  });

  test("Socket.IO rooms follow crossings, and joining one by name does not change who gets which frames", async () => {
    const { client, welcome } = await fixture.join();
    const other = feedIdOf(START_ROOM, 1);
    fixture.toGateway.crossed(welcome.mover, other);
    const { io } = fixture.gateway;
    const membersOf = async (feed: FeedId) => (await io.in(feedName(feed)).fetchSockets()).length;
    expect([await membersOf(START_FEED), await membersOf(other)]).toEqual([0, 1]);
    const heard = once(client, "notice");
    io.to(feedName(other)).emit("notice", { kind: "info", text: "to the room" });
    expect(await heard).toMatchObject({ text: "to the room" });
    // Other code that uses such room names, valid or malformed, does not affect frames.
    io.in(feedName(other)).socketsJoin([feedName(START_FEED), "room:nowhere"]);
    const messages = binaryMessages(client, 2);
    frame(101, other);
    frame(102, START_FEED);
    frame(103, other);
    expect((await messages).map(([first]) => first)).toEqual([2, 1]);
    expect(fixture.observer.frames).toBe(2);
  });

  test("a client that asks to resync gets a keyframe", async () => {
    const { client } = await fixture.join();
    const first = binaryMessages(client, 1);
    frame(101);
    await first;
    const next = binaryMessages(client, 1);
    send(client, { kind: "resync", seenTick: 101 as Tick });
    await until(() => fixture.observer.resyncs === 1);
    frame(102);
    expect((await next)[0][0]).toBe(2);
  });

  test("stop for a client that does not acknowledge, and start with a keyframe once it does", async () => {
    const { client } = await fixture.join();
    const before = binaryMessages(client, 2);
    frame(101);
    frame(161);
    await before;
    frame(162);
    frame(163);
    expect(fixture.observer.drops.get("behind")).toBe(2);
    expect(fixture.gateway.worst(1)).toMatchObject([{ droppedFrames: 2, behindTicks: 60 }]);
    const after = binaryMessages(client, 1);
    send(client, { kind: "ack", seenTick: 161 as Tick });
    await until(() => fixture.gateway.worst(1)[0].behindTicks === 0);
    frame(164);
    expect((await after)[0][0]).toBe(2);
  });
});

test("heartbeats are measured by the connection's own ping and pong", async () => {
  await using quick = await startGateway({ pingIntervalMs: 20, lateHeartbeatMs: 5 });
  await quick.join();
  await until(() => quick.observer.rttsMs.length > 0);
  expect(quick.observer.missed).toBe(0);
  expect(quick.gateway.worst(1)[0].rttMs).toBe(0);
});

test("closing says farewell to all players and accepts no more", async () => {
  const { client } = await fixture.join();
  const farewell = once(client, "farewell");
  await fixture.gateway.close("shuttingDown");
  expect(await farewell).toMatchObject({ code: "shuttingDown", retryAfterMs: 750 });
  await until(() => client.disconnected);
});
