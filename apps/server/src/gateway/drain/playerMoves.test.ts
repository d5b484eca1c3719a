// Players who are moved off a real gateway, with a scripted world.
import { PROTOCOL_VERSION } from "@doubloon/shared/protocol/messages";
import { io } from "socket.io-client";
import { expect, test } from "vitest";
import { once, refusalOf, startGateway, until } from "../testing/gatewayFixture.ts";
import { joinRaw } from "../testing/rawPlayer.ts";
import { KEEP_MS } from "./playerMoves.ts";

/** Actions that wait for their time, which the test lets pass. */
function handTimers() {
  const waiting: (() => void)[] = [];
  return {
    after: (ms: number, action: () => void) => void (ms === KEEP_MS && waiting.push(action)),
    pass: () => {
      for (const action of waiting.splice(0)) action();
    },
  };
}

test("N11 a moved player is told first, without Socket.IO's disconnect packet, and leaves the world if nobody comes", async () => {
  const timers = handTimers();
  await using fixture = await startGateway({}, timers);
  const { gateway, world, port, boundary, observer } = fixture;
  const player = await joinRaw(port);
  const closed = new Promise<void>((resolve) => void player.socket.once("close", () => resolve()));
  player.take();
  expect(gateway.moves.left).toBe(1);
  expect(gateway.moves.move(5)).toBe(1);
  expect([gateway.moves.left, gateway.moves.moved, gateway.players]).toEqual([0, 1, 0]);
  const farewell =
    '42["farewell",{"code":"moving","text":"Moving you to another server…","retryAfterMs":175}]';
  await player.has(Buffer.byteLength(farewell) + 4);
  const bytes = player.take();
  expect(bytes.toString()).toContain(farewell);
  // A close frame follows, and nothing else: a Socket.IO client that gets "41" does not come back by itself.
  expect(bytes.toString("latin1")).not.toContain("41");
  expect(bytes[bytes.indexOf(farewell) + Buffer.byteLength(farewell)]).toBe(0x88);
  player.socket.end();
  await closed;
  expect([gateway.moves.onTheWay, world.left]).toEqual([1, []]);
  timers.pass();
  expect([gateway.moves.onTheWay, world.leftSessions]).toEqual([0, [world.sessions[0]]]);
  // Being moved is no refusal.
  expect([...observer.refusals]).toEqual([]);
  expect([...boundary.counts()]).toEqual([]);
});

test("N11 a moved player who enters again in time never leaves the world", async () => {
  const timers = handTimers();
  await using fixture = await startGateway({}, timers);
  const { gateway, world, join } = fixture;
  const { client, welcome } = await join();
  const told = once(client, "farewell");
  gateway.moves.move(1);
  await told;
  // Another gateway's as much as this one's: the world says that the mover has another session.
  const again = await join({ token: welcome.token });
  expect(again.welcome).toMatchObject({ playerId: welcome.playerId, returning: true });
  expect(gateway.moves.onTheWay).toBe(0);
  timers.pass();
  expect([world.left, gateway.players]).toEqual([[], 1]);
});

test("what comes for a player on the way, and nothing repeats, goes back to the world once they have entered elsewhere", async () => {
  await using fixture = await startGateway({}, handTimers());
  const { gateway, world, toGateway, join, client } = fixture;
  const moved = await join();
  await join({ name: "Stays" });
  const [key] = world.sessions;
  const award = { kind: 1, value: 5, tileX: 2, tileY: 3, standing: { score: 5, rank: 1, of: 1 } };
  const podium = { hunt: 1, title: "Hunt", top: [], teams: [], caches: [], resultUrl: "/?hunt=1" };
  const told = once(moved.client, "farewell");
  gateway.moves.move(1);
  await told;
  toGateway.award(key, award);
  toGateway.tell(key, "podium", podium);
  // The next welcome is followed by these anyway, and a page asks for a ranking again.
  toGateway.tell(key, "team", { code: "", points: 0, members: [] });
  toGateway.tell(key, "ranking", { name: "ever", of: 0, top: [], around: [] });
  toGateway.broadcast("hunts", { hunts: [] });
  toGateway.broadcast("finds", []);
  toGateway.award(world.sessions[1], award);
  expect(world.returned).toEqual([]);
  const again = client({ token: moved.welcome.token });
  const welcomed = once(again, "welcome");
  again.connect();
  await welcomed;
  const { playerId } = moved.welcome;
  expect(world.returned).toEqual([
    [playerId, "award", award],
    [playerId, "podium", podium],
    [playerId, "finds", []],
  ]);
  // The session is over for good: what else comes for it is dropped.
  toGateway.award(key, award);
  expect(world.returned.length).toBe(3);
});

