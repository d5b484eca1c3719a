import { PROTOCOL_VERSION } from "@doubloon/shared/protocol/messages";
import { describe, expect, test } from "vitest";
import { startGateway, until } from "./testing/gatewayFixture.ts";
import { HELLO, joinRaw, openSilently } from "./testing/rawPlayer.ts";

describe("N4 one connection, one player", () => {
  test("N4 seven CONNECTs in one segment are one hello and six refusals, and end the connection", async () => {
    await using fixture = await startGateway();
    const player = await openSilently(fixture.port);
    player.socket.cork();
    for (let n = 0; n < 7; n++) player.send(HELLO);
    player.socket.uncork();
    await until(() => fixture.gateway.connections === 0);
    expect(fixture.observer.refusals.get("alreadyGreeted")).toBe(6);
    expect(fixture.world.entered.length).toBeLessThanOrEqual(1);
    expect(fixture.world.left.length).toBe(fixture.world.entered.length);
    expect(fixture.gateway.players + fixture.gateway.entering).toBe(0);
  });

  test("N4 a second hello in the same segment does not replace a refused one", async () => {
    await using fixture = await startGateway();
    const player = await openSilently(fixture.port);
    player.socket.cork();
    player.send(`40${JSON.stringify({ version: PROTOCOL_VERSION, name: " " })}`);
    player.send(HELLO);
    player.socket.uncork();
    await until(() => fixture.gateway.connections === 0);
    expect(fixture.observer.refusals.get("nameEmpty")).toBe(1);
    expect(fixture.observer.refusals.get("alreadyGreeted")).toBe(1);
    expect(fixture.world.entered).toEqual([]);
  });

  test("N4 a CONNECT of a player who has joined ends the connection, and the player leaves once", async () => {
    await using fixture = await startGateway();
    const player = await joinRaw(fixture.port);
    player.send(HELLO);
    await until(() => fixture.gateway.connections === 0);
    expect(fixture.world.entered.length).toBe(1);
    expect(fixture.world.left.length).toBe(1);
  });

  test("N4 a CONNECT on a connection that has left the namespace is refused with a reason", async () => {
    await using fixture = await startGateway();
    const player = await joinRaw(fixture.port);
    player.send("41");
    await until(() => fixture.world.left.length === 1);
    player.send(HELLO);
    await until(() => player.socket.readableEnded || player.socket.destroyed);
    expect(player.take().includes('"code":"alreadyGreeted"')).toBe(true);
    expect(fixture.world.entered.length).toBe(1);
    await until(() => fixture.gateway.connections === 0);
  });
});
