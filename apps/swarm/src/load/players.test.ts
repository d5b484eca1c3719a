import { makeRefusal } from "@doubloon/shared/protocol/refusals";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makePlayersPlan } from "../testing/playersPlan.ts";
import { createTinyServer, type TinyServer } from "../testing/tinyServer.ts";
import { Players } from "./players.ts";

describe("players on a real Socket.IO server", () => {
  let server: TinyServer;
  let running: Players | undefined;
  const until = (state: () => boolean) =>
    vi.waitFor(() => expect(state()).toBe(true), { timeout: 20_000, interval: 5 });
  const startPlayers = (count: number, inputsPerSecond: number, timedShare = 1): Players => {
    const started = new Players(
      makePlayersPlan({ target: server.target, players: count, inputsPerSecond, timedShare }),
      () => performance.now(),
      () => 0.5,
      () => {},
    );
    running = started;
    started.start();
    return started;
  };

  beforeEach(async () => {
    server = await createTinyServer();
  });
  afterEach(async () => {
    running?.close();
    await server.close();
  });

  it("join, read frames and send inputs with consecutive numbers", async () => {
    const players = startPlayers(1, 20);
    await until(() => players.settled && players.status().frames === 1);
    server.delta(2);
    await until(() => server.messages.filter(({ seenTick }) => seenTick === 102).length >= 3);
    const seqs = server.messages.flatMap((message) => ("seq" in message ? [message.seq] : []));
    // The tiny server acknowledges input 7 on joining.
    expect(seqs).toEqual(seqs.map((_, i) => 8 + i));
    const result = players.result();
    expect(result.run).toMatchObject({ joined: 1, gaps: 0, disconnects: 0, malformed: 0 });
    expect(result.window).toMatchObject({ frames: 2, keyframes: 1 });
  });

  it("join with different names", async () => {
    const players = startPlayers(3, 0);
    await until(() => players.settled && players.status().playing === 3);
    expect(server.hellos.map(({ name }) => name).sort()).toEqual(["Swarm 1", "Swarm 2", "Swarm 3"]);
  });

  it("ask for a keyframe after a gap, which closes it", async () => {
    const players = startPlayers(1, 0);
    await until(() => players.settled && players.status().frames === 1);
    server.delta(2);
    const [socket] = server.sockets;
    // The frame in between is lost.
    const emit = socket.emit.bind(socket);
    socket.emit = () => true;
    server.delta(2);
    socket.emit = emit;
    server.delta(2);
    await until(() => players.result().run.gapsHealed === 1);
    const result = players.result();
    expect(result.run).toMatchObject({ gaps: 1, resyncs: 1, stale: 0 });
    expect(result.gapsOpen).toBe(0);
    expect(server.messages).toEqual([{ kind: "resync", seenTick: 102 }]);
  });

  it("retry when told to, and give up when it is pointless", async () => {
    server.refusals.push(makeRefusal("serverFull", 10), makeRefusal("nameMarkup"));
    const players = startPlayers(2, 0);
    await until(() => players.settled);
    const result = players.result();
    expect(result.refusals).toEqual({ serverFull: 1, nameMarkup: 1 });
    expect(result.playing).toBe(1);
    expect(server.hellos).toHaveLength(3);
  });

  it("rejoin as the same player when the connection breaks", async () => {
    const players = startPlayers(1, 0);
    await until(() => players.status().playing === 1);
    for (const socket of server.sockets) socket.conn.close();
    await until(() => players.result().run.rejoined === 1);
    expect(players.result().run).toMatchObject({ joined: 1, disconnects: 1 });
    expect(server.hellos.map(({ token }) => token)).toEqual([undefined, "token-1"]);
  });

  it("read all frames of untimed players, and time none of them", async () => {
    const players = startPlayers(2, 0, 0.5);
    await until(() => players.settled && players.status().playing === 2);
    await until(() => players.status().frames === 2);
    players.measure();
    for (let i = 0; i < 10; i++) server.delta(1);
    await until(() => players.status().frames === 20);
    const { latencies, run } = players.result();
    expect(latencies.bins.filter((_, i) => i % 2 === 1).reduce((sum, count) => sum + count)).toBe(10);
    expect(run).toMatchObject({ gaps: 0, disconnects: 0 });
  });

  it("count the bytes on the wire, WebSocket headers included", async () => {
    const players = startPlayers(1, 0);
    await until(() => players.settled && players.status().frames === 1);
    players.measure();
    server.delta(1);
    await until(() => players.status().frames === 1);
    // Header 18, one turn of 4, WebSocket header 2.
    expect(players.result().window).toMatchObject({ frameBytes: 24, moverRecords: 1, moverBytes: 4 });
  });
});
