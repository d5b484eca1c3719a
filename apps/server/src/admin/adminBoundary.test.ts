// Misbehaving consoles over real sockets: each affects itself only.
import type { PlayerId } from "@doubloon/shared/ids";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ConsoleClient, next, startAdmin } from "./testing/startAdmin.ts";

let server: Awaited<ReturnType<typeof startAdmin>>;
beforeEach(async () => {
  server = await startAdmin(250);
});
afterEach(() => server.stop());

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
    client.once("connect", () => reject(new Error("was admitted")));
    client.connect();
  });
}

describe("invalid messages disconnect their own console only", () => {
  /** A socket that may emit anything. */
  type AnySocket = { emit(event: string, ...args: unknown[]): unknown };

  async function expectUnharmed(witness: ConsoleClient): Promise<void> {
    const sample = next(witness, "sample");
    server.clock.tick();
    await sample;
    expect(witness.connected).toBe(true);
    expect(server.orders).toEqual([]);
  }

  test.each([
    ["an order without an answer function", ["kick", "player-1"]],
    ["an order whose answer is no function", ["announce", { kind: "info", text: "x" }, "no function"]],
    ["an order with nothing", ["kick"]],
    ["a watch that is null", ["watchBoard", null]],
    ["a watch with bytes", ["watchBoard", new Uint8Array([1, 2, 3])]],
    ["deep nesting", ["watchBoard", JSON.parse(`${"[".repeat(5_000)}${"]".repeat(5_000)}`)]],
    ["an order with a prototype", ["kick", JSON.parse('{"__proto__": {"length": 1}}'), () => {}]],
  ])("%s", async (_what, args) => {
    const witness = await openConsole();
    const client = await openConsole();
    const closed = new Promise((resolve) => client.once("disconnect", resolve));
    const [event, ...payload] = args;
    (client as AnySocket).emit(event as string, ...payload);
    await closed;
    await expectUnharmed(witness);
  });

  test("unknown events are ignored", async () => {
    const client = await openConsole();
    for (const event of ["constructor", "toString", "x".repeat(10_000)]) {
      (client as AnySocket).emit(event, {});
    }
    await expectUnharmed(client);
  });

  test("an order after signing out", async () => {
    const cookie = await server.signIn();
    const client = server.client({ cookie });
    const history = next(client, "history");
    client.connect();
    await history;
    await server.store.removeSessionsOf(server.master.name);
    const closed = new Promise((resolve) => client.once("disconnect", resolve));
    expect(await client.emitWithAck("kick", "player-1" as PlayerId)).toMatchObject({
      ok: false,
      refusal: { code: "signInNeeded" },
    });
    await closed;
    expect(server.orders).toEqual([]);
  });

  test("events before the namespace has let the console in", async () => {
    const witness = await openConsole();
    const socket = new WebSocket(`${server.url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`);
    await new Promise((resolve) => socket.addEventListener("open", resolve));
    const closed = new Promise((resolve) => socket.addEventListener("close", resolve));
    for (const packet of [
      "2/admin,",
      '42/admin,["kick","player-1"]',
      "40/admin,",
      "40/admin,",
      "41/admin,",
      "4x",
    ]) {
      socket.send(packet);
    }
    await closed;
    await expectUnharmed(witness);
  });

  test.each([
    "doubloon_session",
    "doubloon_session=",
    "doubloon_session=%00%ff",
    `doubloon_session=${"A".repeat(4_000)}`,
    `${"; ".repeat(2_000)}=;=;doubloon_session==`,
    "doubloon_session=é",
  ])("the cookie %j is refused", async (cookie) => {
    const header = { cookie: Buffer.from(cookie).toString("latin1") };
    expect(await refusalOf(server.client(header))).toMatchObject({ code: "signInNeeded" });
    const answer = await fetch(`${server.url}/admin/api/me`, { headers: header });
    expect(answer.status).toBe(401);
  });
});
