// The console's namespace over real sockets, with a hand-stepped clock.
import type { PlayerId } from "@doubloon/shared/ids";
import {
  ADMIN_HISTORY_SAMPLES,
  type AdminOutcome,
  MAX_ADMIN_PAGE,
  MAX_ANNOUNCEMENT,
} from "@doubloon/shared/protocol/admin";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ORDERS_PER_WINDOW } from "./gameMasterOrders.ts";
import { SESSION_IDLE_MS } from "./signIn/sessions.ts";
import { type ConsoleClient, next, startAdmin } from "./testing/startAdmin.ts";

let server: Awaited<ReturnType<typeof startAdmin>>;
beforeEach(async () => {
  server = await startAdmin(250);
});
afterEach(() => server.stop());

const firstPage = { offset: 0, limit: 50, search: "" };

async function openConsole(): Promise<ConsoleClient> {
  const client = server.client({ cookie: await server.signIn() });
  const history = next(client, "history");
  client.connect();
  await history;
  return client;
}

function refusalOf(client: ConsoleClient): Promise<unknown> {
  return new Promise((resolve, reject) => {
    client.once("connect_error", (error) => resolve((error as Error & { data?: unknown }).data));
    client.once("connect", () => reject(new Error("was let in")));
    client.connect();
  });
}

describe("admission", () => {
  test("is refused without a cookie and with a forged one", async () => {
    expect(await refusalOf(server.client({}))).toMatchObject({ code: "signInNeeded" });
    const cookie = `doubloon_session=${"A".repeat(43)}`;
    expect(await refusalOf(server.client({ cookie }))).toMatchObject({ code: "signInNeeded" });
  });

  test("is refused to pages of another site, with or without a cookie", async () => {
    const client = server.client({ cookie: await server.signIn(), origin: "http://elsewhere.example" });
    expect(await refusalOf(client)).toMatchObject({ code: "foreignOrigin" });
  });

  test("is granted to the server's own page", async () => {
    const client = server.client({ cookie: await server.signIn(), origin: server.url });
    const history = next(client, "history");
    client.connect();
    expect(await history).toEqual([]);
  });

  test.each([
    ["signing out", async (cookie: string) => void (await server.post("/admin/api/logout", {}, { cookie }))],
    ["a clock that says the session is over", async () => server.clock.advance(SESSION_IDLE_MS + 1)],
  ])("shuts an open console on %s", async (_what, end) => {
    const cookie = await server.signIn();
    const client = server.client({ cookie });
    const history = next(client, "history");
    client.connect();
    await history;
    const closed = new Promise((resolve) => client.once("disconnect", resolve));
    await end(cookie);
    server.clock.tick();
    expect(await closed).toBe("io server disconnect");
  });
});

describe("the update of each second", () => {
  test("sends the newest sample and the worst connections", async () => {
    const client = await openConsole();
    const sample = next(client, "sample");
    const worst = next(client, "worst");
    server.clock.tick();
    expect(await sample).toMatchObject({ tick: 20, online: 250 });
    expect((await worst).length).toBe(20);
  });

  test("keeps five minutes of samples for consoles that connect later", async () => {
    for (let i = 0; i < ADMIN_HISTORY_SAMPLES + 5; i++) server.clock.tick();
    const client = server.client({ cookie: await server.signIn() });
    const history = next(client, "history");
    client.connect();
    const ticks = (await history).map((sample) => sample.tick);
    expect(ticks.length).toBe(ADMIN_HISTORY_SAMPLES);
    expect(ticks[0]).toBe(6 * 20);
    expect(ticks.at(-1)).toBe((ADMIN_HISTORY_SAMPLES + 5) * 20);
  });
});

