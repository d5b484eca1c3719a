import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createApp } from "./createApp.ts";
import { servePages } from "./pages.ts";

const PAGE = "<!doctype html><title>Doubloon</title>";
const SCRIPT = "export const gold = 1;\n".repeat(200);
let folder: string;
let app: FastifyInstance;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "doubloon-pages-"));
  await mkdir(join(folder, "assets"));
  await writeFile(join(folder, "index.html"), PAGE);
  await writeFile(join(folder, "assets/game-abc.js"), SCRIPT);
  await writeFile(join(folder, "..secret"), "inside");
  app = await createApp({ logger: pino({ level: "silent" }), maxConnections: 10 });
});
afterEach(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

test("the page is revalidated on each load, its assets are cached forever", async () => {
  await servePages(app, "/", folder);
  const page = await app.inject("/");
  expect(page.body).toBe(PAGE);
  expect(page.headers).toMatchObject({
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-cache",
  });
  const etag = String(page.headers["etag"]);
  expect((await app.inject({ url: "/", headers: { "if-none-match": etag } })).statusCode).toBe(304);
  const script = await app.inject("/assets/game-abc.js");
  expect(script.body).toBe(SCRIPT);
  expect(script.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
});

test("compressible files are compressed with an encoding that the browser accepts", async () => {
  await servePages(app, "/", folder);
  const get = (accepted: string) =>
    app.inject({ url: "/assets/game-abc.js", headers: { "accept-encoding": accepted } });
  const br = await get("gzip, br");
  expect(br.headers).toMatchObject({ "content-encoding": "br", vary: "accept-encoding" });
  expect(brotliDecompressSync(br.rawPayload).toString()).toBe(SCRIPT);
  const gzip = await get("gzip");
  expect(gunzipSync(gzip.rawPayload).toString()).toBe(SCRIPT);
  expect((await get("identity")).headers["content-encoding"]).toBeUndefined();
});

test.each(["/nothing", "/assets/", "/assets/../index.htm", "/..%2f..%2fetc%2fpasswd", "/assets"])(
  "nothing is at %s",
  async (url) => {
    await servePages(app, "/", folder);
    expect((await app.inject(url)).statusCode).toBe(404);
  },
);

test("a page under a prefix is also reached without the trailing slash", async () => {
  await servePages(app, "/admin/", folder);
  expect((await app.inject("/admin")).headers["location"]).toBe("/admin/");
  expect((await app.inject("/admin/")).body).toBe(PAGE);
});

test("a missing build is reported with its folder", async () => {
  await expect(servePages(app, "/", join(folder, "dist"))).rejects.toThrow(/dist has no index.html/);
});

test("every response has the security headers", async () => {
  await servePages(app, "/", folder);
  for (const url of ["/", "/nothing"]) {
    const { headers } = await app.inject(url);
    expect(headers["content-security-policy"]).toContain("default-src 'self'");
    expect(headers["content-security-policy"]).not.toContain("unsafe");
    expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" });
  }
});

test("a folder with an index.html is a page at its own address and at numbers below it", async () => {
  await mkdir(join(folder, "fair"));
  await writeFile(join(folder, "fair/index.html"), "fair");
  await servePages(app, "/", folder);
  for (const url of ["/fair/", "/fair/1", "/fair/1234567890"])
    expect((await app.inject(url)).body).toBe("fair");
  const bare = await app.inject("/fair");
  expect([bare.statusCode, bare.headers["location"]]).toEqual([308, "/fair/"]);
  for (const url of ["/fair/one", "/fair/1/2", "/fair/12345678901", "/12", "/assets/3"])
    expect((await app.inject(url)).statusCode).toBe(404);
});
