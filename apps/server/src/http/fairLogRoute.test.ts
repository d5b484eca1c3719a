// The public log over HTTP: whole, and what follows a number of entries.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fastify from "fastify";
import { expect, it } from "vitest";
import { noHunts } from "../admin/hunts/noHunts.ts";
import { FairLogCopy } from "../gateway/delivery/fairLogCopy.ts";
import { huntRoutes } from "./huntRoutes.ts";

it("the log is sent piece by piece, whole or what follows, from a file, and a part that there is not gets 404", async () => {
  const folder = await mkdtemp(join(tmpdir(), "doubloon-log-"));
  try {
    const log = new FairLogCopy({ folder });
    const entries = Array.from({ length: 300 }, (_, index) => ({ index, body: "x".repeat(1_000) }));
    const app = fastify();
    huntRoutes(app, noHunts, log);
    const get = async (query = "") => {
      const { statusCode, body } = await app.inject({ url: `/fair/log.json${query}` });
      return { status: statusCode, body: JSON.parse(body) as unknown };
    };
    expect(await get()).toEqual({ status: 200, body: { format: 1, entries: [] } });
    log.add(
      0,
      entries.slice(0, 200).map((entry) => JSON.stringify(entry)),
    );
    log.add(
      200,
      entries.slice(200).map((entry) => JSON.stringify(entry)),
    );
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
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
