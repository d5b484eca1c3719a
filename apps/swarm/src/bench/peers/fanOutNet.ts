// Fan-out, row `net`: plain TCP sockets, one encoded Buffer written to each. The most that Node.js can do.
import { createServer, type Socket } from "node:net";
import { listen, onSend, RoomsInTurn } from "../server/peerServer.ts";

const rooms = new RoomsInTurn<Socket>();
const server = createServer({ noDelay: true }, (socket) => {
  const leave = rooms.join(socket);
  socket.on("close", leave);
  socket.on("error", () => socket.destroy());
  socket.resume();
});

onSend((room, frame) => {
  // The bytes of a WebSocket frame, so that all rows send the same.
  const encoded = Buffer.concat([Uint8Array.of(0x82, 126, frame.length >> 8, frame.length & 0xff), frame]);
  for (const socket of rooms.of(room)) if (socket.writableLength === 0) socket.write(encoded);
});
listen(server);
