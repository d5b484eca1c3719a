import type { MoverId, PlayerId, RoomId, Tick, WorldTimeMs } from "@doubloon/shared/ids";
import type { GameContent, Welcome } from "@doubloon/shared/protocol/events";
import { expect, it } from "vitest";
import { ContentLoader } from "./contentLoader.ts";

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
  const loader = new ContentLoader({
    fetchContent: (url) => new Promise((done, fail) => loads.push({ url, done, fail })),
    loaded: ({ name }, _content, early) => begun.push([name, early.map(([first]) => first)]),
    failed: (error) => errors.push(error),
  });
  return { loader, loads, begun, errors };
}
const turn = () => new Promise((resolve) => setTimeout(resolve));

it("N8 fetches content once for each address and buffers what arrives in the meantime, in order", async () => {
  const { loader, loads, begun } = start();
  expect(loader.buffer(Uint8Array.of(1))).toBe(false);
  loader.load(welcomeOf("/content/a.json", "Anne"));
  expect(loader.buffer(Uint8Array.of(3))).toBe(true);
  expect(loader.buffer(Uint8Array.of(2))).toBe(true);
  expect(begun).toEqual([]);
  loads[0].done(content);
  await turn();
  expect(begun).toEqual([["Anne", [3, 2]]]);
  expect(loader.buffer(Uint8Array.of(1))).toBe(false);
  loader.load(welcomeOf("/content/a.json", "Anne again"));
  expect(begun[1]).toEqual(["Anne again", []]);
  loader.load(welcomeOf("/content/b.json", "Bea"));
  expect(loads.map(({ url }) => url)).toEqual(["/content/a.json", "/content/b.json"]);
});

it("neither completes nor fails for a connection that was lost in the meantime", async () => {
  const { loader, loads, begun, errors } = start();
  loader.load(welcomeOf("/content/a.json", "Anne"));
  loader.cancel();
  loads[0].done(content);
  loader.load(welcomeOf("/content/b.json", "Bea"));
  loader.cancel();
  loads[1].fail(new Error("gone"));
  await turn();
  expect(begun).toEqual([]);
  expect(errors).toEqual([]);
});

it("reports content that cannot be loaded, and bounds the buffer", async () => {
  const { loader, loads, begun, errors } = start();
  loader.load(welcomeOf("/content/a.json", "Anne"));
  for (let i = 0; i < 1000; i++) loader.buffer(Uint8Array.of(i));
  loads[0].fail(new Error("404"));
  await turn();
  expect(errors).toEqual([new Error("404")]);
  loader.load(welcomeOf("/content/a.json", "Anne"));
  for (let i = 0; i < 1000; i++) loader.buffer(Uint8Array.of(i));
  loads[1].done(content);
  await turn();
  expect(begun[0][1]).toHaveLength(64);
});
