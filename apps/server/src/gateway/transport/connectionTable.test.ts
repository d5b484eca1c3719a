import { describe, expect, test } from "vitest";
import { trustProxies } from "../../lib/clientAddress.ts";
import { AddressRules } from "../admission/addressRules.ts";
import { refusalOf, startGateway, until } from "../testing/gatewayFixture.ts";
import { HELLO, joinRaw, openSilently } from "../testing/rawPlayer.ts";

/** Resolves when the server has closed the player's connection. */
function closed(player: Awaited<ReturnType<typeof openSilently>>): Promise<unknown> {
  return until(() => player.socket.closed || player.socket.readableEnded);
}

describe("connections that never send a message", () => {
  test("beyond the limit the oldest is dropped, and a client that sends a hello still joins", async () => {
    await using fixture = await startGateway({ maxSilent: 3 });
    const silent = [];
    for (let i = 0; i < 6; i++) silent.push(await openSilently(fixture.port));
    await Promise.all(silent.slice(0, 3).map(closed));
    expect(fixture.observer.refusals.get("handshakeTimeout")).toBe(3);
    await joinRaw(fixture.port);
    expect(fixture.gateway.players).toBe(1);
    for (const { socket } of silent) socket.destroy();
  });

  test("are dropped at the time limit, and counted", async () => {
    await using fixture = await startGateway({ handshakeTimeoutMs: 50 });
    const silent = await openSilently(fixture.port);
    await closed(silent);
    expect(fixture.observer.refusals.get("handshakeTimeout")).toBe(1);
    silent.socket.destroy();
    await until(() => fixture.gateway.connections === 0);
  });

  test("a client that sends messages but no hello is dropped too", async () => {
    await using fixture = await startGateway({ handshakeTimeoutMs: 50 });
    const chatty = await openSilently(fixture.port);
    chatty.send("40/nowhere,");
    await closed(chatty);
    expect(fixture.observer.refusals.get("handshakeTimeout")).toBe(1);
    chatty.socket.destroy();
  });
});

describe("before the handshake", () => {
  test("only a few messages are read", async () => {
    await using fixture = await startGateway();
    const pusher = await openSilently(fixture.port);
    for (let i = 0; i < 9; i++) pusher.send("40/nowhere,");
    await closed(pusher);
    expect(fixture.observer.refusals.get("flooding")).toBe(1);
  });

  test("WebSocket pings count as messages", async () => {
    await using fixture = await startGateway();
    const pusher = await openSilently(fixture.port);
    const ping = Buffer.from([0x89, 0x80, 0, 0, 0, 0]);
    pusher.socket.write(Buffer.concat(Array.from({ length: 9 }, () => ping)));
    await closed(pusher);
    expect(fixture.observer.refusals.get("flooding")).toBe(1);
  });

  test("a frame without a namespace ends the connection", async () => {
    await using fixture = await startGateway();
    const pusher = await openSilently(fixture.port);
    pusher.send(new Uint8Array([16, 0, 0, 0, 0, 0, 0, 0]));
    await closed(pusher);
    pusher.socket.destroy();
  });
});

test.each([
  ["serverFull", { maxConnections: 1 }],
  ["tooManyConnections", { maxPerAddress: 1 }],
  ["tooManyConnections", { joinBurstPerAddress: 1 }],
] as const)("a connection beyond the limit is refused with %s and a retry delay", async (code, limits) => {
  await using fixture = await startGateway(limits);
  await joinRaw(fixture.port);
  const second = await openSilently(fixture.port);
  second.send(HELLO);
  let received = "";
  await until(() => {
    received += second.take().toString();
    return received.includes(`"code":"${code}"`) && received.includes('"retryAfterMs":7500');
  });
  expect(fixture.observer.refusals).toEqual(new Map([[code, 1]]));
  second.socket.destroy();
  await until(() => fixture.gateway.connections === 1);
});

test("a refusal on loopback names the setting for load tests", async () => {
  await using fixture = await startGateway({ joinBurstPerAddress: 1 });
  await joinRaw(fixture.port);
  expect((await refusalOf(fixture.client())).text).toContain("start the server with --exempt-loopback");
});

test("one address cannot use up all joins, and its own refill with time", async () => {
  const rules = new AddressRules({
    trustsProxy: trustProxies(["127.0.0.1"]),
    exemptLoopback: false,
    ownPlayers: 0,
  });
  await using fixture = await startGateway(
    { joinBurstPerAddress: 2, joinsPerSecondPerAddress: 1, joinBurst: 4 },
    { addresses: rules },
  );
  const join = async (address: string): Promise<string> => {
    const player = await openSilently(fixture.port, `X-Forwarded-For: ${address}\r\n`);
    player.send(HELLO);
    let heard = "";
    await until(() => {
      heard += player.take().toString();
      return /"code"|\["welcome"/.test(heard);
    });
    player.socket.destroy();
    return /"code":"(\w+)"/.exec(heard)?.[1] ?? "welcome";
  };
  for (const [nth, answer] of ["welcome", "welcome", "tooManyConnections", "tooManyConnections"].entries()) {
    // All in the same /64.
    expect(await join(`2001:db8::${nth}`)).toBe(answer);
  }
  expect(await join("2001:db8:0:1::1")).toBe("welcome");
  fixture.clock.ms += 1_000;
  expect(await join("2001:db8::9")).toBe("welcome");
  // Refused joins took nothing from other addresses.
  expect(await join("203.0.113.1")).toBe("welcome");
});

test("a connection with too many queued packets is ended without a closing handshake", async () => {
  await using fixture = await startGateway({ maxQueuedPackets: 20 });
  const player = await joinRaw(fixture.port);
  player.socket.pause();
  const text = "x".repeat(100_000);
  let line = 0;
  while (fixture.gateway.connections > 0) {
    fixture.gateway.io.emit("notice", { kind: "info", text: `${line++} ${text}` });
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(fixture.observer.refusals.get("unresponsive")).toBe(1);
  expect(fixture.world.left.length).toBe(1);
});

test("the gateway reports its health to the world", async () => {
  await using fixture = await startGateway();
  await joinRaw(fixture.port);
  fixture.gateway.reportHealth({ lagMs: 12, busy: 0.5, droppedFrames: 3 });
  expect(fixture.world.healths).toEqual([{ connections: 1, lagMs: 12, busy: 0.5, droppedFrames: 3 }]);
});
