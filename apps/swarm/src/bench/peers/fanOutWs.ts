// Fan-out, row `ws`: `send` for each client, the way to broadcast in the README of ws.
import { createServer } from "node:http";
import { WebSocket, WebSocketServer } from "ws";
import { listen, onSend, RoomsInTurn } from "../server/peerServer.ts";

const rooms = new RoomsInTurn<WebSocket>();
const server = createServer();
const webSockets = new WebSocketServer({ server, perMessageDeflate: false });
webSockets.on("connection", (client) => {
  const leave = rooms.join(client);
  client.on("close", leave);
  client.on("error", () => client.terminate());
});

onSend((room, frame) => {
  for (const client of rooms.of(room)) {
    if (client.readyState === WebSocket.OPEN && client.bufferedAmount === 0) {
      client.send(frame, { binary: true });
    }
  }
});
listen(server);
