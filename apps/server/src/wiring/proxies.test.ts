// Doubloon behind real TLS proxies with the configuration from deploy/proxy. Clients use their own loopback addresses
// (127.0.0.2 and so on); the proxy connects from 127.0.0.1, the only trusted address.
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openConsole } from "./testing/console.ts";
import { openPlayer, type Player } from "./testing/player.ts";
import { PROXIES, type ProxyProcess, startProxy } from "./testing/proxyProcess.ts";
import { type ServerProcess, startServerProcess } from "./testing/serverProcess.ts";
import { findProgram } from "./testing/systemProgram.ts";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });
const until = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: 120_000, interval: 20 });

const CROWD = 300;
/** Addresses of the crowd: few enough players at each to stay below the limits by address. */
const CROWD_ADDRESSES = 30;
const FORGED = {
  "x-forwarded-for": "203.0.113.7",
  "x-forwarded-proto": "https",
  forwarded: "for=203.0.113.7",
};

let server: ServerProcess | undefined;
let proxy: ProxyProcess | undefined;
let players: Player[] = [];
afterEach(async () => {
  for (const player of players) player.close();
  players = [];
  await proxy?.stop();
  await server?.stop();
  proxy = undefined;
  server = undefined;
});

interface Answer {
  readonly status: number;
  readonly cookies: readonly string[];
  readonly body: string;
}

interface Ask {
  readonly ca?: string;
  readonly localAddress: string;
  readonly headers?: Record<string, string>;
  readonly json?: unknown;
}

/** Sends one request on a new connection from a local address. */
function ask(url: string, { ca, localAddress, headers = {}, json }: Ask): Promise<Answer> {
  const { origin, protocol } = new URL(url);
  const text = json === undefined ? undefined : JSON.stringify(json);
  const typed = text === undefined ? {} : { "content-type": "application/json" };
  const options = {
    method: text === undefined ? "GET" : "POST",
    agent: false as const,
    localAddress,
    headers: { origin, ...typed, ...headers },
  };
  return new Promise((resolve, reject) => {
    const asking = protocol === "https:" ? requestHttps(url, { ...options, ca }) : requestHttp(url, options);
    asking.on("response", async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      resolve({
        status: response.statusCode ?? 0,
        cookies: response.headers["set-cookie"] ?? [],
        body: Buffer.concat(chunks).toString(),
      });
    });
    asking.on("error", reject);
    asking.end(text);
  });
}

describe.each(PROXIES)("behind %s", (name) => {
  const missing = [name, "openssl"].filter((program) => findProgram(program) === undefined);

  it.skipIf(missing.length > 0)(
    "players can play, consoles open, and every client counts by its own address",
    async () => {
      server = await startServerProcess("--trust-proxy", "127.0.0.1");
      proxy = await startProxy(name, server.url);
      const { url, ca } = proxy;
      const { gameMaster } = server;

      const page = await ask(url, { ca, localAddress: "127.0.0.2" });
      expect(page.status).toBe(200);
      expect(page.body).toContain("<title>");

      // Signing in over TLS sets a TLS-only cookie, which also opens the console's WebSocket.
      const signedIn = await ask(`${url}admin/api/login`, {
        ca,
        localAddress: "127.0.0.2",
        json: gameMaster,
      });
      expect(signedIn.status).toBe(200);
      expect(signedIn.cookies.length).toBeGreaterThan(0);
      for (const cookie of signedIn.cookies) expect(cookie).toMatch(/; Secure\b/);
      const cookie = signedIn.cookies.map((line) => line.split(";")[0]).join("; ");
      const watch = openConsole(url, cookie, "", { ca, localAddress: "127.0.0.2" });
      await until(() => expect(watch.seen.sample?.tick).toBeGreaterThan(0));

      // Guessing locks out the real address only, whatever address the client claims to have.
      const guess = { name: gameMaster?.name, password: "wrong" };
      let tries = 0;
      for (let status = 0; status !== 429; tries++) {
        expect(tries).toBeLessThan(50);
        const headers = { "x-forwarded-for": `203.0.113.${tries}`, "x-forwarded-proto": "http" };
        const answer = await ask(`${url}admin/api/login`, {
          ca,
          localAddress: "127.0.0.3",
          headers,
          json: guess,
        });
        ({ status } = answer);
      }
      await until(() => expect(server?.log()).toContain('"address":"127.0.0.3"'));
      expect(server.log()).not.toContain("203.0.113.");
      const other = await ask(`${url}admin/api/login`, { ca, localAddress: "127.0.0.4", json: guess });
      expect(other.status).toBe(401);

      players = Array.from({ length: CROWD }, (_, i) =>
        openPlayer(url, `Player ${i}`, { ca, localAddress: `127.0.1.${1 + (i % CROWD_ADDRESSES)}` }),
      );
      await until(() => {
        for (const player of players) expect(player.frames).toBeGreaterThan(0);
      });
      players[0].walk(5);
      const framesBefore = players[0].frames;
      await until(() => expect(players[0].frames).toBeGreaterThan(framesBefore + 2));
      await until(() => expect(watch.seen.sample?.online).toBe(CROWD));
      expect(players.filter(({ losses }) => losses > 0).map(({ refusals }) => refusals)).toEqual([]);
      watch.socket.disconnect();
    },
  );
});

it.skipIf(findProgram("caddy") === undefined || findProgram("openssl") === undefined)(
  "behind a proxy that is not trusted, a crowd shares the limits of the proxy's address",
  async () => {
    server = await startServerProcess();
    proxy = await startProxy("caddy", server.url);
    const { url, ca } = proxy;
    players = Array.from({ length: CROWD }, (_, i) =>
      openPlayer(url, `Player ${i}`, { ca, localAddress: `127.0.1.${1 + (i % CROWD_ADDRESSES)}` }),
    );
    await until(() => {
      const codes = players.flatMap(({ refusals }) => refusals.map(({ code }) => code));
      expect(codes).toContain("tooManyConnections");
    });
  },
);

it("without a trusted proxy, forwarded addresses and protocols are ignored", async () => {
  server = await startServerProcess("--trust-proxy", "127.0.0.1");
  const { url, gameMaster } = server;
  const direct = { localAddress: "127.0.0.9", headers: FORGED };
  const signedIn = await ask(`${url}admin/api/login`, { ...direct, json: gameMaster });
  expect(signedIn.status).toBe(200);
  for (const cookie of signedIn.cookies) expect(cookie).not.toMatch(/; Secure\b/);
  const guess = { name: gameMaster?.name, password: "wrong" };
  let tries = 0;
  for (let status = 0; status !== 429; tries++) {
    expect(tries).toBeLessThan(50);
    ({ status } = await ask(`${url}admin/api/login`, { ...direct, json: guess }));
  }
  await until(() => expect(server?.log()).toContain('"address":"127.0.0.9"'));
  expect(server.log()).not.toContain("203.0.113.");
});
