import type { Tick } from "@doubloon/shared/ids";
import { BINARY_EVENT } from "@doubloon/shared/protocol/messages";
import { makeRefusal } from "@doubloon/shared/protocol/refusals";
import { encodeReading } from "@doubloon/shared/wire/reading";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makePlayersPlan } from "../testing/playersPlan.ts";
import { createTinyServer, type TinyServer } from "../testing/tinyServer.ts";
import { Players } from "./players.ts";

describe("players on a real Socket.IO server", () => {
  let server: TinyServer;
  let running: Players | undefined;
  const until = (state: () => boolean) =>
    vi.waitFor(() => expect(state()).toBe(true), { timeout: 20_000, interval: 5 });
  const startPlayers = (count: number, inputsPerSecond: number, timedShare = 1, hunt = false): Players => {
    const started = new Players(
      makePlayersPlan({ target: server.target, players: count, inputsPerSecond, timedShare, hunt }),
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

  it("hunt if asked to: they join the hunt, read and dig, and what they do is counted", async () => {
    const players = startPlayers(2, 20, 1, true);
    await until(() => players.settled && players.status().frames === 2);
    const hunt = { hunt: 7, title: "Test", kind: "hunt", phase: "running", paused: false } as const;
    const counts = { wave: 1, waves: 3, caches: 6, cachesLeft: 6, hunters: 1, commitment: "" };
    const ticks = { phaseEnds: 90_000 as Tick, ends: 90_000 as Tick };
    const zone = { x: 8, y: 8, width: 48, height: 48 };
    const state = { hunt: 7, points: 0, finds: 0, rank: 1, of: 1, charges: 12, tool: 0, thread: 41 } as const;
    const [zero, late] = [0 as Tick, 90_000 as Tick];
    const from = { nextCharge: zero, readingFrom: zero, retuneFrom: late, toolUntil: zero, toolFrom: zero };
    server.tell("hunts", { hunts: [{ ...hunt, ...counts, ...ticks, zone }] });
    await until(() => server.requests.length === 2);
    expect(server.requests.map(({ type }) => type)).toEqual(["join", "join"]);
    expect(server.hellos.some(({ bot }) => bot === true)).toBe(false);
    server.tell("hunter", { ...state, ...from });
    await until(() => server.messages.filter(({ kind }) => kind === "read").length >= 2);
    expect(players.result().hunters).toBe(2);
    const reading = { thread: 41, tick: 101 as Tick, cellX: 5, cellY: 5, band: 1 };
    for (const socket of server.sockets) socket.emit(BINARY_EVENT, encodeReading(reading));
    server.tell("clue", {
      hunt: 7,
      thread: 41,
      wave: 1,
      kind: "hint",
      area: { x: 20, y: 20, width: 12, height: 12 },
    });
    server.tell("hunter", { ...state, ...from, charges: 0 });
    await until(() => players.result().window.digs >= 1);
    server.tell("hunter", { ...state, ...from, charges: 0, finds: 1 });
    await until(() => players.result().window.finds === 2);
    expect(players.result().window).toMatchObject({ readings: 2, clues: 2 });
    expect(players.result().run).toMatchObject({ malformed: 0, disconnects: 0 });
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
