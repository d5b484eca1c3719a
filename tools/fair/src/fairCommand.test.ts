import { createHash, createHmac } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { subKey } from "@doubloon/shared/fair/entropy";
import { hmacSha256, sha256 } from "@doubloon/shared/fair/hashing";
import { Detector } from "@doubloon/shared/hunt/detector";
import { exampleBodies, exampleHunt, exampleMap, linked } from "@doubloon/shared/testing/fairLogs";
import { encodeMapChunk } from "@doubloon/shared/wire/mapChunk";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runFairCommand } from "./fairCommand.ts";

const folder = mkdtempSync(join(tmpdir(), "doubloon-fair-"));
const logFile = join(folder, "log.json");
const log = linked(exampleBodies);
const files = new Map<string, Uint8Array | string>([["/fair/log.json", JSON.stringify(log)]]);

/** A server of the log and the map, with the routes of the game's server. */
const server = createServer((request, response) => {
  const file = files.get(request.url ?? "");
  response.statusCode = file === undefined ? 404 : 200;
  response.end(file);
});
let url = "";

beforeAll(async () => {
  writeFileSync(logFile, JSON.stringify(log));
  const description = JSON.stringify({ version: exampleMap.version, widthTiles: 256, heightTiles: 256 });
  writeFileSync(join(folder, "map.json"), description);
  files.set("/map/a-map/map.json", description);
  for (let column = 4; column < 8; column++) {
    mkdirSync(join(folder, "chunks", String(column)), { recursive: true });
    for (let row = 4; row < 8; row++) {
      const blocked = Uint8Array.from({ length: 256 }, (_, i) =>
        exampleMap.ground.blockedAt(column * 16 + (i % 16), row * 16 + Math.floor(i / 16)) ? 1 : 0,
      );
      const bytes = encodeMapChunk({ blocked, layers: [] });
      writeFileSync(join(folder, "chunks", String(column), String(row)), bytes);
      files.set(`/map/a-map/chunks/${column}/${row}`, bytes);
    }
  }
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

describe("npm run fair -- verify", () => {
  it("recomputes a server's hunts from its log and its map", async () => {
    for (const address of [url, `${url}/`, `${url}/fair/log.json`]) {
      const { code, output, errors } = await runFairCommand(["verify", address]);
      expect({ code, errors }).toEqual({ code: 0, errors: "" });
      expect(output).toContain("hunt 1: The Governor's Silver: revealed, 6 caches, 2 found, recomputed\n");
      expect(output).toContain("hunt 3: The Governor's Silver: cancelled (the map changes), never placed\n");
      expect(output).toMatch(
        new RegExp(
          `the log holds: ${log.entries.length} entries, hunts: 5, head ${log.entries.at(-1)?.hash}\n$`,
        ),
      );
    }
  });

  it("goes on from a saved log: fetches what follows, checks that it continues it, and saves the whole", async () => {
    const known = join(folder, "known.json");
    const whole = join(folder, "whole.json");
    const part = log.entries.slice(3);
    writeFileSync(known, JSON.stringify({ format: 1, entries: log.entries.slice(0, 3) }));
    files.set("/fair/log.json?after=3", JSON.stringify({ format: 1, after: 3, entries: part }));
    for (const address of [url, join(folder, "part.json"), logFile]) {
      writeFileSync(join(folder, "part.json"), JSON.stringify({ format: 1, after: 3, entries: part }));
      const { code, output, errors } = await runFairCommand([
        "verify",
        address,
        "--known",
        known,
        "--save",
        whole,
      ]);
      expect({ code, known: errors.includes("not recomputed") }).toEqual({ code: 0, known: address !== url });
      expect(output).toContain(`the log holds: ${log.entries.length} entries`);
      expect(JSON.parse(readFileSync(whole, "utf8"))).toEqual(log);
      rmSync(whole);
    }
    // A server that has written its log anew cannot continue what others keep.
    const other = linked(exampleBodies.map((body, i) => (i === 0 ? { ...body, atMs: 7 } : body)));
    const rewritten = join(folder, "rewritten.json");
    writeFileSync(rewritten, JSON.stringify(other));
    const refused = await runFairCommand(["verify", rewritten, "--known", known, "--save", whole]);
    expect(refused).toMatchObject({ code: 1, errors: expect.stringContaining("entry 3") });
    expect(existsSync(whole)).toBe(false);
    expect(await runFairCommand(["verify", join(folder, "part.json")])).toMatchObject({
      code: 2,
      errors: expect.stringContaining(
        "is what follows 3 entries, expected --known FILE with these; it has 0",
      ),
    });
  });

  it("recomputes a saved log with a saved map", async () => {
    const { code, output } = await runFairCommand(["verify", logFile, "--map", folder]);
    expect(code).toBe(0);
    expect(output.match(/recomputed/g)?.length).toBe(3);
  });

  it("says which hunts it could not recompute", async () => {
    const { code, errors } = await runFairCommand(["verify", logFile]);
    expect(code).toBe(0);
    expect(errors).toContain("not recomputed: 3 of the hunts, because their map is not known here (a-map)");
  });

  it("exits with 1 and the reason if the log does not hold", async () => {
    const file = join(folder, "tampered.json");
    writeFileSync(file, JSON.stringify(linked(exampleBodies.filter(({ hunt }) => hunt !== 2))));
    expect(await runFairCommand(["verify", file])).toEqual({
      code: 1,
      output: "",
      errors: "the log does not hold. entry 5: hunt 3 is announced where hunt 2 is expected\n",
    });
  });

  it("exits with 1 if the places do not follow from the secret on this map", async () => {
    const [, sealed] = exampleBodies;
    const other = exampleBodies.map((body) =>
      body === sealed ? { ...sealed, nonces: ["ff".repeat(16)] } : body,
    );
    const file = join(folder, "chosen.json");
    writeFileSync(file, JSON.stringify(linked(other)));
    const { code, errors } = await runFairCommand(["verify", file, "--map", folder]);
    expect({ code, errors }).toMatchObject({ code: 1, errors: expect.stringContaining("published root") });
  });

  it.each([
    ["a missing file", ["verify", "/nowhere/log.json"], /ENOENT.*\/nowhere\/log\.json/],
    ["no log", ["verify"], /0 logs to verify, expected one URL or FILE/],
    ["another command", ["check", "log.json"], /unknown command check, expected verify/],
    ["an unknown option", ["verify", "a", "--fast"], /unknown option --fast/],
    ["--map without a value", ["verify", "a", "--map"], /--map is without a value/],
    ["a folder without a map", ["verify", logFile, "--map", "/nowhere"], /ENOENT.*map\.json/],
  ])("exits with 2 for %s", async (_, args, expected) => {
    const { code, errors } = await runFairCommand(args);
    expect(code).toBe(2);
    expect(errors).toMatch(expected);
  });

  it("exits with 2 for a server that has no log or does not answer", async () => {
    expect(await runFairCommand(["verify", `${url}/other.json`])).toMatchObject({
      code: 2,
      errors: `${url}/other.json answered 404, expected 200\n`,
    });
    expect((await runFairCommand(["verify", "http://127.0.0.1:1/"])).code).toBe(2);
  });

  it("checks one's own readings as the browser keeps them", async () => {
    const { key, plan } = exampleHunt(1, "revealed");
    const detector = new Detector(subKey(key, "noise"));
    const { phantomX, phantomY } = plan[3];
    const readings = Array.from({ length: 25 }, (_, i) => {
      const [cellX, cellY] = [17 + 3 * (i % 5), 17 + 3 * Math.floor(i / 5)];
      return { band: detector.band(3, cellX, cellY, phantomX, phantomY), cellX, cellY, thread: 7, tick: i };
    });
    const check = async (own: unknown) => {
      const file = join(folder, "readings.json");
      writeFileSync(file, JSON.stringify(own));
      return runFairCommand(["verify", logFile, "--map", folder, "--readings", file]);
    };
    const right = await check([{ hunt: 1, atMs: 5, readings }]);
    expect(right.code).toBe(0);
    expect(right.output).toContain("hunt 1: thread 7: 25 readings, true of cache 3\n");
    const forged = readings.with(9, { ...readings[9], band: (readings[9].band + 1) % 6 });
    const wrong = await check([{ hunt: 1, atMs: 5, readings: forged }]);
    expect(wrong).toMatchObject({ code: 1, errors: "a reading is of no cache of its hunt\n" });
    expect(wrong.output).toContain("hunt 1: thread 7: 25 readings, of no cache of this hunt\n");
    const damaged = await check([{ hunt: 1, readings: [{ ...readings[0], band: 6 }] }]);
    expect(damaged).toMatchObject({
      code: 2,
      errors: "readings[0].readings[0].band is 6, expected an integer from 0 to 5\n",
    });
    // Of hunts that are not over, or not in the log, nothing can be said.
    expect(
      (
        await check([
          { hunt: 5, readings },
          { hunt: 77, readings },
          { hunt: 0, readings },
        ])
      ).code,
    ).toBe(0);
  });

  it("shows how to use it", async () => {
    expect(await runFairCommand(["--help"])).toMatchObject({
      code: 0,
      output: expect.stringContaining("Usage:"),
    });
  });
});

describe("the hashes of shared/fair", () => {
  it("are those of Node's own library", () => {
    const bytes = fc.uint8Array({ maxLength: 200 });
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        expect(Buffer.from(sha256(a, b)).toString("hex")).toBe(
          createHash("sha256").update(a).update(b).digest("hex"),
        );
        expect(Buffer.from(hmacSha256(a, b)).toString("hex")).toBe(
          createHmac("sha256", a).update(b).digest("hex"),
        );
      }),
      { seed: 1 },
    );
  });
});
