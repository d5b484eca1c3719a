import type { PlayerId } from "@doubloon/shared/ids";
import type { HuntResults } from "@doubloon/shared/protocol/adminHunts";
import { expect, it } from "vitest";
import { resultsCsv, resultsFileName, resultsJson } from "./exportResults.ts";

const results: HuntResults = {
  hunt: 12,
  title: "The Governor's Silver",
  startsAt: 1,
  endsAt: 2,
  rows: [
    { playerId: "A" as PlayerId, name: 'Anne, "the" Red', points: 120, finds: 2, team: "KITE" },
    { playerId: "B" as PlayerId, name: "=1+1", points: 5, finds: 0, bot: true },
  ],
  caches: [],
};

it("writes CSV that keeps commas, quotes and formulas as text", () => {
  expect(resultsCsv(results)).toBe(
    'rank,player,name,points,finds,team,bot\r\n1,A,"Anne, ""the"" Red",120,2,KITE,\r\n2,B,\'=1+1,5,0,,bot\r\n',
  );
});

it("writes JSON that reads back", () => {
  expect(JSON.parse(resultsJson(results))).toEqual(results);
});

it("names the file after the hunt", () => {
  expect(resultsFileName(results)).toBe("hunt-12-the-governors-silver");
});
