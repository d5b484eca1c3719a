// Checks each row of internals.md against the installed libraries, so that an upgrade that changes one is noticed.
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import {
  createServer,
  type Server as HttpServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Server } from "socket.io";
import { Encoder, PacketType } from "socket.io-parser";
import { afterEach, describe, expect, test } from "vitest";
import { type ServerOptions, WebSocket, WebSocketServer } from "ws";
import { startGateway, until } from "../testing/gatewayFixture.ts";
import { joinRaw, openRaw, openSilently, type RawPlayer } from "../testing/rawPlayer.ts";

const PACKAGES = ["ws", "engine.io", "socket.io", "socket.io-adapter", "socket.io-parser"];
const CHANGED =
  "see gateway/transport/internals.md: an internal of the library that the gateway relies on has changed";

/** The installed version, as the server resolves the package. */
function installedVersion(name: string): string {
  const own = createRequire(import.meta.url);
  const ofSocketIo = createRequire(own.resolve("socket.io"));
  const path = (name === "ws" ? own : ofSocketIo).resolve(name);
  const folder = path.slice(0, path.lastIndexOf(`node_modules/${name}/`) + `node_modules/${name}`.length);
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version;
}

const table = readFileSync(join(import.meta.dirname, "internals.md"), "utf8");
test.each(PACKAGES)("%s has the version that internals.md was checked with", (name) => {
  const checked = new RegExp(`^\\| \`${name}\` \\| (\\d+\\.\\d+\\.\\d+) \\|$`, "m").exec(table)?.[1];
  expect(
    installedVersion(name),
    `${name} was upgraded: check its rows in gateway/transport/internals.md, then set its version there`,
  ).toBe(checked);
});

