// Byte sequences that once ended a server or its gateways, sent to real server processes over TCP. None may end one again.
import { once } from "node:events";
import { connect } from "node:net";
import { expect, test, vi } from "vitest";
import { clientFrame, HELLO, UPGRADE } from "../gateway/testing/rawPlayer.ts";
import { openPlayer } from "./testing/player.ts";
import { startServerProcess } from "./testing/serverProcess.ts";

vi.setConfig({ testTimeout: 180_000 });
const until = (look: () => void): Promise<void> => vi.waitFor(look, { timeout: 50_000, interval: 20 });
const LAST_WORDS = [
  clientFrame("2"),
  clientFrame("41"),
  clientFrame('42["probe"]'),
  clientFrame("\u0001?"),
  Buffer.from([0x82, 0x83, 0, 0, 0, 0, 6, 1, 2]),
  Buffer.alloc(0),
];

/** Sends the upgrade, the handshake and the last message in one segment, then resets after some turns of the event loop. */
async function attack(port: number, lastWords: Buffer, turns: number): Promise<void> {
  const socket = connect(port, "127.0.0.1").on("error", () => {});
  await once(socket, "connect");
  socket.write(Buffer.concat([Buffer.from(UPGRADE), clientFrame(HELLO), lastWords]));
  for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve));
  socket.resetAndDestroy();
}

test.each([[[]], [["--gateways", "2"]]])(
  "a server with %o survives connections that close in the segment of their handshake",
  async (flags) => {
    const server = await startServerProcess(...flags);
    const before = await server.children();
    const player = openPlayer(server.url, "Bystander");
    await until(() => expect(player.welcomes).toHaveLength(1));
    const port = Number(new URL(server.url).port);
    for (let i = 0; i < 120; i++) await attack(port, LAST_WORDS[i % LAST_WORDS.length], i % 5);
    const newcomer = openPlayer(server.url, "Newcomer");
    await until(() => expect(newcomer.welcomes).toHaveLength(1));
    expect(player).toMatchObject({ connected: true, losses: 0 });
    expect(await server.children()).toEqual(before);
    expect(server.log()).not.toContain("one connection failed");
    player.close();
    newcomer.close();
    expect(await server.stop()).toBe(0);
  },
);
