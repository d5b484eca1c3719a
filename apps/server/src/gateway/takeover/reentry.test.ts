// A gateway whose world goes away and comes back, or not, with real sockets.
import type { InputSeq, Tick } from "@doubloon/shared/ids";
import { Intent } from "@doubloon/shared/movement";
import { BINARY_EVENT } from "@doubloon/shared/protocol/messages";
import { Action, type ClientMessage, encodeClientMessage } from "@doubloon/shared/wire/input";
import { expect, it } from "vitest";
import { once, startGateway, type TestClient, turns, until } from "../testing/gatewayFixture.ts";
import { AWAY_LIMIT_MS } from "./reentry.ts";

const NO_TICK = 0 as Tick;
const walk = (seq: number, heading: number): ClientMessage => ({
  kind: "heading",
  seq: seq as InputSeq,
  seenTick: NO_TICK,
  heading,
});
const dig = (seq: number): ClientMessage => ({ kind: "dig", seq: seq as InputSeq, seenTick: NO_TICK });
const send = (client: TestClient, message: ClientMessage): void =>
  void client.emit(BINARY_EVENT, encodeClientMessage(message));

/** Actions that wait for a time, which the test runs by hand. */
function handTimers() {
  const waiting: { readonly ms: number; readonly action: () => void }[] = [];
  return {
    after: (ms: number, action: () => void) => void waiting.push({ ms, action }),
    /** Runs everything that waits for at most that long. */
    run(ms: number) {
      for (const timer of waiting.splice(0)) {
        if (timer.ms <= ms) timer.action();
        else waiting.push(timer);
      }
    },
  };
}

it("N10 players keep their sockets while the world is away, and are welcomed again as the same players", async () => {
  await using fixture = await startGateway();
  const { client, welcome } = await fixture.join();
  fixture.worldState(false);
  expect([fixture.gateway.players, fixture.gateway.entering]).toEqual([0, 1]);
  const again = once(client, "welcome");
  fixture.worldState(true);
  const second = await again;
  expect(second.playerId).toBe(welcome.playerId);
  expect(second.mover).not.toBe(welcome.mover);
  expect(client.connected).toBe(true);
  expect(fixture.gateway.players).toBe(1);
  // Its token still opens the same player elsewhere.
  expect(second.token).not.toBe("");
  const other = await fixture.join({ token: second.token });
  expect(other.welcome.playerId).toBe(welcome.playerId);
  expect(fixture.world.left).toEqual([]);
});

it("N10 a walk goes on, what was sent meanwhile is passed on, and numbers start at 1 again", async () => {
  await using fixture = await startGateway();
  const { world } = fixture;
  const { client } = await fixture.join();
  send(client, walk(7, 3));
  await until(() => world.inputs.length === 1);
  fixture.worldState(false);
  fixture.worldState(true);
  // The walk that the world knew of, numbered below the client's next numbers.
  await until(() => world.inputs.length === 2);
  expect(world.inputs[1]).toEqual([2, 16, Intent.heading, 3, 0, 0]);

  // In flight when the second welcome was sent.
  send(client, walk(8, 4));
  send(client, walk(1, 5));
  await until(() => world.inputs.length === 3);
  expect(world.inputs[2]).toEqual([2, 17, Intent.heading, 5, 0, 0]);

  fixture.worldState(false);
  send(client, walk(2, 6));
  send(client, dig(3));
  client.emit("hunting", { type: "useTool" });
  send(client, walk(4, 7));
  await new Promise<void>((resolve) => client.emit("probe", resolve));
  expect(world.inputs.length).toBe(3);
  fixture.worldState(true);
  await until(() => world.inputs.length === 5);
  expect(world.inputs.slice(3)).toEqual([
    [3, 15, Action.dig, 0, 0, 0],
    [3, 16, Intent.heading, 7, 0, 0],
  ]);
  expect(world.requests).toEqual([[3, { type: "useTool" }]]);
  expect([...fixture.observer.refusals]).toEqual([]);
});

it("N10 a dig that cannot have ended yet is sent again, and an older one is not", async () => {
  await using fixture = await startGateway();
  const { world, clock } = fixture;
  const { client } = await fixture.join();
  send(client, dig(1));
  await until(() => world.inputs.length === 1);
  clock.ms += 900;
  fixture.worldState(false);
  fixture.worldState(true);
  await until(() => world.inputs.length === 2);
  expect(world.inputs[1]).toEqual([2, 16, Action.dig, 0, 0, 0]);
  clock.ms += 1_100;
  fixture.worldState(false);
  fixture.worldState(true);
  await until(() => fixture.gateway.players === 1);
  expect(world.inputs.length).toBe(2);
});

it("N10 what is held has a bound: the newest inputs and requests stay", async () => {
  await using fixture = await startGateway();
  const { world } = fixture;
  const { client } = await fixture.join();
  fixture.worldState(false);
  for (let seq = 1; seq <= 9; seq++) send(client, dig(seq));
  await new Promise<void>((resolve) => client.emit("probe", resolve));
  fixture.worldState(true);
  await until(() => world.inputs.length === 4);
  expect(world.inputs.map(([, seq]) => seq)).toEqual([13, 14, 15, 16]);
});

it("N10 a takeover is told only if it takes long", async () => {
  const timers = handTimers();
  await using fixture = await startGateway({}, timers);
  const { client } = await fixture.join();
  const told: string[] = [];
  client.on("notice", ({ text }) => told.push(text));
  fixture.worldState(false);
  fixture.worldState(true);
  await once(client, "welcome");
  timers.run(1_000);
  await turns(10);
  expect(told).toEqual([]);
  fixture.worldState(false);
  const line = once(client, "notice");
  timers.run(1_000);
  expect(await line).toMatchObject({ kind: "status", text: expect.stringContaining("changing hands") });
});

it("N10 players are sent off when no world has come back within the bound, and no sooner", async () => {
  const timers = handTimers();
  await using fixture = await startGateway({}, timers);
  const { client } = await fixture.join();
  fixture.worldState(false);
  fixture.worldState(true);
  await once(client, "welcome");
  fixture.worldState(false);
  // The timer of the first absence, and everything shorter than the bound.
  timers.run(AWAY_LIMIT_MS - 1);
  expect(client.connected).toBe(true);
  expect(fixture.gateway.entering).toBe(1);
  const farewell = once(client, "farewell");
  timers.run(AWAY_LIMIT_MS);
  expect((await farewell).code).toBe("shuttingDown");
  await until(() => fixture.gateway.entering === 0);
});

it("N10 a player who leaves while the world is away does not come back with it", async () => {
  await using fixture = await startGateway();
  const { client } = await fixture.join();
  fixture.worldState(false);
  client.disconnect();
  await until(() => fixture.gateway.entering === 0);
  fixture.worldState(true);
  expect(fixture.world.entered.length).toBe(1);
  expect(fixture.world.left).toEqual([]);
});
