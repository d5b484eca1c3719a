// The public log over HTTP: whole, what follows a number of entries, unchanged, and under a flood of requests.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fastify from "fastify";
import { afterEach, beforeEach, expect, it } from "vitest";
import { FairLogCopy } from "../gateway/delivery/fairLogCopy.ts";
import { fairLogRoute, ReadingPace } from "./fairLogRoute.ts";

const entries = Array.from({ length: 300 }, (_, index) => ({ index, body: "x".repeat(1_000) }));
const texts = entries.map((entry) => JSON.stringify(entry));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "doubloon-log-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function serve(pace?: ReadingPace) {
  const log = new FairLogCopy({ folder });
  const app = fastify();
  fairLogRoute(app, log, pace);
  const ask = (query = "", headers: Record<string, string> = {}) =>
    app.inject({ url: `/fair/log.json${query}`, headers });
  const get = async (query = "") => {
    const { statusCode, body } = await ask(query);
    return { status: statusCode, body: JSON.parse(body) as unknown };
  };
  return { app, log, ask, get };
}

it("the log is sent piece by piece, whole or what follows, from a file, and a part that there is not gets 404", async () => {
  const { log, get } = serve();
  expect(await get()).toEqual({ status: 200, body: { format: 1, entries: [] } });
  log.add(0, texts.slice(0, 200));
  log.add(200, texts.slice(200));
  expect(await get()).toEqual({ status: 200, body: { format: 1, entries } });
  expect([...log.json()].length).toBeGreaterThan(5);
  expect(await get("?after=299")).toEqual({
    status: 200,
    body: { format: 1, after: 299, entries: entries.slice(299) },
  });
  expect(await get("?after=300")).toEqual({ status: 200, body: { format: 1, after: 300, entries: [] } });
  for (const query of ["?after=301", "?after=-1", "?after=x", "?after=", "?after=1&after=2"])
    expect(await get(query)).toMatchObject({
      status: 404,
      body: { error: expect.stringContaining("300 entries") },
    });
});

it("a log that a world sends once more is served meanwhile, and another world's takes its place where it differs", async () => {
  const { log, get } = serve();
  log.add(0, texts);
  const reader = log.json();
  const head = reader.next().value;
  log.add(0, texts.slice(0, 20));
  expect(await get()).toEqual({ status: 200, body: { format: 1, entries } });
  // What does not continue the copy is left out.
  log.add(400, texts.slice(0, 1));
  expect(log.length).toBe(300);
  const other = entries.slice(0, 12).map((entry) => ({ ...entry, body: entry.index < 9 ? entry.body : "y" }));
  log.add(
    0,
    other.map((entry) => JSON.stringify(entry)),
  );
  expect(await get()).toEqual({ status: 200, body: { format: 1, entries: other } });
  // Who has begun to read reads the log as it was.
  expect(JSON.parse(head + [...reader].join(""))).toEqual({ format: 1, entries });
});

it("a reader who has the newest log is told so without a body, by any gateway", async () => {
  const [one, two] = [serve(), serve()];
  one.log.add(0, texts.slice(0, 5));
  two.log.add(0, texts.slice(0, 2));
  two.log.add(2, texts.slice(2, 5));
  const first = await one.ask();
  expect(first.headers["cache-control"]).toBe("public, no-cache");
  const tag = { "if-none-match": String(first.headers.etag) };
  expect(await two.ask("", tag)).toMatchObject({ statusCode: 304, body: "" });
  two.log.add(5, texts.slice(5, 6));
  expect(await two.ask("", tag)).toMatchObject({ statusCode: 200 });
});

it("under a flood of requests readers are told to come back, and those who know the log are served", async () => {
  const pace = new ReadingPace();
  const { log, ask } = serve(pace);
  log.add(0, texts);
  const tag = { "if-none-match": String((await ask()).headers.etag) };
  for (let i = 0; i < 20_000; i++) pace.take(performance.now());
  const refused = await ask();
  expect([refused.statusCode, refused.headers["retry-after"]]).toEqual([503, "5"]);
  expect(await ask("", tag)).toMatchObject({ statusCode: 304 });
});

it("turns follow one another, and some of them may be taken at once after a pause", () => {
  const pace = new ReadingPace();
  const waits = Array.from({ length: 1_000 }, () => pace.take(10_000));
  expect(waits.slice(0, 250)).toEqual(Array.from({ length: 250 }, () => 0));
  expect(waits.at(-1)).toBe(3_000);
  expect(pace.waitMs(12_000)).toBe(1_000);
  expect(pace.take(60_000)).toBe(0);
});
