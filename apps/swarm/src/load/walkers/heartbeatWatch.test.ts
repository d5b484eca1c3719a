import { expect, it, vi } from "vitest";
import { makePlayersPlan } from "../../testing/playersPlan.ts";
import { createTinyServer } from "../../testing/tinyServer.ts";
import { Players } from "../players.ts";

it("players answer heartbeats, and a server with short ones keeps them", async () => {
  const server = await createTinyServer({ pingInterval: 20 });
  let pongs = 0;
  const players = new Players(
    makePlayersPlan({ target: server.target }),
    () => performance.now(),
    () => 0.5,
    () => {},
  );
  players.start();
  try {
    await vi.waitFor(() => expect(server.sockets.size).toBe(1), { timeout: 20_000 });
    const [socket] = server.sockets;
    socket.conn.on("packet", ({ type }) => {
      if (type === "pong") pongs++;
    });
    await vi.waitFor(() => expect(pongs).toBeGreaterThanOrEqual(3), { timeout: 20_000 });
    expect(players.result().run).toMatchObject({ disconnects: 0, missedHeartbeats: 0 });
  } finally {
    players.close();
    await server.close();
  }
});