describe("the leaderboard", () => {
  test("sends the requested page and search", async () => {
    const client = await openConsole();
    const pages = [
      [{ offset: 0, limit: 50, search: "" }, 250, "player-1", 50],
      [{ offset: 240, limit: 50, search: "" }, 250, "player-241", 10],
      [{ offset: 0, limit: MAX_ADMIN_PAGE, search: "PLAYER-24" }, 11, "player-24", 11],
      [{ offset: 0, limit: 50, search: "nobody" }, 0, undefined, 0],
    ] as const;
    for (const [query, total, firstName, rows] of pages) {
      const board = next(client, "board");
      client.emit("watchBoard", query);
      const page = await board;
      expect(page.query).toEqual(query);
      expect(page.total).toBe(total);
      expect(page.rows.length).toBe(rows);
      expect(page.rows[0]?.name).toBe(firstName);
    }
  });

  test("is sent again only when it has changed", async () => {
    const client = await openConsole();
    const pages: string[] = [];
    client.on("board", (page) => pages.push(page.rows[0].name));
    const first = next(client, "board");
    client.emit("watchBoard", firstPage);
    await first;
    for (let beat = 0; beat < 3; beat++) {
      const sample = next(client, "sample");
      server.clock.tick();
      await sample;
    }
    expect(pages).toEqual(["player-1"]);
    const second = next(client, "board");
    server.sources.players[99].score = 99_999;
    server.clock.tick();
    await second;
    expect(pages).toEqual(["player-1", "player-100"]);
  });

  test("is computed once for all consoles that watch the same page", async () => {
    const consoles = [await openConsole(), await openConsole(), await openConsole()];
    for (const client of consoles) {
      const board = next(client, "board");
      client.emit("watchBoard", firstPage);
      await board;
    }
    expect(server.sources.boardCalls).toBe(1);
    server.sources.players[1].score = 99_999;
    const boards = consoles.map((client) => next(client, "board"));
    server.clock.tick();
    for (const board of boards) expect((await board).rows[0].name).toBe("player-2");
    expect(server.sources.boardCalls).toBe(2);
  });

  test("answers a console that pages quickly with its last page, and computes few of the others", async () => {
    const client = await openConsole();
    const offsets: number[] = [];
    client.on("board", (page) => offsets.push(page.query.offset));
    for (let page = 0; page < 30; page++) client.emit("watchBoard", { ...firstPage, offset: page });
    await expect.poll(() => offsets).toContain(29);
    expect(server.sources.boardCalls).toBeLessThanOrEqual(4);
  });

  test("a source that fails affects the page only", async () => {
    const client = await openConsole();
    server.sources.fault = new Error("no board");
    client.emit("watchBoard", firstPage);
    await expect.poll(() => server.logged.filter(({ kind }) => kind === "admin board").length).toBe(1);
    for (let i = 0; i < 5; i++) {
      const sample = next(client, "sample");
      server.clock.tick();
      await sample;
    }
    server.sources.fault = undefined;
    const board = next(client, "board");
    server.clock.tick();
    expect((await board).total).toBe(250);
    expect(server.logged.filter(({ kind }) => kind === "admin board").length).toBe(1);
  });

  test.each([
    ["nothing", undefined],
    ["a page before the first", { ...firstPage, offset: -1 }],
    ["a page too long", { ...firstPage, limit: MAX_ADMIN_PAGE + 1 }],
    ["half a row", { ...firstPage, limit: 1.5 }],
    ["an endless search", { ...firstPage, search: "x".repeat(65) }],
    ["a search that is no text", { ...firstPage, search: { $gt: "" } }],
    ["a field too many", { ...firstPage, sort: "score" }],
  ])("ends a console that asks for %s", async (_what, query) => {
    const client = await openConsole();
    const closed = new Promise((resolve) => client.once("disconnect", resolve));
    client.emit("watchBoard", query as never);
    expect(await closed).toBe("io server disconnect");
  });
});

describe("orders", () => {
  const kick = (client: ConsoleClient, playerId: string): Promise<AdminOutcome> =>
    client.emitWithAck("kick", playerId as PlayerId);

  test("an announcement goes to the gateways, trimmed, and is logged with its game master", async () => {
    const client = await openConsole();
    const notice = { kind: "info", text: " The tide is out. " } as const;
    expect(await client.emitWithAck("announce", notice)).toEqual({ ok: true, reached: 250 });
    const trimmed = { kind: "info", text: "The tide is out." };
    expect(server.orders).toEqual([["announce", trimmed]]);
    expect(server.logged).toContainEqual(
      expect.objectContaining({ gameMaster: server.master.name, notice: trimmed, reached: 250 }),
    );
  });

  test("a kick goes to the gateways, says whether it reached anybody, and is logged with its game master", async () => {
    const client = await openConsole();
    expect(await kick(client, "player-3")).toEqual({ ok: true, reached: 1 });
    expect(await kick(client, "gone")).toEqual({ ok: true, reached: 0 });
    expect(server.orders).toEqual([
      ["kick", "player-3"],
      ["kick", "gone"],
    ]);
    expect(server.logged).toContainEqual(
      expect.objectContaining({ gameMaster: server.master.name, playerId: "player-3", reached: 1 }),
    );
  });

  test("an order that fails is answered and logged as failed", async () => {
    const client = await openConsole();
    expect(await kick(client, "broken")).toMatchObject({ ok: false, refusal: { code: "failed" } });
    expect(server.logged).toContainEqual(expect.objectContaining({ level: 50, playerId: "broken" }));
  });

  test("too many orders are refused with the time to wait", async () => {
    const client = await openConsole();
    for (let i = 0; i < ORDERS_PER_WINDOW; i++) {
      expect(await kick(client, `nobody-${i}`)).toMatchObject({ ok: true });
    }
    const refused = await kick(client, "one-more");
    expect(refused).toMatchObject({ ok: false, refusal: { code: "tooManyTries", retryAfterMs: 10_000 } });
    expect(server.orders.length).toBe(ORDERS_PER_WINDOW);
    server.clock.advance(10_000);
    expect(await kick(client, "one-more")).toMatchObject({ ok: true });
  });

  test("are not carried out after the session has ended", async () => {
    const client = await openConsole();
    server.clock.advance(SESSION_IDLE_MS + 1);
    expect(await kick(client, "player-1")).toMatchObject({ ok: false, refusal: { code: "signInNeeded" } });
    expect(server.orders).toEqual([]);
  });

  test.each([
    ["announce", { kind: "info", text: "  " }],
    ["announce", { kind: "info", text: "x".repeat(MAX_ANNOUNCEMENT + 1) }],
    ["announce", { kind: "shout", text: "x" }],
    ["announce", { kind: "info", text: "x", to: "all" }],
    ["announce", undefined],
    ["kick", ""],
    ["kick", "x".repeat(65)],
    ["kick", { $ne: 1 }],
  ] as const)("a console that sends %s %j is ended", async (event, payload) => {
    const client = await openConsole();
    const closed = new Promise((resolve) => client.once("disconnect", resolve));
    client.emit(event, payload as never, () => {});
    expect(await closed).toBe("io server disconnect");
    expect(server.orders).toEqual([]);
  });
});
