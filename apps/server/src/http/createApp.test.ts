import { pino } from "pino";
import { expect, test } from "vitest";
import { trustProxies } from "../lib/clientAddress.ts";
import { createApp } from "./createApp.ts";

const forwarded = { "x-forwarded-for": "203.0.113.9, 198.51.100.7", "x-forwarded-proto": "https" };

async function seenFrom(remoteAddress: string, blocks: readonly string[]) {
  const app = await createApp({
    logger: pino({ level: "silent" }),
    maxConnections: 10,
    trustsProxy: trustProxies(blocks),
  });
  app.get("/who", (request) => ({ address: request.ip, protocol: request.protocol }));
  return (await app.inject({ url: "/who", remoteAddress, headers: forwarded })).json();
}

test("a trusted proxy's headers give client address and protocol; only the last entry is its own", async () => {
  expect(await seenFrom("10.1.2.3", ["10.0.0.0/8"])).toEqual({ address: "198.51.100.7", protocol: "https" });
  expect(await seenFrom("::ffff:10.1.2.3", ["10.0.0.0/8"])).toMatchObject({ protocol: "https" });
  expect(await seenFrom("10.1.2.3", ["10.0.0.0/8", "198.51.100.7"])).toEqual({
    address: "203.0.113.9",
    protocol: "https",
  });
});

test.each([[[]], [["192.0.2.1"]]])(
  "from other peers both headers are ignored (trusted: %j)",
  async (blocks) => {
    expect(await seenFrom("10.1.2.3", blocks)).toEqual({ address: "10.1.2.3", protocol: "http" });
  },
);
