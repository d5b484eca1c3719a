import { subKey } from "@doubloon/shared/fair/entropy";
import { Detector } from "@doubloon/shared/hunt/detector";
import type { MapDescription } from "@doubloon/shared/map";
import { exampleBodies, exampleHunt, exampleMap, linked } from "@doubloon/shared/testing/fairLogs";
import { encodeMapChunk } from "@doubloon/shared/wire/mapChunk";
import { describe, expect, it } from "vitest";
import { checkFairness, type FairSource } from "./fairness.ts";

const description = { version: "a-map", widthTiles: 256, heightTiles: 256 } as MapDescription;

function source(changes: Partial<FairSource> = {}): FairSource {
  return {
    log: async () => linked(exampleBodies),
    map: async (version) => (version === "a-map" ? description : undefined),
    chunk: async (_, column, row) => {
      const blocked = Uint8Array.from({ length: 256 }, (_tile, i) =>
        exampleMap.ground.blockedAt(column * 16 + (i % 16), row * 16 + Math.floor(i / 16)) ? 1 : 0,
      );
      return encodeMapChunk({ blocked, layers: [] });
    },
    results: async () => ({ first: "Anne" }),
    ...changes,
  };
}

const everyHunt = { hunt: undefined, ownReadings: [] };
const silent = (): void => {};

describe("the check of a server", () => {
  it("lists every hunt, the newest first, and what was recomputed", async () => {
    const fairness = await checkFairness(source(), everyHunt, silent);
    expect(
      fairness.ok && fairness.hunts.map(({ hunt, state, recomputed }) => [hunt, state, recomputed]),
    ).toEqual([
      [5, "notOver", false],
      [4, "revealed", true],
      [3, "cancelled", false],
      [2, "cancelled", true],
      [1, "revealed", true],
    ]);
  });

  it("says what it is doing", async () => {
    const said: string[] = [];
    await checkFairness(source(), everyHunt, (text) => said.push(text));
    expect(said).toEqual([
      "Reading the log",
      "Reading the map: 0 of 16 parts",
      "Reading the map: 8 of 16 parts",
      "Planning the caches again",
    ]);
  });

  it("passes on where a log does not hold", async () => {
    const log = async () => linked(exampleBodies.filter(({ hunt }) => hunt !== 2));
    expect(await checkFairness(source({ log }), everyHunt, silent)).toEqual({
      ok: false,
      at: 5,
      reason: "hunt 3 is announced where hunt 2 is expected",
    });
  });

  it("checks the log alone if the server has the map no more", async () => {
    const fairness = await checkFairness(
      source({ map: async () => undefined }),
      { hunt: 1, ownReadings: [] },
      silent,
    );
    expect(fairness).toMatchObject({ ok: true, shown: { recomputed: false, caches: 6 } });
    // Only what the finds opened is known then.
    expect(fairness.ok && fairness.shown?.leaves.map(({ index }) => index)).toEqual([4, 0]);
  });
});

describe("one hunt", () => {
  const { key, plan } = exampleHunt(1, "revealed");

  it("is shown with all its caches, those found with their time", async () => {
    const fairness = await checkFairness(source(), { hunt: 1, ownReadings: [] }, silent);
    if (!fairness.ok || fairness.shown === undefined) throw new Error("hunt 1 is in the log");
    const { leaves, nonces, resultsMatch, secret } = fairness.shown;
    expect(leaves.map(({ index, foundMs }) => [index, foundMs])).toEqual([
      [0, 1_000_002],
      [1, undefined],
      [2, undefined],
      [3, undefined],
      [4, 1_000_006],
      [5, undefined],
    ]);
    expect([nonces.length, resultsMatch, secret]).toEqual([3, true, "01".repeat(32)]);
  });

  it("says whether one's own number went into the places", async () => {
    const placeOf = async (ownNonce: string) => {
      const fairness = await checkFairness(source(), { hunt: 1, ownNonce, ownReadings: [] }, silent);
      return fairness.ok ? fairness.shown?.ownNonce : undefined;
    };
    expect(await placeOf("12".padStart(32, "0"))).toBe(2);
    expect(await placeOf("99".padStart(32, "0"))).toBe(0);
  });

  it("alone is recomputed, and a list recomputes the newest", async () => {
    const fairness = await checkFairness(source(), { hunt: 1, ownReadings: [] }, silent);
    const hunts = fairness.ok ? fairness.hunts : [];
    expect(hunts.filter(({ recomputed }) => recomputed).map(({ hunt }) => hunt)).toEqual([1]);
  });

  it("is shown without places and secret while it is not over", async () => {
    const fairness = await checkFairness(source(), { hunt: 5, ownReadings: [] }, silent);
    if (!fairness.ok || fairness.shown === undefined) throw new Error("hunt 5 is in the log");
    expect(fairness.shown.secret).toBeUndefined();
    expect(fairness.shown.leaves.length).toBe(2);
  });

  it("has a word on results that were changed", async () => {
    const results = async () => ({ first: "Bonny" });
    const fairness = await checkFairness(source({ results }), { hunt: 1, ownReadings: [] }, silent);
    expect(fairness).toMatchObject({ shown: { resultsMatch: false } });
  });

  it("has a verdict on one's own readings", async () => {
    const detector = new Detector(subKey(key, "noise"));
    const { phantomX, phantomY } = plan[2];
    const ownReadings = Array.from({ length: 25 }, (_, i) => {
      const [cellX, cellY] = [17 + 3 * (i % 5), 17 + 3 * Math.floor(i / 5)];
      return { thread: 7, cellX, cellY, band: detector.band(2, cellX, cellY, phantomX, phantomY) };
    });
    const threadsOf = async (readings: typeof ownReadings) => {
      const fairness = await checkFairness(source(), { hunt: 1, ownReadings: readings }, silent);
      return fairness.ok ? fairness.shown?.threads : undefined;
    };
    expect(await threadsOf(ownReadings)).toEqual([{ thread: 7, readings: 25, caches: [2] }]);
    const forged = ownReadings.map((reading) => ({ ...reading, band: (reading.band + 3) % 6 }));
    expect(await threadsOf(forged)).toEqual([{ thread: 7, readings: 25, caches: [] }]);
  });

  it("has no verdict on readings of another detector than this page knows", async () => {
    const { bodies } = exampleHunt(1, "revealed", { detectorHash: "ab".repeat(32) });
    const log = async () => linked(bodies);
    const ownReadings = [{ thread: 1, cellX: 17, cellY: 17, band: 2 }];
    const fairness = await checkFairness(source({ log }), { hunt: 1, ownReadings }, silent);
    if (!fairness.ok || fairness.shown === undefined) throw new Error("hunt 1 is in the log");
    expect([fairness.shown.recomputed, fairness.shown.ownReadings.length]).toEqual([true, 1]);
    expect(fairness.shown.threads).toBeUndefined();
  });

  it("is absent if the log has none of this number", async () => {
    const fairness = await checkFairness(source(), { hunt: 77, ownReadings: [] }, silent);
    expect(fairness.ok && fairness.shown).toBeUndefined();
  });
});
