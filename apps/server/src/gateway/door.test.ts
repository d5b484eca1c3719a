// A real HTTP server behind the door, real sockets before it, and a clock in the test's hand.
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Door, type DoorLimits, hangDoor } from "./door.ts";
import { until } from "./gatewayFixture.ts";

const GAME = "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\n";
const UPGRADE = "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
const PAGE = "GET /page HTTP/1.1\r\nHost: x\r\n\r\n";
const LIMITS: DoorLimits = {
  leastPerSecond: 100,
  mostPerSecond: 200,
  burst: 1,
  maxWaitMs: 1_000,
  maxWaiting: 2,
  maxConnections: 8,
  maxSilent: 3,
  silenceMs: 60_000,
  maxEntering: 10,
};

class Visitor {
  heard = "";
  gone = false;
  readonly socket: Socket;
  constructor(port: number, text: string) {
    this.socket = connect(port, "127.0.0.1");
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
  let door: Door;
  let port = 0;
  let nowMs = 0;
  let entering = 0;
  let arrived = 0;
  let asked = 0;
  const upgraded: string[] = [];
  const visitors: Visitor[] = [];
  const visit = (text: string): Visitor => {
    const visitor = new Visitor(port, text);
    visitors.push(visitor);
    return visitor;
  };

  beforeEach(async () => {
    nowMs = entering = arrived = 0;
    upgraded.length = 0;
    server = createServer((request, response) => response.end(`page ${request.url}`));
    server.on("upgrade", (request, socket, head) => {
      upgraded.push(`${request.headers["sec-test"]} ${head.toString()}`);
      socket.write("HTTP/1.1 101 Switching Protocols\r\n\r\n");
    });
    door = hangDoor({
      httpServer: server,
      limits: LIMITS,
      clock: { nowMs: () => nowMs },
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
  });
  afterEach(() => {
    for (const { socket } of visitors) socket.destroy();
    visitors.length = 0;
    door.close();
    server.closeAllConnections();
    server.close();
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
    await until(() => door.waiting === 1);
    visitor.socket.write(`sec-test: pieces\r\n${UPGRADE}`);
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
    expect(door).toMatchObject({ waiting: LIMITS.maxWaiting, sentAway: 1 });
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
    const player = visit(GAME + UPGRADE);
    await until(() => upgraded.length === 1);
    nowMs += 1;
    await until(() => quiet.gone);
    expect(halfway.gone).toBe(false);
    expect(player.gone).toBe(false);
    nowMs += 60_000;
    await until(() => halfway.gone);
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
    await until(() => door.waiting === 1);
    endless.socket.write("x".repeat(20_000));
    await until(() => endless.gone);
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
});
