// One player's connection is slowed or cut at a real gateway; another player's is not.
import type { Tick } from "@doubloon/shared/ids";
import { BINARY_EVENT } from "@doubloon/shared/protocol/messages";
import { encodeClientMessage } from "@doubloon/shared/wire/input";
import { expect, it, vi } from "vitest";
import { START_FEED, startGateway, until } from "../gateway/testing/gatewayFixture.ts";
import { makeQaConnections } from "./qaConnections.ts";

it("delays one player's frames and inputs, in order, and no other's", async () => {
  await using game = await startGateway();
  const slow = await game.join({ name: "Slow" });
  const other = await game.join({ name: "Other" });
  const connections = makeQaConnections(game.gateway);
  expect(connections.delay("Nobody", 100)).toBe(false);
  expect(connections.delay("Slow", 300)).toBe(true);
  const heard: string[] = [];
  slow.client.on(BINARY_EVENT, (bytes) => heard.push(`slow ${bytes[0]}`));
  other.client.on(BINARY_EVENT, (bytes) => heard.push(`other ${bytes[0]}`));
  game.toGateway.frame(START_FEED, 101 as Tick, Uint8Array.from([1]), Uint8Array.from([2]));
  await until(() => heard.length === 2);
  expect(heard).toEqual(["other 2", "slow 2"]);
  const stop = (seq: number) =>
    encodeClientMessage({ kind: "stop", seq, seenTick: 0 } as Parameters<typeof encodeClientMessage>[0]);
  slow.client.emit(BINARY_EVENT, stop(1));
  slow.client.emit(BINARY_EVENT, stop(2));
  other.client.emit(BINARY_EVENT, stop(9));
  await until(() => game.world.inputs.length === 3);
  expect(game.world.inputs.map(([, seq]) => seq)).toEqual([9, 1, 2]);
});

it("cuts one player's connection as a network would", async () => {
  await using game = await startGateway();
  const { client, welcome } = await game.join({ name: "Cut" });
  expect(makeQaConnections(game.gateway).cut("Cut")).toBe(true);
  await vi.waitFor(() => expect(client.connected).toBe(false), { timeout: 20_000 });
  await until(() => game.world.left.includes(welcome.mover));
});
