import type { Tick } from "@doubloon/shared/ids";
import { Intent } from "@doubloon/shared/movement";
import { afterEach, expect, it, vi } from "vitest";
import { createTinyServer, type TinyServer } from "../testing/tinyServer.ts";
import { Bot, makeBotContext } from "./bot.ts";

let server: TinyServer;
let bot: Bot | undefined;
let timer: NodeJS.Timeout | undefined;

afterEach(async () => {
  clearInterval(timer);
  bot?.leave();
  await server.close();
});

it("walks to the treasure it sees, and rejoins a restarted server as the same player", async () => {
  server = await createTinyServer();
  const { target } = server;
  const started = new Bot(
    makeBotContext(target, () => 0.5),
    "Salty Sue",
    0,
  );
  bot = started;
  timer = setInterval(() => started.step(performance.now()), 10);
  await vi.waitFor(() => expect(server.messages.length).toBeGreaterThan(0), { timeout: 20_000 });
  // The treasure of the tiny server: column 20, row 24 of the view of the room at chunk (1, 1).
  expect(server.messages[0]).toMatchObject({ kind: "point", seq: 8, x: 20.5 * 256, y: 24.5 * 256 });
  expect(Intent[server.messages[0].kind as "point"]).toBe(Intent.point);

  expect(server.hellos[0]).toMatchObject({ bot: true });

  await server.close();
  server = await createTinyServer({ port: target.port });
  await vi.waitFor(() => expect(server.hellos.length).toBe(1), { timeout: 20_000 });
  expect(server.hellos[0]).toMatchObject({ name: "Salty Sue", token: "token-1" });
});

it("goes to a hunt that it is told of, joins it, reads its detector and walks where a hint says", async () => {
  server = await createTinyServer();
  const { target } = server;
  const started = new Bot(
    makeBotContext(target, () => 0.5),
    "Salty Sue",
    0,
  );
  bot = started;
  timer = setInterval(() => started.step(performance.now()), 10);
  await vi.waitFor(() => expect(server.sockets.size).toBe(1), { timeout: 20_000 });
  const hunt = {
    hunt: 7,
    title: "Test",
    kind: "hunt",
    paused: false,
    zone: { x: 0, y: 0, width: 64, height: 64 },
  } as const;
  const counts = { wave: 1, waves: 3, caches: 6, cachesLeft: 6, hunters: 1, commitment: "" };
  const ticks = { phaseEnds: 9000 as Tick, ends: 9000 as Tick };
  await vi.waitFor(
    () => {
      server.tell("hunts", { hunts: [{ ...hunt, ...counts, ...ticks, phase: "running" }] });
      expect(server.requests).toHaveLength(1);
    },
    { timeout: 20_000 },
  );
  expect(server.requests[0]).toMatchObject({ type: "join", hunt: 7 });
  expect(server.requests[0].type === "join" && server.requests[0].nonce).toMatch(/^[0-9a-f]{32}$/);
  const state = { hunt: 7, points: 0, finds: 0, rank: 1, of: 1, charges: 12, tool: 0, thread: 41 } as const;
  const from = { nextCharge: 0, readingFrom: 0, retuneFrom: 9000, toolUntil: 0, toolFrom: 0 } as Record<
    "nextCharge" | "readingFrom" | "retuneFrom" | "toolUntil" | "toolFrom",
    Tick
  >;
  server.tell("hunter", { ...state, ...from });
  await vi.waitFor(() => expect(server.messages.map(({ kind }) => kind)).toContain("read"), {
    timeout: 20_000,
  });
  // Without a charge there is nothing to do but to dig, where a hint says that the cache lies.
  server.tell("hunter", { ...state, ...from, charges: 0 });
  const area = { x: 18, y: 18, width: 12, height: 12 };
  server.tell("clue", { hunt: 7, thread: 41, wave: 1, kind: "hint", area });
  await vi.waitFor(
    () => {
      // The tiny server moves nobody; the bot stands where it is.
      const walk = server.messages.findLast(({ kind }) => kind === "point");
      if (walk?.kind !== "point") throw new Error("no walk yet");
      expect(walk.x / 256 - area.x).toBeGreaterThanOrEqual(0);
      expect(walk.x / 256 - area.x).toBeLessThanOrEqual(area.width);
    },
    { timeout: 20_000 },
  );
});
