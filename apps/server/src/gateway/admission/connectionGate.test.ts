// A real HTTP server behind the door, real sockets before it, and a clock in the test's hand.
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { trustProxies } from "../../lib/clientAddress.ts";
import { ErrorBoundary } from "../../lib/errorBoundary.ts";
import { until } from "../testing/gatewayFixture.ts";
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
  /** One that stays does not hang up when the server does. */
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

describe("the door", () => {
  let server: Server;
  let door: ConnectionGate;
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

  async function hang(
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
    door = makeConnectionGate({
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
  function takeDown(): void {
    for (const { socket } of visitors) socket.destroy();
    visitors.length = 0;
    door.close();
    server.closeAllConnections();
    server.close();
  }
  beforeEach(() => hang());
  afterEach(() => {
    takeDown();
    expect([...boundary.counts()]).toEqual([]);
  });

  /** Fills the door's one place of a burst. */
  async function fill(): Promise<void> {
    visit(`${GAME}sec-test: first\r\n${UPGRADE}`);
    await until(() => upgraded.length === 1);
  }

  it("lets players in one by one, in the order in which they came", async () => {
    await fill();
    for (const name of ["second", "third"]) {
      visit(`${GAME}sec-test: ${name}\r\n${UPGRADE}`);
      const before = door.waiting;
      await until(() => door.waiting === before + 1);
    }
    expect(upgraded).toEqual(["first "]);
    nowMs += 10;
    await until(() => upgraded.length === 2);
    expect(door.waiting).toBe(1);
    nowMs += 10;
    await until(() => upgraded.length === 3);
    expect(upgraded).toEqual(["first ", "second ", "third "]);
  });

  it("lets pages in while players wait", async () => {
    await fill();
    visit(GAME + UPGRADE);
    await until(() => door.waiting === 1);
    const page = visit(PAGE);
    await until(() => page.heard.includes("page /page"));
    page.socket.write(PAGE);
    await until(() => page.heard.split("page /page").length === 3);
    expect(door.waiting).toBe(1);
  });

  it("takes a request that comes in pieces, before and while it waits", async () => {
    await fill();
    const visitor = visit(GAME.slice(0, 7));
    await until(() => arrived === 2);
    visitor.socket.write(GAME.slice(7));
    visitor.socket.write(`sec-test: pieces\r\n${UPGRADE}`);
    await until(() => door.waiting === 1);
    await new Promise((resolve) => visitor.socket.write("and more", resolve));
    await until(() => visitor.socket.writableLength === 0);
    nowMs += 10;
    await until(() => upgraded.length === 2);
    expect(upgraded[1]).toMatch(/^pieces /);
  });

  it("tells those for whom it has no room when to come back", async () => {
    await fill();
    for (let i = 1; i <= LIMITS.maxWaiting; i++) {
      visit(GAME + UPGRADE);
      await until(() => door.waiting === i);
    }
    const late = visit(GAME + UPGRADE);
    await until(() => late.gone);
    expect(late.heard).toMatch(/^HTTP\/1\.1 503 .*\r\nRetry-After: \d+\r\n/);
    expect(door).toMatchObject({ waiting: LIMITS.maxWaiting, rejected: 1 });
  });

  it("waits for a world that is slower", async () => {
    entering = LIMITS.maxEntering;
    visit(GAME + UPGRADE);
    await until(() => door.waiting === 1);
    asked = 0;
    await until(() => asked > 3);
    expect(upgraded).toHaveLength(0);
    entering--;
    await until(() => upgraded.length === 1);
  });

  it("forgets who gives up", async () => {
    await fill();
    const visitor = visit(GAME + UPGRADE);
    await until(() => door.waiting === 1);
    visitor.socket.end();
    await until(() => door.waiting === 0 && visitor.gone);
    visit(GAME + UPGRADE);
    await until(() => door.waiting === 1);
    visitors.at(-1)?.socket.resetAndDestroy();
    await until(() => door.waiting === 0);
  });

  it("ends those who have said nothing for too long, and nobody else", async () => {
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

  it("bounds those who say nothing, and heads without an end", async () => {
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
    await until(() => door.waiting === 1);
    chatty.socket.write("x".repeat(20_000));
    await until(() => chatty.gone);
    expect(door.waiting).toBe(0);
  });

  it("cuts off whoever is one too many, until others have gone", async () => {
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

  it("sends away who waits when it closes", async () => {
    await fill();
    const visitor = visit(GAME + UPGRADE);
    await until(() => door.waiting === 1);
    door.close();
    await until(() => visitor.gone);
    expect(door.waiting).toBe(0);
  });

  describe("keeps one pace for all upgrades", () => {
    it.each([
      ["behind an empty line", `\r\n${GAME}`],
      ["with a second space", GAME.replace("GET /", "GET  /")],
      ["in one segment with a page before it", PAGE + GAME],
      ["asked for by an absolute address", GAME.replace("/socket.io/", "http://x/socket.io/")],
    ])("%s", async (_what, request) => {
      await fill();
      const visitor = visit(`${request}sec-test: other\r\n${UPGRADE}`);
      await until(() => door.waiting === 1 || visitor.gone);
      await turns(20);
      expect(upgraded).toEqual(["first "]);
      nowMs += 10;
      await until(() => upgraded.length === 2 || visitor.gone);
    });

    it("on a connection that has fetched pages, in the order in which they came", async () => {
      await fill();
      const reader = visit(PAGE);
      await until(() => reader.heard.includes("page /page"));
      visit(`${GAME}sec-test: second\r\n${UPGRADE}`);
      await until(() => door.waiting === 1);
      reader.socket.write(`${GAME}sec-test: third\r\n${UPGRADE}`);
      await until(() => door.waiting === 2);
      nowMs += 20;
      await until(() => upgraded.length === 2);
      nowMs += 20;
      await until(() => upgraded.length === 3);
      expect(upgraded).toEqual(["first ", "second ", "third "]);
    });

    it("and sends away whom it has no room for there too", async () => {
      await fill();
      for (let i = 1; i <= LIMITS.maxWaiting; i++) {
        visit(GAME + UPGRADE);
        await until(() => door.waiting === i);
      }
      const reader = visit(PAGE + GAME + UPGRADE);
      await until(() => reader.gone);
      expect(reader.heard).toMatch(/HTTP\/1\.1 503 .*\r\nRetry-After: \d+\r\n/);
      expect(door.rejected).toBe(1);
    });
  });

  describe("gives no address more than its share", () => {
    const rehang = async (
      limits: Partial<ConnectionGateLimits>,
      rules?: Partial<AddressRulesOptions>,
    ): Promise<void> => {
      takeDown();
      await hang({ maxConnections: 1_000, maxSilent: 1_000, ...limits }, rules);
    };

    it("of connections, pages among them, until others have gone", async () => {
      await rehang({ maxPerAddress: 2 });
      const pages = [visit(PAGE), visit(PAGE)];
      await until(() => pages.every(({ heard }) => heard.includes("page")));
      const third = visit(PAGE);
      await until(() => third.heard.includes("}"));
      expect(third.heard).toMatch(/^HTTP\/1\.1 429 .*\r\nRetry-After: \d+\r\n/);
      expect(third.heard).toContain("too many connections from 127.0.0.1");
      expect(third.heard).toContain("--exempt-loopback");
      expect(door.overLimit).toBe(1);
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

    it("of connections that say nothing, or half of something", async () => {
      await rehang({ maxSilentPerAddress: 2 });
      visit("");
      visit("GET /socket.io/");
      await until(() => arrived === 2);
      const third = visit("GET /socket.io/");
      await until(() => third.heard.startsWith("HTTP/1.1 429 "));
    });

    it("of new connections a second", async () => {
      await rehang({ connectBurst: 2, connectsPerSecond: 10 });
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

    it("but lets this machine have as many as it likes if it is told so, and its own players' besides", async () => {
      await rehang({ maxPerAddress: 1, connectBurst: 1 }, { exemptLoopback: true });
      const many = Array.from({ length: 20 }, () => visit(PAGE));
      await until(() => many.every(({ heard }) => heard.includes("page")));
      await rehang({ maxPerAddress: 1, connectBurst: 1 }, { ownPlayers: 2 });
      const own = Array.from({ length: 4 }, () => visit(PAGE));
      await until(() => own.every(({ heard }) => heard !== ""));
      expect(own.filter(({ heard }) => heard.includes("page"))).toHaveLength(3);
    });

    it("and does not wait for those whom it has told so", async () => {
      await rehang({ maxPerAddress: 1 });
      visit(PAGE);
      const refused = Array.from({ length: 70 }, () => visit("", true));
      await until(() => door.overLimit === 70);
      const speak = (): void => {
        // They notice by what they say that nobody is there any more.
        for (const { gone, socket } of refused) if (!gone) socket.write("x");
      };
      // Past a bound they are cut off at once, the others when their time is over.
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

/** Lets the event loop turn so often. */
async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
}