test("the newest messages for a player on the way are kept, and none if nobody comes", async () => {
  const timers = handTimers();
  await using fixture = await startGateway({}, timers);
  const { gateway, world, toGateway, join } = fixture;
  const players = [await join(), await join({ name: "Ben" })];
  const farewells = players.map(({ client }) => once(client, "farewell"));
  gateway.moves.move(2);
  await Promise.all(farewells);
  const text = (n: number): string => `notice ${n}`;
  for (const key of world.sessions.slice()) {
    for (let n = 0; n < 40; n++) toGateway.tell(key, "notice", { kind: "info", text: text(n) });
  }
  await join({ token: players[0].welcome.token });
  expect(world.returned.map(([, , payload]) => payload)).toEqual(
    Array.from({ length: 16 }, (_, i) => ({ kind: "info", text: text(24 + i) })),
  );
  timers.pass();
  await join({ token: players[1].welcome.token });
  expect(world.returned.length).toBe(16);
});

test("Socket.IO's own client comes back by itself, to whoever listens then", async () => {
  await using fixture = await startGateway();
  const { gateway, world, port } = fixture;
  const client = io(`http://127.0.0.1:${port}`, {
    transports: ["websocket"],
    forceNew: true,
    reconnectionDelay: 1,
    auth: { version: PROTOCOL_VERSION, name: "Stock" },
  });
  try {
    await until(() => world.entered.length === 1 && gateway.players === 1);
    gateway.moves.move(1);
    await until(() => world.entered.length === 2);
    expect(client.active).toBe(true);
  } finally {
    client.disconnect();
  }
});

test("what waits for a player's next frame is sent before the move", async () => {
  await using fixture = await startGateway();
  const { gateway, world, toGateway, join } = fixture;
  const { client } = await join();
  const award = { kind: 1, value: 5, tileX: 2, tileY: 3, standing: { score: 5, rank: 1, of: 1 } };
  const told = Promise.all([once(client, "award"), once(client, "farewell")]);
  toGateway.award(world.sessions[0], award);
  gateway.moves.move(1);
  expect(await told).toEqual([award, expect.objectContaining({ code: "moving" })]);
});

test("a player whom the world has not answered yet is moved too, and new ones are turned to other gateways", async () => {
  await using fixture = await startGateway();
  const { gateway, world, client, toGateway } = fixture;
  world.answer = "wait";
  const entering = client();
  const told = once(entering, "farewell");
  entering.connect();
  await until(() => gateway.entering === 1);
  gateway.moves.turnsAway = true;
  expect(await refusalOf(client({ name: "Late" }))).toMatchObject({ code: "moving", retryAfterMs: 750 });
  expect(gateway.moves.move(1)).toBe(1);
  expect(await told).toMatchObject({ code: "moving" });
  // The world's answer comes too late: its mover leaves again.
  world.answer = undefined;
  const session = world.sessions[0];
  expect(gateway.sessionOf("Anne")).toBeUndefined();
  toGateway.refused(session, "serverFull");
  gateway.moves.turnsAway = false;
  await fixture.join({ name: "Welcome" });
});
