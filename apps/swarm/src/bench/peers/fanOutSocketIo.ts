// Fan-out, row `socket.io`: rooms and a volatile emit with the stock parser, the documented way to broadcast.
import { createServer } from "node:http";
import { Server } from "socket.io";
import { FAN_OUT_ROOMS, listen, onSend } from "../server/peerServer.ts";

const server = createServer();
const io = new Server(server, { transports: ["websocket"], serveClient: false });
let connections = 0;
io.on("connection", (socket) => {
  socket.join(`room ${connections++ % FAN_OUT_ROOMS}`);
});

onSend((room, frame) => {
  io.to(`room ${room}`).volatile.emit("frame", frame);
});
listen(server);
