// World, row `article`: the naive loop. Every client gets every update, as JSON encoded again for each client, on plain
// TCP sockets.
import { createServer, type Socket } from "node:net";
import { stampAt } from "../monotonicMicros.ts";
import { count, listen } from "../server/peerServer.ts";
import { type OpenWalker, OpenWorld, playersExpected, REFRESH_HZ } from "./openWorld.ts";

const world = new OpenWorld(playersExpected(), Math.random);
const clients = new Map<Socket, OpenWalker>();

const server = createServer({ noDelay: true }, (socket) => {
  const walker = world.enter();
  clients.set(socket, walker);
  let line = "";
  socket.setEncoding("utf8");
  socket.on("data", (text: string) => {
    const lines = (line + text).split("\n");
    line = lines.pop() ?? "";
    for (const message of lines) walker.heading = (JSON.parse(message) as { turn: number }).turn;
  });
  socket.on("close", () => clients.delete(socket));
  socket.on("error", () => socket.destroy());
});

const rounded = (tiles: number) => Math.round(tiles * 64);

setInterval(() => {
  for (const walker of clients.values()) world.step(walker);
  const players = [...clients.values()].map(({ id, x, y }) => ({ id, x: rounded(x), y: rounded(y) }));
  const update = { t: stampAt(performance.now()), players };
  const entryBytes = players.length === 0 ? 0 : JSON.stringify(players).length - 1;
  for (const socket of clients.keys()) socket.write(`${JSON.stringify(update)}\n`);
  count(clients.size, clients.size * players.length, clients.size * entryBytes);
}, 1000 / REFRESH_HZ);

listen(server);