test("_query is the only private member of a library in the gateway's code", () => {
  const gateway = join(import.meta.dirname, "..");
  const found = readdirSync(gateway, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !/\.test\.ts$|testing\//.test(path))
    .flatMap((path) => {
      const text = readFileSync(join(gateway, path), "utf8");
      return [...text.matchAll(/\._\w+/g)].map(([member]) => `${path} ${member}`);
    });
  expect(new Set(found)).toEqual(new Set(["transport/releasedRequest.ts ._query"]));
});

describe("ws", () => {
  const heard: unknown[][] = [];
  let server: HttpServer | undefined;
  let client: RawPlayer | undefined;
  afterEach(() => {
    client?.socket.destroy();
    server?.close();
    heard.length = 0;
  });

  class Probe extends WebSocket {
    override emit(event: string | symbol, ...args: unknown[]): boolean {
      heard.push([event, ...args]);
      return super.emit(event, ...args);
    }
    override close(...args: Parameters<WebSocket["close"]>): void {
      heard.push(["close called"]);
      super.close(...args);
    }
    override pong(...args: Parameters<WebSocket["pong"]>): void {
      heard.push(["pong called"]);
      super.pong(...args);
    }
  }

  /** Upgrades one connection, and returns what `ws` has done when `handleUpgrade` returns. */
  async function upgrade(): Promise<{
    readonly sync: boolean;
    readonly isProbe: boolean;
    listeners: number;
  }> {
    const webSockets = new WebSocketServer({
      noServer: true,
      WebSocket: Probe,
      maxPayload: 100,
    } as ServerOptions);
    server = createServer();
    const done = new Promise<Awaited<ReturnType<typeof upgrade>>>((resolve) => {
      server?.on("upgrade", (request, socket, head) => {
        let made: WebSocket | undefined;
        webSockets.handleUpgrade(request, socket, head, (webSocket) => {
          made = webSocket;
          webSocket.on("error", () => {});
        });
        const listeners = socket.listenerCount("data");
        resolve({ sync: made !== undefined, isProbe: made instanceof Probe, listeners });
      });
    });
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    client = await openRaw((server.address() as AddressInfo).port);
    return done;
  }

  const events = (): unknown[] => heard.map(([event]) => event);

  test("takes the class from `WebSocket`, upgrades synchronously and adds one data listener", async () => {
    expect(await upgrade(), CHANGED).toEqual({ sync: true, isProbe: true, listeners: 1 });
  });

  test("passes messages and pings through emit, answers through pong, a close frame through close", async () => {
    await upgrade();
    client?.send(Uint8Array.of(7));
    const message = await until(() => heard.find(([event]) => event === "message"));
    expect(message, CHANGED).toEqual(["message", Buffer.of(7), true]);
    client?.socket.write(Buffer.from([0x89, 0x80, 0, 0, 0, 0]));
    await until(() => events().includes("ping"));
    expect(events(), CHANGED).toContain("pong called");
    client?.socket.write(Buffer.from([0x88, 0x80, 0, 0, 0, 0]));
    await until(() => events().includes("close called"));
  });

  test("a message that is too long is an error with the code that the lane looks for", async () => {
    await upgrade();
    client?.send(new Uint8Array(101));
    const [, error] = (await until(() => heard.find(([event]) => event === "error"))) as [
      string,
      { code: string },
    ];
    expect(error.code, CHANGED).toBe("WS_ERR_UNSUPPORTED_MESSAGE_LENGTH");
  });
});

describe("engine.io and socket.io", () => {
  test("wsEngine is given the request that the connection shows, and the response holds it", async () => {
    const seen: { request?: IncomingMessage; held?: boolean } = {};
    class Probe extends WebSocketServer {
      override handleUpgrade(...[request, ...rest]: Parameters<WebSocketServer["handleUpgrade"]>): void {
        seen.request = request;
        super.handleUpgrade(request, ...rest);
      }
    }
    const httpServer = createServer();
    const io = new Server(httpServer, { transports: ["websocket"], wsEngine: Probe });
    io.engine.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
      seen.held = response.req === request;
      next();
    });
    await new Promise<void>((resolve) => httpServer.listen(0, "127.0.0.1", resolve));
    const connected = once(io.engine, "connection");
    const player = await openSilently((httpServer.address() as AddressInfo).port);
    const [engine] = await connected;
    expect(engine.request === seen.request, CHANGED).toBe(true);
    expect(seen.held, CHANGED).toBe(true);
    player.socket.destroy();
    await io.close();
  });

  test("each packet is announced by packetCreate, and drain follows", async () => {
    await using fixture = await startGateway();
    const player = await joinRaw(fixture.port);
    const [socket] = fixture.gateway.io.sockets.sockets.values();
    const events: string[] = [];
    for (const event of ["packetCreate", "drain"]) socket.conn.on(event, () => events.push(event));
    const notice = { kind: "info", text: "hello" } as const;
    socket.emit("notice", notice);
    socket.emit("notice", notice);
    await until(() => events.includes("drain"));
    await player.has(80);
    expect(events.filter((event) => event === "packetCreate").length, CHANGED).toBe(2);
    expect(events.at(-1), CHANGED).toBe("drain");
    player.socket.destroy();
  });

  test("after the connection is open, only the four fields of the request are read, by joining a namespace", async () => {
    await using fixture = await startGateway();
    const { io } = fixture.gateway;
    io.of("/other");
    const player = await joinRaw(fixture.port);
    const [socket] = io.sockets.sockets.values();
    const read = new Set<string | symbol>();
    const fields = { headers: {}, url: "", connection: {}, _query: {} };
    const request = new Proxy(fields, {
      get: (target, field) => {
        read.add(field);
        return Reflect.get(target, field);
      },
    });
    Object.assign(socket.conn, { request });
    player.send("40/other,");
    await until(() => io.of("/other").sockets.size === 1);
    socket.emit("notice", { kind: "info", text: "hello" });
    await until(() => player.take().includes('"hello"'));
    player.socket.destroy();
    await until(() => fixture.gateway.connections === 0);
    expect(read, CHANGED).toEqual(new Set(Object.keys(fields)));
  });

  test("once its player is in, nothing holds the request of a connection", async () => {
    await using fixture = await startGateway();
    let request: WeakRef<IncomingMessage> | undefined;
    fixture.gateway.io.engine.once("connection", (engine: { readonly request: IncomingMessage }) => {
      request = new WeakRef(engine.request);
    });
    const player = await joinRaw(fixture.port);
    setFlagsFromString("--expose-gc");
    const collectGarbage = runInNewContext("gc") as () => void;
    for (let i = 0; i < 100 && request?.deref() !== undefined; i++) {
      await new Promise((resolve) => setImmediate(resolve));
      collectGarbage();
    }
    expect(request !== undefined && request.deref() === undefined, CHANGED).toBe(true);
    player.socket.destroy();
  });

  test("a disconnected socket is in no room any more", async () => {
    await using fixture = await startGateway();
    const player = await joinRaw(fixture.port);
    const { adapter } = fixture.gateway.io.of("/");
    expect(adapter.rooms.size, CHANGED).toBeGreaterThan(0);
    player.socket.destroy();
    await until(() => fixture.gateway.connections === 0);
    expect(adapter.rooms.size, CHANGED).toBe(0);
  });
});

test("socket.io-adapter: addAll and del work at once and leave the set alone", () => {
  const { adapter } = new Server().of("/");
  const names = new Set(["room:1"]);
  adapter.addAll("socket", names);
  expect(adapter.rooms.get("room:1"), CHANGED).toEqual(new Set(["socket"]));
  adapter.del("socket", "room:1");
  expect(adapter.rooms.size, CHANGED).toBe(0);
  adapter.addAll("socket", new Set(["room:2"]));
  expect(names, CHANGED).toEqual(new Set(["room:1"]));
});

test("socket.io-parser: an event without bytes is one string", () => {
  const encoded = new Encoder().encode({
    type: PacketType.EVENT,
    nsp: "/",
    data: ["notice", { text: "hello" }],
  });
  expect(encoded, CHANGED).toEqual(['2["notice",{"text":"hello"}]']);
});
