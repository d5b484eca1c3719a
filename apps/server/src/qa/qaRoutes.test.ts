// The routes of the control interface: what reaches the world, and what bad input is told.
import type { Socket } from "node:net";
import fastify from "fastify";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { createApp } from "../http/createApp.ts";
import type { QaAnswer, QaCall } from "./qaCalls.ts";
import { qaRoutes } from "./qaRoutes.ts";

function makeApp(answer: QaAnswer = { ok: true, value: { fine: true } }) {
  const app = fastify();
  const calls: QaCall[] = [];
  const done: unknown[] = [];
  qaRoutes(
    app,
    async (call) => {
      calls.push(call);
      return answer;
    },
    {
      cut: (name) => done.push(["cut", name]) > 0 && name === "Anne",
      delay: (name, ms) => done.push(["delay", name, ms]) > 0 && name === "Anne",
    },
  );
  const send = async (method: "GET" | "POST", url: string, payload?: unknown) => {
    const response = await app.inject({
      method,
      url,
      ...(payload === undefined ? {} : { payload: payload as object }),
    });
    return { status: response.statusCode, body: response.json() as { error?: string } };
  };
  return { calls, done, send };
}

describe("a call", () => {
  it.each([
    ["POST", "/qa/clock", { speed: 20 }, { what: "clock", speed: 20 }],
    ["POST", "/qa/clock", { stepTicks: 3 }, { what: "clock", stepTicks: 3 }],
    ["POST", "/qa/schedule", { on: false }, { what: "schedule", on: false }],
    [
      "POST",
      "/qa/hunts",
      { definition: "x", announceSeconds: 9 },
      { what: "hunt", definition: "x", overrides: { announceSeconds: 9 } },
    ],
    [
      "POST",
      "/qa/players/Anne%20B",
      { tileX: 3, tileY: 4 },
      { what: "place", name: "Anne B", tileX: 3, tileY: 4 },
    ],
    ["GET", "/qa/players/Anne", undefined, { what: "player", name: "Anne" }],
    ["POST", "/qa/loot", { tileX: 3, tileY: 4, kind: 1 }, { what: "loot", tileX: 3, tileY: 4, kind: 1 }],
    ["GET", "/qa/hunts/7/caches", undefined, { what: "caches", hunt: 7 }],
    ["GET", "/qa/hunts/7/phase", undefined, { what: "phase", hunt: 7 }],
    ["POST", "/qa/orders", { act: "pause", hunt: 7 }, { what: "direct", order: { act: "pause", hunt: 7 } }],
  ] as const)("%s %s %o reaches the world", async (method, url, payload, call) => {
    const { calls, send } = makeApp();
    expect(await send(method, url, payload)).toEqual({ status: 200, body: { fine: true } });
    expect(calls).toEqual([call]);
  });

  it.each([
    ["/qa/clock", { speed: -1 }, "at speed"],
    ["/qa/clock", { speed: "fast" }, "expected number"],
    ["/qa/clock", { fast: 1 }, "Unrecognized key"],
    ["/qa/clock", { stepTicks: 0.5 }, "at stepTicks"],
    ["/qa/hunts", { secret: "abc" }, "expected 32 bytes in lower-case hex"],
    ["/qa/players/Anne", { tileX: 3 }, "at tileY"],
    ["/qa/loot", { tileX: 3, tileY: 4, kind: 240 }, "at kind"],
    ["/qa/orders", { act: "win", hunt: 1 }, "expected a HuntOrder"],
    ["/qa/connections/Anne", { cut: false }, "/qa/connections"],
  ])("POST %s %o is answered with what was expected", async (url, payload, error) => {
    const { calls, done, send } = makeApp();
    const { status, body } = await send("POST", url, payload);
    expect(status).toBe(400);
    expect(body.error).toContain(error);
    expect([calls, done]).toEqual([[], []]);
  });

  it("that the world refuses is answered with its reason", async () => {
    const { send } = makeApp({ ok: false, error: "hunt 9 is not on" });
    expect(await send("GET", "/qa/hunts/9/caches")).toEqual({
      status: 400,
      body: { error: "hunt 9 is not on" },
    });
    expect((await send("GET", "/qa/hunts/x/caches")).status).toBe(400);
  });
});

it("cuts and slows connections of this gateway, and says who is not here", async () => {
  const { done, send } = makeApp();
  expect((await send("POST", "/qa/connections/Anne", { cut: true })).status).toBe(200);
  expect((await send("POST", "/qa/connections/Anne", { delayMs: 300 })).status).toBe(200);
  expect(await send("POST", "/qa/connections/Bart", { cut: true })).toMatchObject({
    status: 404,
    body: { error: 'player "Bart" is not connected to this gateway' },
  });
  expect(done).toEqual([
    ["cut", "Anne"],
    ["delay", "Anne", 300],
    ["cut", "Bart"],
  ]);
});

it.each([
  ["from another machine", { remoteAddress: "203.0.113.5" }],
  ["through a proxy", { headers: { "x-forwarded-for": "203.0.113.5" } }],
])("a request %s is refused, and reaches nothing", async (_, from) => {
  const app = fastify();
  let calls = 0;
  const ask = async () => ({ ok: true, value: calls++ }) as const;
  qaRoutes(app, ask, { cut: () => calls++ > 0, delay: () => calls++ > 0 });
  for (const request of [
    { method: "POST", url: "/qa/clock", payload: { speed: 2 } },
    { method: "POST", url: "/qa/connections/Anne", payload: { cut: true } },
    { method: "GET", url: "/qa/players/Anne" },
    { method: "GET", url: "/qa/hunts/1/caches" },
  ] as const)
    expect(await app.inject({ ...request, ...from })).toMatchObject({ statusCode: 403 });
  expect(calls).toBe(0);
});

it("a call may take longer than connections may be idle, also the second one on its connection", async () => {
  const app = await createApp({ logger: pino({ level: "silent" }), maxConnections: 4 });
  const sockets: Socket[] = [];
  app.server.on("connection", (socket) => void sockets.push(socket));
  /** The least idle timeout of a connection during each call, in ms; 0 for none. */
  const limits: number[] = [];
  const ask = async (): Promise<QaAnswer> => {
    limits.push(Math.min(...sockets.map(({ timeout = 0 }) => timeout)));
    return { ok: true, value: { tick: 1 } };
  };
  qaRoutes(app, ask, { cut: () => false, delay: () => false });
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  try {
    for (let call = 0; call < 2; call++)
      expect(await (await fetch(`${url}/qa/players/Anne`)).json()).toEqual({ tick: 1 });
    expect(limits).toEqual([0, 0]);
  } finally {
    await app.close();
  }
});
