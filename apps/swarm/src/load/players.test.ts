import { makeRefusal } from "@doubloon/shared/protocol/refusals";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createTinyServer, type TinyServer } from "../testing/tinyServer.ts";
import { Players, scattered } from "./players.ts";

it.each([10, 100, 999])("of %i players any beginning of the order they come in is spread evenly", (count) => {
  const order = scattered(Array.from({ length: count }, (_, i) => i));
  expect([...order].sort((a, b) => a - b)).toEqual([...Array(count).keys()]);
  for (const part of [0.3, 0.5, 0.8]) {
    const inside = order.slice(0, count * part);
    for (let from = 0; from + count / 5 <= count; from += count / 5) {
      const here = inside.filter((i) => i >= from && i < from + count / 5).length;
      expect(Math.abs(here - (count / 5) * part)).toBeLessThanOrEqual(2);
    }
  }
});

describe("a fleet at a real Socket.IO server", () => {
  let server: TinyServer;
  let fleet: Players | undefined;
  const until = (state: () => boolean) =>
    vi.waitFor(() => expect(state()).toBe(true), { timeout: 20_000, interval: 5 });
  const makeFleet = (players: number, inputsPerSecond: number, timedShare = 1): Players => {
    const plan = {
      target: server.target,
      players,
      firstNumber: 1,
      inputsPerSecond,
      joinsPerSecond: 1000,
      stalledShare: 0,
      timedShare,
      still: false,
    };
    fleet = new Players(
      plan,
      () => performance.now(),
      () => 0.5,
      () => {},
    );
    fleet.start();
    return fleet;
  };

  beforeEach(async () => {
    server = await createTinyServer();
  });
  afterEach(async () => {
    fleet?.close();
    await server.close();
  });

  it("joins, takes frames and acts with running numbers", async () => {
    const fleet = makeFleet(1, 20);
    await until(() => fleet.settled && fleet.glance().frames === 1);
    server.delta(2);
    await until(() => server.messages.filter(({ seenTick }) => seenTick === 102).length >= 3);
    const seqs = server.messages.flatMap((message) => ("seq" in message ? [message.seq] : []));
    // The tiny server says on joining that input 7 was the last it answered.
    expect(seqs).toEqual(seqs.map((_, i) => 8 + i));
    const harvest = fleet.harvest();
    expect(harvest.run).toMatchObject({ joined: 1, gaps: 0, disconnects: 0, malformed: 0 });
    expect(harvest.window).toMatchObject({ frames: 2, keyframes: 1 });
  });

  it("brings everybody in under a name of their own", async () => {
    const fleet = makeFleet(3, 0);
    await until(() => fleet.settled && fleet.glance().playing === 3);
    expect(server.hellos.map(({ name }) => name).sort()).toEqual(["Swarm 1", "Swarm 2", "Swarm 3"]);
  });

  it("asks for a keyframe after a gap and is healed by it", async () => {
    const fleet = makeFleet(1, 0);
    await until(() => fleet.settled && fleet.glance().frames === 1);
    server.delta(2);
    const [socket] = server.sockets;
    // The frame in between is lost on the way.
    const emit = socket.emit.bind(socket);
    socket.emit = () => true;
    server.delta(2);
    socket.emit = emit;
    server.delta(2);
    await until(() => fleet.harvest().run.gapsHealed === 1);
    const harvest = fleet.harvest();
    expect(harvest.run).toMatchObject({ gaps: 1, resyncs: 1, stale: 0 });
    expect(harvest.gapsOpen).toBe(0);
    expect(server.messages).toEqual([{ kind: "resync", seenTick: 102 }]);
  });

  it("tries again when told to, and gives up when it is pointless", async () => {
    server.refusals.push(makeRefusal("serverFull", 10), makeRefusal("nameMarkup"));
    const fleet = makeFleet(2, 0);
    await until(() => fleet.settled);
    const harvest = fleet.harvest();
    expect(harvest.refusals).toEqual({ serverFull: 1, nameMarkup: 1 });
    expect(harvest.playing).toBe(1);
    expect(server.hellos).toHaveLength(3);
  });

  it("comes back as the same player when the connection breaks", async () => {
    const fleet = makeFleet(1, 0);
    await until(() => fleet.glance().playing === 1);
    for (const socket of server.sockets) socket.conn.close();
    await until(() => fleet.harvest().run.rejoined === 1);
    expect(fleet.harvest().run).toMatchObject({ joined: 1, disconnects: 1 });
    expect(server.hellos.map(({ token }) => token)).toEqual([undefined, "token-1"]);
  });

  it("takes in all frames of players that are not timed, and times none of them", async () => {
    const fleet = makeFleet(2, 0, 0.5);
    await until(() => fleet.settled && fleet.glance().playing === 2);
    await until(() => fleet.glance().frames === 2);
    fleet.measure();
    for (let i = 0; i < 10; i++) server.delta(1);
    await until(() => fleet.glance().frames === 20);
    const { latencies, run } = fleet.harvest();
    expect(latencies.bins.filter((_, i) => i % 2 === 1).reduce((sum, count) => sum + count)).toBe(10);
    expect(run).toMatchObject({ gaps: 0, disconnects: 0 });
  });

  it("counts the bytes on the wire, WebSocket headers included", async () => {
    const fleet = makeFleet(1, 0);
    await until(() => fleet.settled && fleet.glance().frames === 1);
    fleet.measure();
    server.delta(1);
    await until(() => fleet.glance().frames === 1);
    // Header 18, one turn of 4, WebSocket header 2.
    expect(fleet.harvest().window).toMatchObject({ frameBytes: 24, moverRecords: 1, moverBytes: 4 });
  });
});
