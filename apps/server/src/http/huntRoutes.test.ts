// The public pages about hunts, and what a flood of requests for them costs the world.
import type { AdminHunt, HuntResults, SeasonPage } from "@doubloon/shared/protocol/adminHunts";
import fastify from "fastify";
import { expect, it } from "vitest";
import { noHunts } from "../admin/hunts/noHunts.ts";
import { type HuntPages, huntRoutes } from "./huntRoutes.ts";

function serve(pages: Partial<HuntPages>) {
  const app = fastify();
  huntRoutes(app, { ...noHunts, ...pages });
  return (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });
}

const hunt = (number: number): AdminHunt => ({ hunt: number, title: "T", phase: "running" }) as AdminHunt;
const resultsOf = (number: number): HuntResults => ({
  hunt: number,
  title: "T",
  startsAt: 1,
  endsAt: 2,
  rows: [],
  caches: [],
});

it("the list is made once for each change, and known lists have no body", async () => {
  let hunts: readonly AdminHunt[] = [hunt(1)];
  let reads = 0;
  const counted = (list: readonly AdminHunt[]): readonly AdminHunt[] =>
    new Proxy(list, {
      get(target, name, receiver) {
        if (name === "filter") reads++;
        return Reflect.get(target, name, receiver);
      },
    });
  hunts = counted(hunts);
  const get = serve({ hunts: () => hunts });
  const first = await get("/hunts.json");
  for (let i = 0; i < 5; i++) await get("/hunts.json");
  const once = reads;
  expect(once).toBeGreaterThan(0);
  expect(first.json()).toMatchObject({ hunts: [{ number: 1, title: "T" }], scheduled: [] });
  expect(first.headers["cache-control"]).toBe("public, max-age=1");
  const known = { "if-none-match": String(first.headers.etag) };
  expect(await get("/hunts.json", known)).toMatchObject({ statusCode: 304, body: "" });
  expect(reads).toBe(once);
  hunts = [hunt(1), hunt(2)];
  expect((await get("/hunts.json", known)).json()).toMatchObject({ hunts: [{ number: 1 }, { number: 2 }] });
});

it("results are asked for once, however many want them at a time", async () => {
  const asked: number[] = [];
  const get = serve({
    async results(number) {
      asked.push(number);
      await new Promise((resolve) => setImmediate(resolve));
      return { ok: true, value: resultsOf(number) };
    },
  });
  const answers = await Promise.all([get("/hunts/7.json"), get("/hunts/7.json"), get("/hunts/8.json")]);
  expect(answers.map((answer) => answer.json() as unknown)).toEqual([
    resultsOf(7),
    resultsOf(7),
    resultsOf(8),
  ]);
  expect(await get("/hunts/7.json")).toMatchObject({
    statusCode: 200,
    headers: { "cache-control": "public, max-age=31536000, immutable" },
  });
  expect(asked).toEqual([7, 8]);
});

it("a flood of requests for hunts that there are not is refused, and what is kept is still served", async () => {
  let asked = 0;
  const get = serve({
    async results(number) {
      asked++;
      return number === 7 ? { ok: true, value: resultsOf(7) } : { ok: false, text: "none" };
    },
  });
  await get("/hunts/7.json");
  const statuses: number[] = [];
  for (let number = 100; number < 1_100; number++)
    statuses.push((await get(`/hunts/${number}.json`)).statusCode);
  expect(statuses[0]).toBe(404);
  expect(statuses).toContain(503);
  expect(asked).toBe(1 + statuses.filter((status) => status === 404).length);
  expect((await get("/hunts/7.json")).statusCode).toBe(200);
});

it("results that could not be asked for are asked for again", async () => {
  let fails = true;
  const get = serve({
    async results(number) {
      if (fails) throw new Error("boom");
      return { ok: true, value: resultsOf(number) };
    },
  });
  expect((await get("/hunts/7.json")).statusCode).toBe(500);
  fails = false;
  expect((await get("/hunts/7.json")).statusCode).toBe(200);
});

it("the season is served with a tag, and 503 while the world is away", async () => {
  const season: SeasonPage = { season: 3, greatFinds: [], archives: [] };
  const get = serve({ season: async () => ({ ok: true, value: season }) });
  const first = await get("/season.json");
  expect(first.json()).toEqual(season);
  expect(await get("/season.json", { "if-none-match": String(first.headers.etag) })).toMatchObject({
    statusCode: 304,
  });
  expect((await serve({})("/season.json")).statusCode).toBe(503);
});
