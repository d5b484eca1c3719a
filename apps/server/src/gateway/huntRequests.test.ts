// The payload of `hunting` comes from outside: only declared requests pass, as fresh objects with declared fields.
import type { Tick } from "@doubloon/shared/ids";
import type { Find, HunterState, Hunts, Reading } from "@doubloon/shared/protocol/huntEvents";
import { decodeReading } from "@doubloon/shared/wire/reading";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkHuntRequest } from "./huntRequests.ts";
import { binaryMessages, once, START_FEED, startGateway, until } from "./testing/gatewayFixture.ts";

const nonce = "00112233445566778899aabbccddeeff";

describe("checkHuntRequest", () => {
  it.each([
    [{ type: "join", hunt: 3, nonce }],
    [{ type: "retune" }],
    [{ type: "useTool" }],
    [{ type: "mark", tileX: 0, tileY: 65_535 }],
    [{ type: "team", act: "create" }],
    [{ type: "team", act: "leave" }],
    [{ type: "team", act: "join", code: "ABC123" }],
    [{ type: "ranking", name: "season" }],
    [{ type: "solo", act: "daily" }],
  ])("takes %o", (request) => {
    expect(checkHuntRequest({ ...request, more: 1 })).toEqual(request);
  });

  it.each([
    [undefined],
    [null],
    ["join"],
    [[]],
    [{}],
    [{ type: "__proto__" }],
    [{ type: "join", hunt: 0, nonce }],
    [{ type: "join", hunt: 1.5, nonce }],
    [{ type: "join", hunt: 1, nonce: nonce.slice(1) }],
    [{ type: "join", hunt: 1, nonce: nonce.toUpperCase() }],
    [{ type: "join", hunt: "1", nonce }],
    [{ type: "mark", tileX: -1, tileY: 0 }],
    [{ type: "mark", tileX: 65_536, tileY: 0 }],
    [{ type: "mark", tileX: Number.NaN, tileY: 0 }],
    [{ type: "team", act: "join" }],
    [{ type: "team", act: "join", code: "AB" }],
    [{ type: "team", act: "join", code: "A".repeat(13) }],
    [{ type: "team", act: "join", code: "AB CD" }],
    [{ type: "team", act: "found" }],
    [{ type: "ranking", name: "toString" }],
    [{ type: "solo", act: "weekly" }],
  ])("refuses %o", (value) => {
    expect(checkHuntRequest(value)).toBeUndefined();
  });

  it("reads a team's code in any case", () => {
    expect(checkHuntRequest({ type: "team", act: "join", code: "abc123" })).toMatchObject({ code: "ABC123" });
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => void checkHuntRequest(value)),
      { numRuns: 2_000, seed: 1 },
    );
  });
});

describe("the hunt at a gateway", () => {
  it("H11 passes a player's request on with the player's mover, and refuses malformed ones", async () => {
    await using game = await startGateway();
    const { client, welcome } = await game.join();
    client.emit("hunting", { type: "join", hunt: 3, nonce });
    await until(() => game.world.requests.length === 1);
    expect(game.world.requests).toEqual([[welcome.mover, { type: "join", hunt: 3, nonce }]]);
    const farewell = once(client, "farewell");
    client.emit("hunting", { type: "join" } as never);
    expect((await farewell).code).toBe("malformed");
    expect(game.world.requests).toHaveLength(1);
  });

  it("H11 limits requests by a rate of their own, and keeps the connection", async () => {
    await using game = await startGateway();
    const { client } = await game.join();
    for (let i = 0; i < 20; i++) client.emit("hunting", { type: "retune" });
    const notice = await once(client, "notice");
    expect(notice.text).toMatch(/Slow down/);
    await until(() => (game.observer.refusals.get("rateLimited") ?? 0) === 12);
    expect(game.world.requests).toHaveLength(8);
    expect(client.connected).toBe(true);
  });

  it("refuses a mark outside the map", async () => {
    await using game = await startGateway();
    const { client } = await game.join();
    client.emit("hunting", { type: "mark", tileX: 64, tileY: 0 });
    await once(client, "notice");
    expect(game.observer.refusals.get("targetOutsideMap")).toBe(1);
    expect(game.world.requests).toEqual([]);
  });

  it("H6 H9 tells one player, and reads to one player, what concerns no other", async () => {
    await using game = await startGateway();
    const one = await game.join();
    const other = await game.join();
    const heard: unknown[] = [];
    other.client.onAny((event) => heard.push(event));
    const reading: Reading = { thread: 5, tick: 9 as Tick, cellX: 1, cellY: 2, band: 3 };
    const hunter = { hunt: 3, points: 10 } as HunterState;
    const told = once(one.client, "hunter");
    const read = binaryMessages(one.client, 1);
    game.toGateway.tell(game.world.sessions[0], "hunter", hunter);
    game.toGateway.reading(game.world.sessions[0], reading);
    game.toGateway.frame(START_FEED, 101 as Tick, Uint8Array.from([1]), Uint8Array.from([2]));
    expect(await told).toEqual(hunter);
    expect(decodeReading((await read)[0])).toEqual(reading);
    expect(heard).not.toContain("hunter");
  });

  it("sends hunts and finds to all with their next frames, and the newest hunts to newcomers", async () => {
    await using game = await startGateway();
    const one = await game.join();
    const hunts: Hunts = { hunts: [], next: { title: "Gull Island", atMs: 5 } };
    const finds = [{ hunt: 1, cache: 2 }] as unknown as Find[];
    const both = [once(one.client, "hunts"), once(one.client, "finds")];
    game.toGateway.broadcast("hunts", { hunts: [] });
    game.toGateway.broadcast("finds", finds);
    game.toGateway.broadcast("hunts", hunts);
    game.toGateway.frame(START_FEED, 101 as Tick, Uint8Array.from([1]), Uint8Array.from([2]));
    expect(await Promise.all(both)).toEqual([hunts, finds]);
    const late = await game.join();
    const heard: unknown[] = [];
    late.client.onAny((event) => heard.push(event));
    const news = once(late.client, "hunts");
    game.toGateway.frame(START_FEED, 102 as Tick, Uint8Array.from([1]), Uint8Array.from([2]));
    expect(await news).toEqual(hunts);
    expect(heard).not.toContain("finds");
  });

  it("keeps a copy of the public log, also while a world sends it again, and of another world's from where it differs", async () => {
    await using game = await startGateway();
    const entries = (): unknown => JSON.parse([...game.gateway.fairLog.json()].join("")).entries;
    game.toGateway.fairEntries(0, ['{"n":0}', '{"n":1}']);
    game.toGateway.fairEntries(2, ['{"n":2}']);
    game.toGateway.fairEntries(2, ['{"n":2}', '{"n":3}']);
    game.toGateway.fairEntries(9, ['{"n":9}']);
    expect(entries()).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }, { n: 3 }]);
    game.toGateway.fairEntries(0, ['{"n":0}']);
    expect(entries()).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }, { n: 3 }]);
    game.toGateway.fairEntries(1, ['{"n":1}', '{"n":7}']);
    expect(entries()).toEqual([{ n: 0 }, { n: 1 }, { n: 7 }]);
  });

  it("marks an automatic player in its enter, and refuses another value of `bot`", async () => {
    await using game = await startGateway();
    await game.join({ name: "Robot", bot: true });
    expect(game.world.bots).toEqual([true]);
    const client = game.client({ bot: "yes" });
    const refused = new Promise((resolve) => client.on("connect_error", (error) => resolve(error)));
    client.connect();
    expect(await refused).toMatchObject({ data: { code: "helloMalformed" } });
  });
});
