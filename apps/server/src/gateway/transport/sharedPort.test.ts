import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { expect, test } from "vitest";
import { ErrorBoundary } from "../../lib/errorBoundary.ts";
import { SharedPort } from "./sharedPort.ts";

test("a closed port keeps its connections and refuses others until it is opened again", async () => {
  const boundary = new ErrorBoundary({ clock: { nowMs: () => 0 }, log: () => {} });
  const asked = Promise.withResolvers<ServerResponse>();
  const server = createServer((_, response) => asked.resolve(response));
  const address = {
    host: "127.0.0.1",
    backlog: 16,
    exclusive: true,
    reusePort: process.platform === "linux",
  };
  server.listen({ ...address, port: 0 });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const shared = new SharedPort(server, boundary);
  await shared.share(address);
  const kept = connect(port, "127.0.0.1");
  kept.write("GET / HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
  const response = await asked.promise;

  shared.close();
  expect(await outcome(port)).toBe("ECONNREFUSED");
  response.end("here");
  const [answer] = (await once(kept, "data")) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1.1 200/);

  await shared.open();
  // Every listener of the port takes connections again, and at once.
  for (let i = 0; i < 40; i++) expect(await outcome(port)).toBe("connected");
  await shared.open();
  shared.close();
  shared.close();
  expect(await outcome(port)).toBe("ECONNREFUSED");
  expect([...boundary.counts()]).toEqual([]);
  kept.destroy();
});

test("Engine.IO is not told that the server is closed, because it would end the connections of additional listening sockets", async () => {
  const boundary = new ErrorBoundary({ clock: { nowMs: () => 0 }, log: () => {} });
  const server = createServer();
  let told = 0;
  server.on("close", () => told++);
  const address = {
    host: "127.0.0.1",
    backlog: 16,
    exclusive: true,
    reusePort: process.platform === "linux",
  };
  server.listen({ ...address, port: 0 });
  await once(server, "listening");
  const shared = new SharedPort(server, boundary);
  await shared.share(address);
  shared.close();
  // Without connections, Node says so in the next tick; a connection is refused later than that.
  const closed = new Promise((resolve) => server.once("close", resolve));
  await closed;
  expect(told).toBe(0);
  await shared.open();
  server.close();
  await once(server, "close");
  expect(told).toBe(1);
  shared.close();
});

async function outcome(port: number): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return "connected";
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code);
  } finally {
    socket.destroy();
  }
}
