// Hunts at the console over real sockets.
import {
  type AdminHunt,
  type HuntOrder,
  type LiveMap,
  MAX_CANCEL_REASON,
  MAX_MAP_BYTES_PER_SECOND,
} from "@doubloon/shared/protocol/adminHunts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type ConsoleClient, next, startAdmin } from "../testing/startAdmin.ts";
import type { HuntSources } from "./huntSources.ts";

const smallMap: LiveMap = { chunksWide: 2, chunksHigh: 1, players: "AAE=", loot: "AAA=", load: "AAA=" };
let map = smallMap;
const orders: (readonly [HuntOrder, string])[] = [];
let hunts: readonly AdminHunt[] = [];
const sources: HuntSources = {
  hunts: () => hunts,
  audit: () => [],
  liveMap: () => map,
  async order(order, by) {
    orders.push([order, by]);
    if (order.act === "end") throw new Error("boom");
    return { ok: true, text: "done" };
  },
  caches: async (hunt, by) => ({
    ok: true,
    value: [{ index: hunt, tier: by, wave: 0, mimic: false, tileX: 1, tileY: 2, state: "hidden" }],
  }),
  results: async () => ({ ok: false, text: "not over" }),
  season: async () => ({ ok: false, text: "no season" }),
  definitions: async () => ({ ok: true, value: [] }),
  dryRun: async () => ({ ok: false, errors: ["title: missing"] }),
};

let server: Awaited<ReturnType<typeof startAdmin>>;
let client: ConsoleClient;
beforeEach(async () => {
  orders.length = 0;
  hunts = [];
  map = smallMap;
  server = await startAdmin();
  Object.assign(server.sources, { hunts: sources });
  client = server.client({ cookie: await server.signIn() });
  const first = next(client, "hunts");
  client.connect();
  expect(await first).toEqual([]);
});
afterEach(() => server.stop());

const closed = (): Promise<unknown> => new Promise((resolve) => client.once("disconnect", resolve));

test("an order reaches the hunts with the game master's name, and its outcome the console", async () => {
  const order: HuntOrder = { act: "cancel", hunt: 7, reason: "  rain " };
  expect(await client.emitWithAck("huntOrder", order)).toEqual({ ok: true, text: "done" });
  expect(orders).toEqual([[{ act: "cancel", hunt: 7, reason: "rain" }, server.master.name]]);
  // Players are told why.
  expect(server.orders).toEqual([["announce", { kind: "warning", text: "The hunt is cancelled: rain" }]]);
});

test.each<readonly [string, unknown]>([
  ["no order", 5],
  ["an unknown act", { act: "win", hunt: 1 }],
  ["a cancellation without a reason", { act: "cancel", hunt: 1, reason: " " }],
  ["an endless extension", { act: "extend", hunt: 1, seconds: 1e9 }],
  ["an order with more fields", { act: "pause", hunt: 1, secret: true }],
])("%s ends the console's connection and reaches nothing", async (_, order) => {
  const end = closed();
  client.emit("huntOrder", order as HuntOrder, () => undefined);
  expect(await end).toBe("io server disconnect");
  expect(orders).toEqual([]);
});

test("an order that fails ends that console only", async () => {
  const end = closed();
  client.emit("huntOrder", { act: "end", hunt: 1 }, () => undefined);
  expect(await end).toBe("io server disconnect");
});

test("places are opened by those with the right only", async () => {
  expect(await client.emitWithAck("huntCaches", 3)).toMatchObject({
    ok: true,
    value: [{ index: 3, tier: server.master.name }],
  });
  expect(await server.store.setMayOpenPlaces(server.master.name, false)).toBe(true);
  expect(await client.emitWithAck("huntCaches", 3)).toMatchObject({
    ok: false,
    text: expect.stringContaining("npm run gamemaster -- places"),
  });
});

test("the live map is sent once a second to consoles that watch it, and lists only on change", async () => {
  const seen: string[] = [];
  client.on("hunts", () => seen.push("hunts"));
  const first = next(client, "liveMap");
  client.emit("watchMap", true);
  expect(await first).toEqual(map);
  const second = next(client, "liveMap");
  server.clock.tick();
  await second;
  expect(seen).toEqual([]);
  hunts = [{ hunt: 1, title: "T" } as AdminHunt];
  const changed = next(client, "hunts");
  server.clock.tick();
  expect(await changed).toEqual(hunts);
});

test("the longest reason for a cancelled hunt with the longest title is announced", async () => {
  hunts = [{ hunt: 7, title: "T".repeat(48) } as AdminHunt];
  const reason = "r".repeat(MAX_CANCEL_REASON);
  expect(await client.emitWithAck("huntOrder", { act: "cancel", hunt: 7, reason })).toMatchObject({
    ok: true,
  });
  expect(server.orders).toEqual([
    ["announce", { kind: "warning", text: `${"T".repeat(48)} is cancelled: ${reason}` }],
  ]);
});

test("a large live map is sent less often, so that a console gets no more bytes a second", async () => {
  map = { ...smallMap, players: "A".repeat(3 * MAX_MAP_BYTES_PER_SECOND) };
  let maps = 0;
  client.on("liveMap", () => maps++);
  const first = next(client, "liveMap");
  client.emit("watchMap", true);
  await first;
  for (let second = 1; second <= 9; second++) {
    const updated = next(client, "worst");
    server.clock.tick();
    await updated;
  }
  // At once, after four seconds and after eight: a map is worth three, and some bytes of the fourth.
  expect(maps).toBe(3);
});

test("a dry run's errors come back", async () => {
  expect(await client.emitWithAck("dryRun", {}, 20)).toEqual({ ok: false, errors: ["title: missing"] });
  const end = closed();
  client.emit("dryRun", {}, 1e9, () => undefined);
  expect(await end).toBe("io server disconnect");
});
