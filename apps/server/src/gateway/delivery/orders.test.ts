// A game master's orders at one gateway, over real sockets. The wiring's tests cover several gateways.
import type { PlayerId } from "@doubloon/shared/ids";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type GatewayFixture, once, startGateway, until } from "../testing/gatewayFixture.ts";

let fixture: GatewayFixture;
beforeEach(async () => {
  fixture = await startGateway();
});
afterEach(async () => {
  await fixture[Symbol.asyncDispose]();
});

test("an announcement reaches all players and resolves to their number", async () => {
  const { client: one } = await fixture.join();
  const { client: other } = await fixture.join();
  const heard = [once(one, "notice"), once(other, "notice")];
  const notice = { kind: "warning", text: "Storm at noon." } as const;
  expect(await fixture.gateway.orders.announce(notice)).toBe(2);
  expect(await Promise.all(heard)).toEqual([notice, notice]);
});

test("a kicked player gets the reason, is disconnected and leaves the world; others are unaffected", async () => {
  const { client: kicked, welcome } = await fixture.join();
  const { client: other } = await fixture.join();
  const farewell = once(kicked, "farewell");
  const closed = new Promise((resolve) => kicked.once("disconnect", resolve));
  expect(await fixture.gateway.orders.kick(welcome.playerId)).toBe(1);
  expect(await farewell).toMatchObject({ code: "kicked" });
  expect((await farewell).retryAfterMs).toBeUndefined();
  await closed;
  await until(() => fixture.world.left.includes(welcome.mover));
  expect(fixture.observer.refusals.get("kicked")).toBe(1);
  expect(other.connected).toBe(true);
});

test("an entering player can be kicked too", async () => {
  fixture.world.answer = "wait";
  const client = fixture.client();
  const farewell = once(client, "farewell");
  client.connect();
  await until(() => fixture.world.entered.length === 1);
  expect(await fixture.gateway.orders.kick(fixture.world.entered[0].playerId)).toBe(1);
  expect(await farewell).toMatchObject({ code: "kicked" });
});

test("a kick of an unknown player resolves to 0", async () => {
  await fixture.join();
  expect(await fixture.gateway.orders.kick("nobody" as PlayerId)).toBe(0);
});
