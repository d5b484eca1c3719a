import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { HuntDefinition } from "@doubloon/shared/hunt/definition";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ContentError } from "../contentError.ts";
import { huntJsonSchema } from "./huntSchema.ts";
import { checkHunt, loadHunts, readHunt, readHunts } from "./loadHunts.ts";

const content = join(import.meta.dirname, "../../../../../content");
let folder = "";
let good: Record<string, unknown> = {};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "doubloon-hunts-"));
  good = JSON.parse(await readFile(join(content, "hunts/governors-silver.json"), "utf8"));
});
afterAll(() => rm(folder, { recursive: true }));

const problemsOf = (changes: Record<string, unknown>): readonly string[] =>
  checkHunt("x", { ...good, ...changes }, "x.json").problems;

it("the published schema is the one that definitions are checked with, and every hunt refers to it", async () => {
  expect(JSON.parse(await readFile(join(content, "hunts.schema.json"), "utf8"))).toEqual(
    JSON.parse(huntJsonSchema()),
  );
  const { hunts } = await readHunts(join(content, "hunts"));
  for (const { id } of hunts) {
    const file = JSON.parse(await readFile(join(content, `hunts/${id}.json`), "utf8"));
    expect(file.$schema).toBe("../hunts.schema.json");
  }
});

it("the hunts that come with Doubloon are valid: a cycle of twelve minutes, a grand and a pocket hunt", async () => {
  const hunts = await loadHunts(join(content, "hunts"));
  const starts = hunts.flatMap(({ schedule }) => ("everyMinutes" in schedule ? [schedule] : []));
  expect(starts.map(({ offsetMinutes }) => offsetMinutes).sort((a = 0, b = 0) => a - b)).toEqual(
    starts.map((_, i) => 12 * i),
  );
  for (const { everyMinutes } of starts) expect(everyMinutes).toBe(12 * starts.length);
  const seconds = ({ waveSeconds }: HuntDefinition) => waveSeconds.reduce((sum, one) => sum + one);
  const ofKind = (kind: string) => hunts.filter((hunt) => hunt.kind === kind);
  expect(ofKind("hunt").map(seconds)).toEqual(starts.map(() => 480));
  expect(ofKind("grand").map(seconds)).toEqual([1200]);
  expect(ofKind("grand").every(({ schedule }) => "cron" in schedule)).toBe(true);
  expect(ofKind("pocket").map(({ zone, schedule }) => ({ zone, schedule }))).toEqual([
    { zone: { grown: { minChunks: 6, maxChunks: 6 } }, schedule: { when: "quiet" } },
  ]);
});

it.each([
  [{ title: 7 }, "title: found 7, expected a string"],
  [{ title: undefined }, "title: found nothing, expected a string"],
  [{ kind: "war" }, 'kind: found "war", expected "hunt" or "grand" or "pocket"'],
  [{ colour: 1 }, 'found a field "colour", expected no such field'],
  [{ schedule: {} }, 'schedule: found {}, expected one of {"once"}, {"everyMinutes"}, {"cron"}, {"when"}'],
  [{ schedule: { once: "soon" } }, 'schedule.once: found "soon", expected a date and time like'],
  [{ schedule: { everyMinutes: 0 } }, "schedule.everyMinutes: found 0, expected at least 1"],
  [{ schedule: { everyMinutes: 12, offsetMinutes: 12 } }, "schedule.offsetMinutes: found 12, expected less"],
  [{ schedule: { cron: "61 * * * *" } }, 'schedule.cron: found "61 * * * *", expected five fields of cron'],
  [{ schedule: { cron: "0 0 19 * * *" } }, "schedule.cron: found"],
  [
    { zone: { rect: { x: 0, y: 0, width: 1, height: 64 } } },
    "zone.rect.width: found 1, expected at least 32",
  ],
  [
    { zone: { grown: { minChunks: 9, maxChunks: 6 } } },
    "zone.grown.maxChunks: found 6, expected at least min",
  ],
  [{ waveSeconds: [] }, "waveSeconds: found [], expected at least 1 entries"],
  [{ waveSeconds: [160, 1.5] }, "waveSeconds[1]: found 1.5, expected a whole number"],
  [{ minCaches: 700 }, "maxCaches: found 600, expected at least minCaches"],
  [{ minCaches: 2 }, "minCaches: found 2, expected at least one cache for each wave"],
  [{ tiers: [{ name: "a", value: 0, share: 1 }] }, "tiers[0].value: found 0, expected at least 1"],
  [{ mimicOneIn: 1 }, "mimicOneIn: found 1, expected 0 for no mimic, or at least 2"],
  [{ tools: ["boots", "boots"] }, 'tools: found ["boots","boots"], expected each tool once'],
  [{ tools: ["drill"] }, 'tools[0]: found "drill", expected "boots" or "spade" or "lantern"'],
])("an invalid hunt is rejected, and the error names path, found and expected: %j", (changes, expected) => {
  const problems = problemsOf(changes);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(`x.json: ${expected}`);
});

it("all problems are told at once, those of other files too", async () => {
  await writeFile(join(folder, "a.json"), JSON.stringify({ ...good, title: "", kind: "war" }));
  await writeFile(join(folder, "b.json"), "{");
  await writeFile(join(folder, "c.json"), JSON.stringify(good));
  await writeFile(join(folder, "D x.json"), JSON.stringify(good));
  const { hunts, problems } = await readHunts(folder);
  expect(hunts.map(({ id }) => id)).toEqual(["D x", "c"]);
  expect(problems).toHaveLength(4);
  for (const problem of problems) expect(problem).not.toContain("\n");
  expect(problems.join("\n")).toMatch(
    /D x\.json: found the name[\s\S]*a\.json: title: [\s\S]*b\.json: not JSON/,
  );
  const failure = await loadHunts(folder).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ContentError);
  expect((failure as Error).message).toMatch(/\(and 3 more: npm run content -- check\)$/);
});

it("a file that is missing is named", async () => {
  expect((await readHunt(join(folder, "none.json"))).problems).toEqual([
    expect.stringMatching(/none\.json: cannot be read \(ENOENT\), expected a hunt$/),
  ]);
  expect((await readHunts(join(folder, "none"))).problems).toHaveLength(1);
});
