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

  await server.close();
  server = await createTinyServer({ port: target.port });
  await vi.waitFor(() => expect(server.hellos.length).toBe(1), { timeout: 20_000 });
  expect(server.hellos[0]).toMatchObject({ name: "Salty Sue", token: "token-1" });
});
