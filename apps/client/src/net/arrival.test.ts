import type { MoverId, PlayerId, RoomId, Tick, WorldTimeMs } from "@doubloon/shared/ids";
import type { GameContent, Welcome } from "@doubloon/shared/protocol/events";
import { expect, it } from "vitest";
import { Arrival } from "./arrival.ts";

const content: GameContent = {
  map: { version: "v", widthTiles: 16, heightTiles: 16, url: "/map/v/map.json" },
  lootKinds: [],
};
const welcomeOf = (contentUrl: string, name: string): Welcome => ({
  playerId: "p" as PlayerId,
  token: "t",
  name,
  mover: 1 as MoverId,
  room: 0 as RoomId,
  tick: 0 as Tick,
  timeMs: 0 as WorldTimeMs,
  contentUrl,
  standing: { score: 0, rank: 1, of: 1 },
  returning: false,
});

function start() {
  const loads: { url: string; done: (content: GameContent) => void; fail: (error: Error) => void }[] = [];
  const begun: [string, number[]][] = [];
  const errors: unknown[] = [];
  const arrival = new Arrival({
    load: (url) => new Promise((done, fail) => loads.push({ url, done, fail })),
    begin: ({ name }, _content, early) => begun.push([name, early.map(([first]) => first)]),
    failed: (error) => errors.push(error),
  });
  return { arrival, loads, begun, errors };
}
const turn = () => new Promise((resolve) => setTimeout(resolve));

it("N8 content is fetched once an address, and what comes meanwhile is kept in order", async () => {
  const { arrival, loads, begun } = start();
  expect(arrival.take(Uint8Array.of(1))).toBe(false);
  arrival.welcomed(welcomeOf("/content/a.json", "Anne"));
  expect(arrival.take(Uint8Array.of(3))).toBe(true);
  expect(arrival.take(Uint8Array.of(2))).toBe(true);
  expect(begun).toEqual([]);
  loads[0].done(content);
  await turn();
  expect(begun).toEqual([["Anne", [3, 2]]]);
  expect(arrival.take(Uint8Array.of(1))).toBe(false);
  arrival.welcomed(welcomeOf("/content/a.json", "Anne again"));
  expect(begun[1]).toEqual(["Anne again", []]);
  arrival.welcomed(welcomeOf("/content/b.json", "Bea"));
  expect(loads.map(({ url }) => url)).toEqual(["/content/a.json", "/content/b.json"]);
});

it("a connection that is lost meanwhile begins nothing, nor fails anything", async () => {
  const { arrival, loads, begun, errors } = start();
  arrival.welcomed(welcomeOf("/content/a.json", "Anne"));
  arrival.cancel();
  loads[0].done(content);
  arrival.welcomed(welcomeOf("/content/b.json", "Bea"));
  arrival.cancel();
  loads[1].fail(new Error("gone"));
  await turn();
  expect(begun).toEqual([]);
  expect(errors).toEqual([]);
});

it("what cannot be had is said, and what comes meanwhile is bounded", async () => {
  const { arrival, loads, begun, errors } = start();
  arrival.welcomed(welcomeOf("/content/a.json", "Anne"));
  for (let i = 0; i < 1000; i++) arrival.take(Uint8Array.of(i));
  loads[0].fail(new Error("404"));
  await turn();
  expect(errors).toEqual([new Error("404")]);
  arrival.welcomed(welcomeOf("/content/a.json", "Anne"));
  for (let i = 0; i < 1000; i++) arrival.take(Uint8Array.of(i));
  loads[1].done(content);
  await turn();
  expect(begun[0][1]).toHaveLength(64);
});
