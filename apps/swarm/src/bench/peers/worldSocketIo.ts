// World, row `socket.io`: a room per chunk, each player in the nine around it, one emit per chunk and refresh with the stock
// parser. Not volatile, because Socket.IO delivers only the first of nine volatile packets in a row.
import { createServer } from "node:http";
import { Server, type Socket } from "socket.io";
import { stampAt } from "../monotonicMicros.ts";
import { count, listen } from "../server/peerServer.ts";
import { type OpenWalker, OpenWorld, playersExpected, REFRESH_HZ } from "./openWorld.ts";

const world = new OpenWorld(playersExpected(), Math.random);
const players = new Map<Socket, OpenWalker>();
const server = createServer();
const io = new Server(server, { transports: ["websocket"], serveClient: false });
const roomOf = (chunk: number) => `chunk ${chunk}`;

io.on("connection", (socket) => {
  const walker = world.enter();
  players.set(socket, walker);
  socket.join(world.around(walker.chunk).map(roomOf));
  socket.on("turn", (heading: number) => {
    walker.heading = heading;
  });
  socket.on("disconnect", () => players.delete(socket));
});

function cross(socket: Socket, from: number, to: number): void {
  const after = new Set(world.around(to).map(roomOf));
  for (const room of world.around(from).map(roomOf)) {
    if (!after.delete(room)) socket.leave(room);
  }
  socket.join([...after]);
}

setInterval(() => {
  const movers = new Map<number, [id: number, x: number, y: number][]>();
  for (const [socket, walker] of players) {
    const from = walker.chunk;
    if (world.step(walker)) cross(socket, from, walker.chunk);
    const mover: [number, number, number] = [walker.id, Math.round(walker.x * 64), Math.round(walker.y * 64)];
    const inChunk = movers.get(walker.chunk);
    if (inChunk === undefined) movers.set(walker.chunk, [mover]);
    else inChunk.push(mover);
  }
  const { rooms } = io.of("/").adapter;
  const stamp = stampAt(performance.now());
  for (const [chunk, inChunk] of movers) {
    const listeners = rooms.get(roomOf(chunk))?.size ?? 0;
    io.to(roomOf(chunk)).emit("moves", stamp, inChunk);
    count(listeners, listeners * inChunk.length, listeners * (JSON.stringify(inChunk).length - 1));
  }
}, 1000 / REFRESH_HZ);

listen(server);
