// A real HTTP server behind the gate, real sockets in front of it, and a clock that the test sets.
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { trustProxies } from "../../lib/clientAddress.ts";
import { ErrorBoundary } from "../../lib/errorBoundary.ts";
import { turns, until } from "../testing/gatewayFixture.ts";
import { AddressRules, type AddressRulesOptions } from "./addressRules.ts";
import { type ConnectionGate, type ConnectionGateLimits, makeConnectionGate } from "./connectionGate.ts";

const GAME = "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\n";
const UPGRADE = "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
const PAGE = "GET /page HTTP/1.1\r\nHost: x\r\n\r\n";
const LIMITS: ConnectionGateLimits = {
  minPerSecond: 100,
  maxPerSecond: 200,
  burst: 1,
  maxWaitMs: 1_000,
  maxWaiting: 2,
  maxConnections: 8,
  maxSilent: 3,
  silenceMs: 60_000,
  maxEntering: 10,
  maxPerAddress: 100,
  maxSilentPerAddress: 100,
  connectsPerSecond: 1_000,
  connectBurst: 1_000,
};

class Visitor {
  heard = "";
  gone = false;
  readonly socket: Socket;
  /** With `stays`, the client does not close when the server does. */
  constructor(port: number, text: string, stays = false) {
    this.socket = connect({ port, host: "127.0.0.1", allowHalfOpen: stays });
    this.socket.setEncoding("latin1").on("data", (more: string) => {
      this.heard += more;
    });
    this.socket
      .on("error", () => {})
      .on("close", () => {
        this.gone = true;
      });
    this.socket.write(text);
  }
}

