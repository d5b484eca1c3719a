// Attackers against a plain TCP server that records what it receives.
import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { SeededRandom } from "../lib/seededRandom.ts";
import { attack, sourceAddress } from "./attack.ts";
import { makeAttackCounts } from "./attackCounts.ts";
import type { Behaviour } from "./behaviour.ts";
import { type Delivery, HostilePeer } from "./hostilePeer.ts";

interface Visit {
  readonly socket: Socket;
  readonly from: string | undefined;
  received: string;
  ended: boolean;
}

let server: Server;
let port = 0;
let visits: Visit[] = [];
let peers: HostilePeer[] = [];
const until = (look: () => void): Promise<void> => vi.waitFor(look, { timeout: 30_000, interval: 5 });

beforeEach(async () => {
  visits = [];
  server = createServer((socket) => {
    const visit: Visit = { socket, from: socket.remoteAddress, received: "", ended: false };
    visits.push(visit);
    socket.on("data", (bytes: Buffer) => {
      visit.received += bytes.toString("latin1");
    });
    socket
      .on("error", () => {})
      .on("close", () => {
        visit.ended = true;
      });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
});
afterEach(async () => {
  for (const { socket } of peers) socket.destroy();
  peers = [];
  for (const { socket } of visits) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

function open(delivery: Delivery, counts = makeAttackCounts()): HostilePeer {
  const target = { host: "127.0.0.1", port };
  const localAddress = sourceAddress(0);
  const peer = new HostilePeer({
    target,
    localAddress,
    random: new SeededRandom(1, 1),
    counts,
    delivery,
    name: "Rogue",
  });
  peers.push(peer);
  return peer;
}

it.each<Delivery>(["whole", "cut", "joined"])(
  "sends the same bytes in the same order, %s",
  async (delivery) => {
    const counts = makeAttackCounts();
    const peer = open(delivery, counts);
    peer.send("one ");
    peer.send("two ", 3);
    expect(await peer.until("connected")).toBe(true);
    peer.send(Buffer.from("three"));
    peer.flush();
    await until(() => expect(visits[0]?.received).toBe("one two three"));
    expect(visits[0].from).toBe("127.0.0.2");
    expect(counts).toMatchObject({ connections: 1, messages: 5 });
  },
);

it("tracks its stage, and reads its sid and its token", async () => {
  const peer = open("whole");
  await until(() => expect(visits).toHaveLength(1));
  const [{ socket }] = visits;
  socket.write("HTTP/1.1 101 Switching Protocols\r\n\r\n");
  expect(await peer.until("upgraded")).toBe(true);
  socket.write('\u0081\u00050{"sid":"a-b_C"');
  expect(await peer.until("open")).toBe(true);
  socket.write('42["welcome",{"token":"x.y-z._"}]');
  expect(await peer.until("welcomed")).toBe(true);
  expect([peer.sid, peer.token]).toEqual(["a-b_C", "x.y-z._"]);
});

it("does not wait for a server that has closed", async () => {
  const peer = open("whole");
  await until(() => expect(visits).toHaveLength(1));
  visits[0].socket.destroy();
  expect(await peer.until("open")).toBe(false);
  expect(peer.closed).toBe(true);
});

it("opens as many connections as asked, no more at once than allowed, and leaves none", async () => {
  const counts = makeAttackCounts();
  let running = 0;
  let maxRunning = 0;
  const patient: Behaviour = {
    name: "patient",
    run: async (peer) => {
      maxRunning = Math.max(maxRunning, ++running);
      await peer.until("gone");
      running--;
    },
  };
  // Like a server that refuses every connection.
  server.on("connection", (socket) => setImmediate(() => socket.destroy()));
  const plan = {
    target: { host: "127.0.0.1", port },
    seed: 3,
    connections: 40,
    connectionsPerSecond: 100_000,
    concurrency: 5,
    addresses: 3,
    behaviours: [patient],
  };
  await attack(plan, counts, new AbortController().signal);
  expect(counts).toMatchObject({ connections: 40, behaviours: { patient: 40 } });
  expect([running, maxRunning]).toEqual([0, 5]);
  await until(() => expect(visits.filter(({ ended }) => ended)).toHaveLength(40));
  expect(new Set(visits.map(({ from }) => from))).toEqual(new Set(["127.0.0.2", "127.0.0.3", "127.0.0.4"]));
});
