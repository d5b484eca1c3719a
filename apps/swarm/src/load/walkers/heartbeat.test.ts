import { expect, it, vi } from "vitest";
import { createTinyServer } from "../../testing/tinyServer.ts";
import { Players } from "../players.ts";

it("answers heartbeats, so that a server with short ones keeps its players", async () => {
  const server = await createTinyServer({ pingInterval: 20 });
  let pongs = 0;
  const plan = {
    target: server.target,
    players: 1,
    firstNumber: 1,
    inputsPerSecond: 0,
    joinsPerSecond: 1000,
    stalledShare: 0,
    timedShare: 1,
    still: false,
  };
  const fleet = new Players(
    plan,
    () => performance.now(),
    () => 0.5,
    () => {},
  );
  fleet.start();
  try {
    await vi.waitFor(() => expect(server.sockets.size).toBe(1), { timeout: 20_000 });
    const [socket] = server.sockets;
    socket.conn.on("packet", ({ type }) => {
      if (type === "pong") pongs++;
    });
    await vi.waitFor(() => expect(pongs).toBeGreaterThanOrEqual(3), { timeout: 20_000 });
    expect(fleet.harvest().run).toMatchObject({ disconnects: 0, missedHeartbeats: 0 });
  } finally {
    fleet.close();
    await server.close();
  }
});
