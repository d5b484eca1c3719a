// Whatever a connection sends at any moment, and whatever fails while it is served, costs that connection only.
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { InputSeq, MoverId, PlayerId, Tick, WorldTimeMs } from "@doubloon/shared/ids";
import { encodeClientMessage } from "@doubloon/shared/wire/input";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { feedIdOf } from "../link/feedId.ts";
import type { Entered, SessionKey } from "../link/port.ts";
import {
  type GatewayFixture,
  START_FEED,
  START_ROOM,
  startGateway,
  turns,
  until,
} from "./testing/gatewayFixture.ts";
import { clientFrame, HELLO, joinRaw, openSilently, type RawPlayer, UPGRADE } from "./testing/rawPlayer.ts";

let fixture: GatewayFixture;
const sockets: Socket[] = [];
beforeEach(async () => {
  fixture = await startGateway();
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await fixture[Symbol.asyncDispose]();
});

/** Sends everything in one segment. */
async function say(...parts: (string | Buffer)[]): Promise<{ readonly socket: Socket; heard(): string }> {
  const socket = connect(fixture.port, "127.0.0.1");
  let heard = "";
  socket.setEncoding("latin1").on("data", (text: string) => {
    heard += text;
  });
  socket.on("error", () => {});
  sockets.push(socket);
  await once(socket, "connect");
  socket.write(Buffer.concat(parts.map((part) => Buffer.from(part as string))));
  return { socket, heard: () => heard };
}

/** Resolves when the player has received the text. */
async function hears(player: RawPlayer, text: string): Promise<void> {
  let heard = "";
  await until(() => {
    heard += player.take().toString("latin1");
    return heard.includes(text);
  });
}

/** A new player is welcomed, and no error was counted. */
async function expectWell(): Promise<void> {
  const player = await joinRaw(fixture.port);
  expect([...fixture.boundary.counts()]).toEqual([]);
  player.socket.destroy();
  await until(() => fixture.gateway.connections === 0);
  expect(fixture.gateway.players + fixture.gateway.entering).toBe(0);
}

const ENTRY: Omit<Entered, "session"> = {
  playerId: "A".repeat(22) as PlayerId,
  mover: 9 as MoverId,
  feed: START_FEED,
  name: "Raw",
  returning: false,
  tick: 100 as Tick,
  timeMs: 0 as WorldTimeMs,
  standing: { score: 0, rank: 1, of: 1 },
  self: {} as never,
};
const ACK = Buffer.from([0x82, 0x83, 0, 0, 0, 0, 6, 1, 2]);

describe("a connection that is closed in the segment of its hello affects no other", () => {
  test.each([
    ["a ping from the client", clientFrame("2")],
    ["a disconnect", clientFrame("41")],
    ["an event before the hello's answer", clientFrame('42["probe"]')],
    ["an event named error", clientFrame('42["error","x"]')],
    ["a binary acknowledgement", ACK],
    ["an acknowledgement with an attachment", clientFrame('461-0["x",{"_placeholder":true,"num":0}]')],
    ["a close packet", clientFrame("1")],
    ["a close frame", Buffer.from([0x88, 0x80, 0, 0, 0, 0])],
    ["garbage", clientFrame("\u0001?")],
    ["bytes that are not a frame", Buffer.from([0xff, 0xff, 0xff, 0xff])],
    ["an unmasked frame", Buffer.from([0x81, 1, 0x32])],
    ["a reserved event", clientFrame('42["disconnect"]')],
  ])("%s", async (_what, more) => {
    for (let i = 0; i < 5; i++) {
      const { socket, heard } = await say(UPGRADE, clientFrame(HELLO), more);
      await until(() => heard().includes("pingInterval"));
      await turns(i * 2);
      socket.destroy();
    }
    await until(() => fixture.gateway.connections === 0);
    await expectWell();
  });

  test("a reset at any moment after upgrade and hello", async () => {
    for (let i = 0; i < 200; i++) {
      const { socket } = await say(UPGRADE, clientFrame(HELLO));
      await turns(i % 7);
      socket.resetAndDestroy();
    }
    await until(() => fixture.gateway.connections === 0);
    await expectWell();
  });

  test("a reset of an upgrade to an unknown path", async () => {
    const { socket, heard } = await say(UPGRADE.replace("/socket.io/", "/elsewhere/"));
    await until(() => heard().includes("404"));
    socket.resetAndDestroy();
    await expectWell();
  });
});

