// Calls of a gateway's console to the world's hunts, through the messages as they are sent.
import type { PlayerId } from "@doubloon/shared/ids";
import type { AdminHunt, HuntResults, LiveMap } from "@doubloon/shared/protocol/adminHunts";
import { expect, it } from "vitest";
import type { HuntSources } from "../../admin/hunts/huntSources.ts";
import { noHunts } from "../../admin/hunts/noHunts.ts";
import { readToGateway, readToWorld } from "./consoleMessages.ts";
import { makeHuntAnswers } from "./huntAnswers.ts";
import { openHuntCalls } from "./huntCalls.ts";

function connect(world: HuntSources) {
  const sent: string[] = [];
  let longest = 0;
  const calls = openHuntCalls((message) => {
    const read = readToWorld(JSON.stringify(message));
    if (read?.is === "askHunts" || read?.is === "askMap") answers.take("g", read);
  });
  const answers = makeHuntAnswers(world, (_, message) => {
    sent.push(message.is);
    longest = Math.max(longest, JSON.stringify(message).length);
    const read = readToGateway(JSON.stringify(message));
    if (read?.is === "hunts" || read?.is === "huntAnswer" || read?.is === "liveMap") calls.take(read);
  });
  return { sources: calls.sources, answers, sent, longest: () => longest };
}

it("carries every call to the world and its answer back", async () => {
  const { sources } = connect({
    ...noHunts,
    order: async (order, by) => ({ ok: true, text: `${order.act} by ${by}` }),
    dryRun: async (definition, hunters) => ({ ok: false, errors: [`${definition} ${hunters}`] }),
  });
  expect(await sources.order({ act: "pause", hunt: 2 }, "anne")).toEqual({ ok: true, text: "pause by anne" });
  expect(await sources.dryRun("x", 9)).toEqual({ ok: false, errors: ["x 9"] });
  expect(await sources.results(1)).toMatchObject({ ok: false });
});

it("carries the results of a hunt of thousands, in texts that the side channel takes", async () => {
  const results: HuntResults = {
    hunt: 4,
    title: "The Great Hunt",
    startsAt: 1,
    endsAt: 2,
    rows: Array.from({ length: 8_003 }, (_, i) => ({
      playerId: `player-of-number-${i}` as PlayerId,
      name: `Hunter number ${i}`,
      points: i,
      finds: 1,
    })),
    caches: Array.from({ length: 1_203 }, (_, index) => ({
      index,
      tier: "chest",
      wave: 1,
      mimic: false,
      tileX: index,
      tileY: 4,
      state: "found",
      foundAtMs: 1_700_000_000_000 + index,
      by: ["Hunter number 5", "Hunter number 6"],
    })),
  };
  const { sources, longest } = connect({ ...noHunts, results: async () => ({ ok: true, value: results }) });
  expect(await sources.results(4)).toEqual({ ok: true, value: results });
  expect(JSON.stringify(results).length).toBeGreaterThan(512 * 1_024);
  expect(longest()).toBeLessThan(256 * 1_024);
});

it("answers a call whose execution throws, and says nothing of the error", async () => {
  const { sources } = connect({
    ...noHunts,
    results: async () => {
      throw new Error("cache at 17,4");
    },
  });
  expect(await sources.results(1)).toEqual({ ok: false, text: "The world could not answer." });
});

it("sends each gateway the lists once, and again when they have changed or it is new", () => {
  let hunts: readonly AdminHunt[] = [];
  const { sources, answers, sent } = connect({ ...noHunts, hunts: () => hunts });
  answers.publish(["g"]);
  answers.publish(["g"]);
  expect(sent).toEqual(["hunts"]);
  hunts = [{ hunt: 1 } as AdminHunt];
  answers.publish(["g"]);
  expect(sources.hunts()).toEqual(hunts);
  answers.publish([]);
  answers.publish(["g"]);
  expect(sent).toEqual(["hunts", "hunts", "hunts"]);
});

it("asks for the live map once, however many consoles watch it", () => {
  const map: LiveMap = { chunksWide: 1, chunksHigh: 1, players: "AA==", loot: "AA==", load: "AA==" };
  const { sources, sent } = connect({ ...noHunts, liveMap: () => map });
  for (let console = 0; console < 10; console++) sources.liveMap();
  expect(sent.length).toBeLessThan(10);
  expect(sources.liveMap()).toEqual(map);
});
