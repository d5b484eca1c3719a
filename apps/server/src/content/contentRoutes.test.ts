import { testLoot } from "@doubloon/engine/testing/testWorld";
import fastify from "fastify";
import { expect, it } from "vitest";
import { contentRoutes, publishContent } from "./contentRoutes.ts";

const map = { version: "v", widthTiles: 16, heightTiles: 16, url: "/map/v/map.json" };

it("N8 content that is the same for all players is served at an address with its hash, cacheable for ever, without the fields that only the world knows", async () => {
  const app = fastify();
  const content = publishContent(map, testLoot);
  contentRoutes(app, content);
  const answer = await app.inject(content.url);
  expect(answer.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  expect(answer.json().map).toEqual(map);
  expect(answer.json().lootKinds).toHaveLength(testLoot.length);
  expect(answer.body).not.toContain("weight");
  expect(answer.body).not.toContain("terrains");
  const current = await app.inject("/content/current.json");
  expect(current).toMatchObject({
    statusCode: 302,
    headers: { location: content.url, "cache-control": "no-cache" },
  });
  const other = await app.inject("/content/0123456789ab.json");
  expect(other.statusCode).toBe(404);
  expect(other.headers["cache-control"]).toBe("no-cache");
  await app.close();
});

it("another map or loot table has another address, the same content the same address", () => {
  const { url } = publishContent(map, testLoot);
  expect(publishContent({ ...map }, [...testLoot]).url).toBe(url);
  expect(publishContent({ ...map, version: "w" }, testLoot).url).not.toBe(url);
  expect(publishContent(map, testLoot.slice(1)).url).not.toBe(url);
});