describe("a request other than an upgrade to a new WebSocket is answered at once", () => {
  test.each([
    ["a plain GET", "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\n\r\n"],
    ["long polling", "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\n\r\n"],
    ["a post", "POST /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"],
  ])("%s: 400, saying what was expected", async (_what, request) => {
    const { socket, heard } = await say(request);
    await until(() => socket.readableEnded);
    expect(heard()).toMatch(/^HTTP\/1\.1 400 /);
    expect(heard()).toContain('expected GET with \\"Upgrade: websocket\\"');
    await expectWell();
  });

  test.each(["sid=abc", "s%69d=abc", "sid="])("an upgrade with %s is refused", async (query) => {
    const { socket, heard } = await say(UPGRADE.replace("EIO=4", `EIO=4&${query}`));
    await until(() => socket.readableEnded);
    expect(heard()).toMatch(/^HTTP\/1\.1 400 /);
    expect(heard()).toContain("leave out sid");
    await expectWell();
  });

  test("an upgrade with the sid of an open connection does not affect that one", async () => {
    const player = await joinRaw(fixture.port);
    const [socket] = fixture.gateway.io.sockets.sockets.values();
    const id = (socket.conn as unknown as { readonly id: string }).id;
    const { heard } = await say(UPGRADE.replace("EIO=4", `EIO=4&sid=${id}`));
    await until(() => heard().includes("400"));
    expect(fixture.gateway.connections).toBe(1);
    player.send('420["probe"]');
    await hears(player, "430[]");
    player.socket.destroy();
    await until(() => fixture.gateway.connections === 0);
  });
});

test("a listener that throws costs one connection, and is counted", async () => {
  const first = await joinRaw(fixture.port);
  const second = await joinRaw(fixture.port);
  fixture.observer.input = () => {
    throw new Error("broken");
  };
  first.send(encodeClientMessage({ kind: "stop", seq: 1 as InputSeq, seenTick: 0 as Tick }));
  await until(() => fixture.gateway.players === 1);
  expect([...fixture.boundary.counts()]).toEqual([["binary", 1]]);
  second.send('420["probe"]');
  await hears(second, "430[]");
  second.socket.destroy();
});

describe("an error while serving a message from the world costs one session", () => {
  const broken = (): never => {
    throw new Error("broken");
  };

  /** The first player's session has ended and its error is counted under `kind`; the second one plays on. */
  async function expectOnlyFirstEnded(kind: string, other: RawPlayer): Promise<void> {
    await until(() => fixture.gateway.connections === 1);
    expect([...fixture.boundary.counts()]).toEqual([[kind, 1]]);
    expect([fixture.gateway.players, fixture.gateway.entering]).toEqual([1, 0]);
    expect(fixture.world.leftSessions).toEqual([fixture.world.sessions[0]]);
    other.send('420["probe"]');
    await hears(other, "430[]");
    other.socket.destroy();
  }

  test.each([
    [
      "self",
      (key: SessionKey) =>
        fixture.toGateway.self(key, {
          get mover() {
            return broken();
          },
        } as never),
    ],
    ["award", (key: SessionKey) => fixture.toGateway.award(key, { value: 1n } as never)],
    ["standing", (key: SessionKey) => fixture.toGateway.standing(key, { score: 1n } as never)],
    [
      "crossed",
      (key: SessionKey) => {
        const { adapter } = fixture.gateway.io.of("/");
        adapter.addAll = broken;
        fixture.toGateway.crossed(key, feedIdOf(START_ROOM, 1));
        // Removes the override: the method of the class is back.
        Reflect.deleteProperty(adapter, "addAll");
      },
    ],
  ] as const)("%s", async (kind, send) => {
    await joinRaw(fixture.port);
    const other = await joinRaw(fixture.port);
    send(fixture.world.sessions[0]);
    await expectOnlyFirstEnded(kind, other);
  });

  test("entered", async () => {
    fixture.world.answer = "wait";
    const first = await openSilently(fixture.port);
    first.send(HELLO);
    await until(() => fixture.gateway.entering === 1);
    const [socket] = fixture.gateway.io.sockets.sockets.values();
    socket.emit = broken;
    fixture.world.answer = undefined;
    fixture.toGateway.entered({ ...ENTRY, session: fixture.world.sessions[0] });
    const other = await joinRaw(fixture.port);
    await expectOnlyFirstEnded("entered", other);
  });

  test.each(["refused", "takenOver"] as const)(
    "%s: the connection ends even if its farewell cannot be sent",
    async (kind) => {
      if (kind === "refused") fixture.world.answer = "wait";
      const first = await openSilently(fixture.port);
      first.send(HELLO);
      await until(() => fixture.world.sessions.length === 1);
      const [socket] = fixture.gateway.io.sockets.sockets.values();
      socket.emit = broken;
      if (kind === "refused") fixture.toGateway.refused(fixture.world.sessions[0], "serverFull");
      else fixture.toGateway.takenOver(fixture.world.sessions[0]);
      await until(() => fixture.gateway.connections === 0);
      expect([...fixture.boundary.counts()]).toEqual([["farewell", 1]]);
      expect(fixture.gateway.players + fixture.gateway.entering).toBe(0);
    },
  );
});

