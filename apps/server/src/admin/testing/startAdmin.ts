// A real Fastify and Socket.IO server on a free port with the server side of the console, a hand-stepped clock and accounts
// in a new folder. For tests.
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PlayerId } from "@doubloon/shared/ids";
import {
  ADMIN_NAMESPACE,
  type AdminClientEvents,
  type AdminServerEvents,
} from "@doubloon/shared/protocol/admin";
import type { Notice } from "@doubloon/shared/protocol/events";
import { makeBareBinaryParser } from "@doubloon/shared/protocol/parser";
import Fastify from "fastify";
import { Server } from "socket.io";
import { type Socket as ClientSocket, io as connect } from "socket.io-client";
import * as stockParser from "socket.io-parser";
import { createAdmin } from "../createAdmin.ts";
import { DEVICE_COOKIE } from "../signIn/deviceCookie.ts";
import { SESSION_COOKIE } from "../signIn/sessionCookie.ts";
import { createGameMasterAccounts } from "../store/accounts.ts";
import { openAdminStore } from "../store/openAdminStore.ts";
import { createHandClock } from "./handClock.ts";
import { createMemorySources } from "./memorySources.ts";

export type ConsoleClient = ClientSocket<AdminServerEvents, AdminClientEvents>;

export async function startAdmin(players = 3, maxPages?: number) {
  const folder = mkdtempSync(join(tmpdir(), "doubloon-admin-"));
  const store = openAdminStore(folder, maxPages);
  const master = await createGameMasterAccounts(store).ensureFirst();
  if (master === undefined) throw new Error("a new folder already has a game master");
  const logged: Record<string, unknown>[] = [];
  const stream = { write: (line: string) => void logged.push(JSON.parse(line)) };
  const app = Fastify({ logger: { stream, level: "info" }, trustProxy: true });
  const io = new Server(app.server, {
    parser: makeBareBinaryParser(stockParser),
    transports: ["websocket"],
    serveClient: false,
  });
  const clock = createHandClock();
  const sources = createMemorySources(players);
  const orders: (readonly ["announce", Notice] | readonly ["kick", PlayerId])[] = [];
  const admin = createAdmin({
    app,
    io,
    store,
    sources,
    orders: {
      async announce(notice) {
        orders.push(["announce", notice]);
        return players;
      },
      async kick(playerId) {
        orders.push(["kick", playerId]);
        if (playerId === "broken") throw new Error("no gateway");
        return sources.players.some(({ name }) => name === playerId) ? 1 : 0;
      },
    },
    clock,
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const clients: ConsoleClient[] = [];

  function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(url + path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  }

  return {
    url,
    folder,
    store,
    master,
    clock,
    sources,
    /** The orders that the gateways received, and the log. */
    orders,
    logged,
    post,
    logIn: (name: string, password: string) => post("/admin/api/login", { name, password }),
    /** Signs the game master in; resolves to the `cookie` header to send. */
    async signIn(): Promise<string> {
      const response = await post("/admin/api/login", master);
      return sessionCookieOf(response);
    },
    /** A console's connection, not opened yet. */
    client(headers: Record<string, string>): ConsoleClient {
      const client: ConsoleClient = connect(url + ADMIN_NAMESPACE, {
        transports: ["websocket"],
        autoConnect: false,
        forceNew: true,
        reconnection: false,
        extraHeaders: headers,
      });
      clients.push(client);
      return client;
    },
    async stop() {
      for (const client of clients) client.disconnect();
      await admin.close();
      await io.close();
      await app.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** `NAME=ID` of the session cookie that a response sets. */
export function sessionCookieOf(response: Response): string {
  return cookieSetBy(response, SESSION_COOKIE);
}

/** `NAME=VALUE` of the device cookie that a response sets. */
export function deviceCookieOf(response: Response): string {
  return cookieSetBy(response, DEVICE_COOKIE);
}

function cookieSetBy(response: Response, name: string): string {
  const cookie = response.headers.getSetCookie().find((line) => line.startsWith(`${name}=`));
  if (cookie === undefined) throw new Error(`no cookie ${name} in a ${response.status}`);
  return cookie.slice(0, cookie.indexOf(";"));
}

/** The next event of a name; other events are ignored. */
export function next<Name extends keyof AdminServerEvents>(
  client: ConsoleClient,
  name: Name,
): Promise<Parameters<AdminServerEvents[Name]>[0]> {
  return new Promise((resolve) => {
    (client as ClientSocket).once(name as string, resolve);
  });
}