describe("the gate", () => {
  let server: Server;
  let gate: ConnectionGate;
  let boundary: ErrorBoundary;
  let port = 0;
  let nowMs = 0;
  let entering = 0;
  let arrived = 0;
  let asked = 0;
  const upgraded: string[] = [];
  const visitors: Visitor[] = [];
  const visit = (text: string, stays = false): Visitor => {
    const visitor = new Visitor(port, text, stays);
    visitors.push(visitor);
    return visitor;
  };

  async function start(
    change: Partial<ConnectionGateLimits> = {},
    rules: Partial<AddressRulesOptions> = {},
  ): Promise<void> {
    nowMs = entering = arrived = 0;
    upgraded.length = 0;
    server = createServer((request, response) => response.end(`page ${request.url}`));
    server.on("upgrade", (request, socket, head) => {
      upgraded.push(`${request.headers["sec-test"]} ${head.toString()}`);
      socket.write("HTTP/1.1 101 Switching Protocols\r\n\r\n");
    });
    boundary = new ErrorBoundary({ log: () => {}, clock: { nowMs: () => nowMs } });
    gate = makeConnectionGate({
      httpServer: server,
      limits: { ...LIMITS, ...change },
      addresses: new AddressRules({
        trustsProxy: trustProxies([]),
        exemptLoopback: false,
        ownPlayers: 0,
        ...rules,
      }),
      clock: { nowMs: () => nowMs },
      boundary,
      random: () => 0.5,
      entering: () => {
        asked++;
        return entering;
      },
    });
    server.on("connection", () => {
      arrived++;
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    port = (server.address() as AddressInfo).port;
  }
  function stop(): void {
    for (const { socket } of visitors) socket.destroy();
    visitors.length = 0;
    gate.close();
    server.closeAllConnections();
    server.close();
  }
  beforeEach(() => start());
  afterEach(() => {
    stop();
    expect([...boundary.counts()]).toEqual([]);
  });

  /** Uses up the gate's burst of one. */
  async function fill(): Promise<void> {
    visit(`${GAME}sec-test: first\r\n${UPGRADE}`);
    await until(() => upgraded.length === 1);
  }

  it("admits players one by one, first come, first served", async () => {
    await fill();
    for (const name of ["second", "third"]) {
      visit(`${GAME}sec-test: ${name}\r\n${UPGRADE}`);
      const before = gate.waiting;
      await until(() => gate.waiting === before + 1);
    }
    expect(upgraded).toEqual(["first "]);
    nowMs += 10;
    await until(() => upgraded.length === 2);
    expect(gate.waiting).toBe(1);
    nowMs += 10;
    await until(() => upgraded.length === 3);
    expect(upgraded).toEqual(["first ", "second ", "third "]);
  });

  it("lets page requests pass while players wait", async () => {
    await fill();
    visit(GAME + UPGRADE);
    await until(() => gate.waiting === 1);
    const page = visit(PAGE);
    await until(() => page.heard.includes("page /page"));
    page.socket.write(PAGE);
    await until(() => page.heard.split("page /page").length === 3);
    expect(gate.waiting).toBe(1);
  });

  it("accepts a request in pieces, before and while it waits", async () => {
    await fill();
    const visitor = visit(GAME.slice(0, 7));
    await until(() => arrived === 2);
    visitor.socket.write(GAME.slice(7));
    visitor.socket.write(`sec-test: pieces\r\n${UPGRADE}`);
    await until(() => gate.waiting === 1);
    await new Promise((resolve) => visitor.socket.write("and more", resolve));
    await until(() => visitor.socket.writableLength === 0);
    nowMs += 10;
    await until(() => upgraded.length === 2);
    expect(upgraded[1]).toMatch(/^pieces /);
  });

  it("rejects players with Retry-After when the queue is full", async () => {
    await fill();
    for (let i = 1; i <= LIMITS.maxWaiting; i++) {
      visit(GAME + UPGRADE);
      await until(() => gate.waiting === i);
    }
    const late = visit(GAME + UPGRADE);
    await until(() => late.gone);
    expect(late.heard).toMatch(/^HTTP\/1\.1 503 .*\r\nRetry-After: \d+\r\n/);
    expect(gate).toMatchObject({ waiting: LIMITS.maxWaiting, rejected: 1 });
  });

  it("waits for the world when that is slower", async () => {
    entering = LIMITS.maxEntering;
    visit(GAME + UPGRADE);
    await until(() => gate.waiting === 1);
    asked = 0;
    await until(() => asked > 3);
    expect(upgraded).toHaveLength(0);
    entering--;
    await until(() => upgraded.length === 1);
  });

  it("removes a client that gives up", async () => {
    await fill();
    const visitor = visit(GAME + UPGRADE);
    await until(() => gate.waiting === 1);
    visitor.socket.end();
    await until(() => gate.waiting === 0 && visitor.gone);
    visit(GAME + UPGRADE);
    await until(() => gate.waiting === 1);
    visitors.at(-1)?.socket.resetAndDestroy();
    await until(() => gate.waiting === 0);
  });

  it("drops connections that are silent for too long, and no others", async () => {
    const quiet = visit("");
    await until(() => arrived === 1);
    nowMs += 59_999;
    const halfway = visit("GET /so");
    const slow = visit(GAME);
    const player = visit(GAME + UPGRADE);
    await until(() => upgraded.length === 1);
    nowMs += 1;
    await until(() => quiet.gone);
    expect(halfway.gone).toBe(false);
    expect(player.gone).toBe(false);
    nowMs += 60_000;
    await until(() => halfway.gone && slow.gone);
    expect(player.gone).toBe(false);
  });

  it("bounds silent connections, and request heads without an end", async () => {
    const silent = Array.from({ length: LIMITS.maxSilent }, () => visit(""));
    await until(() => arrived === LIMITS.maxSilent);
    visit("");
    await until(() => silent.some(({ gone }) => gone));
    expect(silent.filter(({ gone }) => gone)).toHaveLength(1);
    await fill();
    const endless = visit(GAME);
    endless.socket.write("x".repeat(20_000));
    await until(() => endless.gone);
    const chatty = visit(GAME + UPGRADE);
    await until(() => gate.waiting === 1);
    chatty.socket.write("x".repeat(20_000));
    await until(() => chatty.gone);
    expect(gate.waiting).toBe(0);
  });

  it("drops connections beyond the limit, until others have closed", async () => {
    const inside = Array.from({ length: LIMITS.maxConnections }, () => visit(PAGE));
    await until(() => inside.every(({ heard }) => heard.includes("page")));
    const extra = visit(PAGE);
    await until(() => extra.gone);
    expect(extra.heard).toBe("");
    inside[0].socket.destroy();
    await until(() => inside[0].gone);
    for (;;) {
      const next = visit(PAGE);
      await until(() => next.gone || next.heard.includes("page"));
      if (next.heard.includes("page")) break;
    }
  });

  it("drops waiting connections when it closes", async () => {
    await fill();
    const visitor = visit(GAME + UPGRADE);
    await until(() => gate.waiting === 1);
    gate.close();
    await until(() => visitor.gone);
    expect(gate.waiting).toBe(0);
  });

  describe("applies one pace to all upgrades", () => {
    it.each([
      ["behind an empty line", `\r\n${GAME}`],
      ["with a second space", GAME.replace("GET /", "GET  /")],
      ["in one segment with a page before it", PAGE + GAME],
      ["with an absolute URL", GAME.replace("/socket.io/", "http://x/socket.io/")],
    ])("%s", async (_what, request) => {
      await fill();
      const visitor = visit(`${request}sec-test: other\r\n${UPGRADE}`);
      await until(() => gate.waiting === 1 || visitor.gone);
      await turns(20);
      expect(upgraded).toEqual(["first "]);
      nowMs += 10;
      await until(() => upgraded.length === 2 || visitor.gone);
    });

    it("on a connection that has fetched pages, first come, first served", async () => {
      await fill();
      const reader = visit(PAGE);
      await until(() => reader.heard.includes("page /page"));
      visit(`${GAME}sec-test: second\r\n${UPGRADE}`);
      await until(() => gate.waiting === 1);
      reader.socket.write(`${GAME}sec-test: third\r\n${UPGRADE}`);
      await until(() => gate.waiting === 2);
      nowMs += 20;
      await until(() => upgraded.length === 2);
      nowMs += 20;
      await until(() => upgraded.length === 3);
      expect(upgraded).toEqual(["first ", "second ", "third "]);
    });

    it("and rejects those too when the queue is full", async () => {
      await fill();
      for (let i = 1; i <= LIMITS.maxWaiting; i++) {
        visit(GAME + UPGRADE);
        await until(() => gate.waiting === i);
      }
      const reader = visit(PAGE + GAME + UPGRADE);
      await until(() => reader.gone);
      expect(reader.heard).toMatch(/HTTP\/1\.1 503 .*\r\nRetry-After: \d+\r\n/);
      expect(gate.rejected).toBe(1);
    });
  });

  describe("limits each address", () => {
    const restart = async (
      limits: Partial<ConnectionGateLimits>,
      rules?: Partial<AddressRulesOptions>,
    ): Promise<void> => {
      stop();
      await start({ maxConnections: 1_000, maxSilent: 1_000, ...limits }, rules);
    };

    it("in connections, page requests included, until others have closed", async () => {
      await restart({ maxPerAddress: 2 });
      const pages = [visit(PAGE), visit(PAGE)];
      await until(() => pages.every(({ heard }) => heard.includes("page")));
      const third = visit(PAGE);
      await until(() => third.heard.includes("}"));
      expect(third.heard).toMatch(/^HTTP\/1\.1 429 .*\r\nRetry-After: \d+\r\n/);
      expect(third.heard).toContain("too many connections from 127.0.0.1");
      expect(third.heard).toContain("--exempt-loopback");
      expect(gate.overLimit).toBe(1);
      third.socket.end();
      pages[0].socket.destroy();
      await until(() => pages[0].gone && third.gone);
      for (;;) {
        const next = visit(PAGE);
        await until(() => next.heard !== "");
        if (next.heard.includes("page")) break;
        next.socket.destroy();
      }
    });

    it("in connections that are silent or send half a request", async () => {
      await restart({ maxSilentPerAddress: 2 });
      visit("");
      visit("GET /socket.io/");
      await until(() => arrived === 2);
      const third = visit("GET /socket.io/");
      await until(() => third.heard.startsWith("HTTP/1.1 429 "));
    });

    it("in new connections per second", async () => {
      await restart({ connectBurst: 2, connectsPerSecond: 10 });
      const ask = async (): Promise<boolean> => {
        const visitor = visit(PAGE);
        await until(() => visitor.heard !== "");
        visitor.socket.end();
        return visitor.heard.includes("page");
      };
      expect([await ask(), await ask(), await ask()]).toEqual([true, true, false]);
      nowMs += 100;
      expect([await ask(), await ask()]).toEqual([true, false]);
    });

    it("except for loopback if configured, and raises this machine's limits by the number of bots", async () => {
      await restart({ maxPerAddress: 1, connectBurst: 1 }, { exemptLoopback: true });
      const many = Array.from({ length: 20 }, () => visit(PAGE));
      await until(() => many.every(({ heard }) => heard.includes("page")));
      await restart({ maxPerAddress: 1, connectBurst: 1 }, { ownPlayers: 2 });
      const own = Array.from({ length: 4 }, () => visit(PAGE));
      await until(() => own.every(({ heard }) => heard !== ""));
      expect(own.filter(({ heard }) => heard.includes("page"))).toHaveLength(3);
    });

    it("and does not wait for rejected clients to close", async () => {
      await restart({ maxPerAddress: 1 });
      visit(PAGE);
      const refused = Array.from({ length: 70 }, () => visit("", true));
      await until(() => gate.overLimit === 70);
      const speak = (): void => {
        // Writing makes them notice that the connection is gone.
        for (const { gone, socket } of refused) if (!gone) socket.write("x");
      };
      // Beyond a limit they are destroyed at once, the others when their time is over.
      await until(() => {
        speak();
        return refused.filter(({ gone, heard }) => gone && heard === "").length === 6;
      });
      expect(refused.filter(({ heard }) => heard.startsWith("HTTP/1.1 429 "))).toHaveLength(64);
      nowMs += 1_000;
      await until(() => {
        speak();
        return refused.every(({ gone }) => gone);
      });
    });
  });
});