test("an error while a player joins ends the connection, and leaves no session behind", async () => {
  fixture.world.enter = () => {
    throw new Error("broken");
  };
  const first = await openSilently(fixture.port);
  first.send(HELLO);
  await until(() => first.socket.readableEnded || first.socket.destroyed);
  await until(() => fixture.gateway.connections === 0);
  expect([...fixture.boundary.counts()]).toEqual([["join", 1]]);
  expect(fixture.gateway.players + fixture.gateway.entering).toBe(0);
});

test("an error while closing a refused connection destroys it, and is counted", async () => {
  fixture.gateway.io.engine.once("connection", (engine: object) => {
    Object.assign(engine, {
      close: () => {
        throw new Error("broken");
      },
    });
  });
  const refused = await openSilently(fixture.port);
  refused.send('40{"version":-1}');
  await until(() => refused.socket.readableEnded || refused.socket.destroyed);
  await until(() => fixture.gateway.connections === 0);
  expect([...fixture.boundary.counts()]).toEqual([["handshake", 1]]);
});

describe("a flood", () => {
  const ack = clientFrame(encodeClientMessage({ kind: "ack", seenTick: 0 as Tick }));
  const ping = Buffer.from([0x89, 0x80, 0, 0, 0, 0]);
  const pong = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);
  const many = (frame: Buffer): Buffer => Buffer.concat(Array.from({ length: 60_000 }, () => frame));

  test.each([
    ["inputs", ack],
    ["events", clientFrame('42["probe"]')],
    ["pongs", pong],
  ])("of %s is not read any further, gets a reason, and is ended by a timer", async (_what, frame) => {
    const timers: { readonly ms: number; readonly action: () => void }[] = [];
    await using own = await startGateway(
      { messageBurst: 1_000_000 },
      { after: (ms, action) => void timers.push({ ms, action }) },
    );
    const player = await joinRaw(own.port);
    const [socket] = own.gateway.io.sockets.sockets.values();
    const { request: _request, ...conn } = socket.conn as unknown as {
      readonly request: unknown;
      readonly transport: { readonly socket: { readonly _socket: Socket } };
    };
    const theirs = conn.transport.socket._socket;
    player.socket.write(many(frame));
    await hears(player, '"code":"flooding"');
    const read = theirs.bytesRead;
    expect(theirs.isPaused()).toBe(true);
    // The rest of the flood stays unread.
    await turns(50);
    expect(theirs.bytesRead).toBe(read);
    expect(own.observer.refusals.get("flooding")).toBe(1);
    expect(timers).toHaveLength(1);
    expect(timers[0].ms).toBeLessThanOrEqual(250);
    timers[0].action();
    await until(() => player.socket.destroyed);
    expect(own.gateway.connections).toBe(0);
  });

  test("of pings, each of which is answered, counts too", async () => {
    const player = await joinRaw(fixture.port);
    let heard = "";
    while (!heard.includes('"code":"flooding"')) {
      player.socket.write(Buffer.concat([ping, ping, ping, ping]));
      // Four pongs, or the farewell.
      await player.has(8);
      heard += player.take().toString("latin1");
    }
    expect(fixture.observer.refusals.get("flooding")).toBe(1);
    player.socket.destroy();
  });

  test("after a farewell for another reason is bounded too", async () => {
    const player = await joinRaw(fixture.port);
    player.send('42["gold"]');
    await hears(player, '"code":"unknownMessage"');
    player.socket.write(many(ping));
    await until(() => player.socket.destroyed);
    expect(fixture.observer.refusals.get("unknownMessage")).toBe(1);
    await until(() => fixture.gateway.connections === 0);
  });
});
