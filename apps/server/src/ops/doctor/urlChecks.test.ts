// The doctor's checks through the public URL, good and bad, with a real server and real proxies.
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer as createTlsServer } from "node:tls";
import { Server as SocketServer } from "socket.io";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type ServerProcess, startServerProcess } from "../../wiring/testing/serverProcess.ts";
import { findProgram } from "../../wiring/testing/systemProgram.ts";
import { runOpsIn } from "../testing/runOpsIn.ts";
import { checkCertificate } from "./checks/certificate.ts";
import { checkForwarded } from "./checks/forwarded.ts";
import { checkServer } from "./checks/versions.ts";
import { checkWebSocket } from "./checks/webSocket.ts";
import type { Finding } from "./finding.ts";
import { listen, startBelievingProxy, startTcpProxy, type TestProxy } from "./testing/proxies.ts";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

let server: ServerProcess;
let proxy: TestProxy | undefined;
let folder: string;
beforeAll(async () => {
  server = await startServerProcess("--trust-proxy", "127.0.0.1");
  folder = await mkdtemp(join(tmpdir(), "doubloon-doctor-"));
});
afterEach(async () => {
  await proxy?.close();
  proxy = undefined;
});
afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

const port = (): number => Number(new URL(server.url).port);
const results = (findings: readonly Finding[]): Record<string, string> =>
  Object.fromEntries(findings.map(({ check, result }) => [check, result]));

const ops = (...args: string[]) => runOpsIn(folder, ...args);

describe("the server", () => {
  it("that runs tells its version", async () => {
    expect(results(await checkServer(server.url))).toEqual({
      server: "ok",
      "server version": "ok",
      clock: "ok",
    });
  });

  it("of another version, of none, and one that is away are told apart", async () => {
    let body = JSON.stringify({ status: "ok", version: "0.0.1", protocol: 1 });
    proxy = await listen(createHttpServer((_request, response) => void response.end(body)));
    expect(results(await checkServer(proxy.url))).toMatchObject({ "server version": "warning" });
    body = JSON.stringify({ status: "refused", why: "other map" });
    expect(results(await checkServer(proxy.url))).toMatchObject({ server: "problem" });
    body = "<html>";
    expect(results(await checkServer(proxy.url))).toEqual({ server: "problem" });
    await proxy.close();
    expect(results(await checkServer(proxy.url))).toEqual({ server: "problem" });
  });
});

describe("a WebSocket", () => {
  it("opens at the server, and is lost behind a proxy that drops idle connections", async () => {
    expect(results(await checkWebSocket({ url: server.url, quick: true }))).toEqual({ WebSocket: "ok" });
    proxy = await startTcpProxy({ port: port(), idleMs: 2_000 });
    const findings = await checkWebSocket({ url: proxy.url, quick: false });
    expect(results(findings)).toEqual({ WebSocket: "ok", "idle connection": "problem" });
    expect(findings[1]).toMatchObject({ advice: expect.stringContaining("at least 60 s") });
  });

  it("that is idle outlives the heartbeats", async () => {
    const http = createHttpServer();
    const io = new SocketServer(http, { transports: ["websocket"], pingInterval: 200, pingTimeout: 20_000 });
    const quiet = await listen(http, () => void io.close());
    try {
      const findings = await checkWebSocket({ url: quiet.url, quick: false });
      expect(results(findings)).toEqual({ WebSocket: "ok", "idle connection": "ok" });
      io.use((_socket, next) => next(new Error("full")));
      const refused = await checkWebSocket({ url: quiet.url, quick: false });
      expect(refused[1]).toMatchObject({ result: "warning", found: expect.stringContaining("full") });
    } finally {
      await quiet.close();
    }
  });

  it("does not open where upgrades are not passed on", async () => {
    proxy = await startBelievingProxy(port());
    const findings = await checkWebSocket({ url: proxy.url, quick: true });
    expect(findings).toMatchObject([{ check: "WebSocket", result: "problem" }]);
  });
});

describe("forged headers", () => {
  it("are ignored by a server that trusts nobody, and believed through a proxy that passes them on", async () => {
    const careful = await startServerProcess();
    try {
      expect(await checkForwarded({ url: careful.url, trusted: false })).toMatchObject({ result: "ok" });
    } finally {
      await careful.stop();
    }
    proxy = await startBelievingProxy(port());
    expect(await checkForwarded({ url: proxy.url, trusted: false })).toMatchObject({ result: "problem" });
  });

  it("are not checkable from a trusted address, or where sign-in is not limited", async () => {
    expect(await checkForwarded({ url: server.url, trusted: true })).toMatchObject({
      result: "warning",
      found: expect.stringContaining("--trust-proxy"),
    });
    let status = 401;
    proxy = await listen(createHttpServer((_request, response) => void response.writeHead(status).end()));
    const { url } = proxy;
    expect(await checkForwarded({ url, trusted: false })).toMatchObject({
      result: "warning",
      found: expect.stringContaining("60 attempts"),
    });
    status = 404;
    expect(await checkForwarded({ url, trusted: false })).toMatchObject({
      result: "warning",
      found: expect.stringContaining("404"),
    });
  });
});

it.skipIf(findProgram("openssl") === undefined)("a certificate is looked at", async () => {
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "90"];
  const names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
  execFileSync("openssl", ["req", "-x509", ...kind, ...names, "-keyout", key, "-out", cert], {
    stdio: "ignore",
  });
  const ca = await readFile(cert, "utf8");
  const tls = await listen(createTlsServer({ key: await readFile(key, "utf8"), cert: ca }));
  try {
    const url = `https://localhost:${tls.port}/`;
    const nowMs = Date.now();
    const inDays = (days: number) => checkCertificate({ url, ca, nowMs: nowMs + days * 86_400_000 });
    expect(await inDays(0)).toMatchObject({ result: "ok", found: "valid for 89 days" });
    expect(await inDays(75)).toMatchObject({ result: "warning" });
    expect(await inDays(88)).toMatchObject({ result: "problem" });
    expect(await checkCertificate({ url, nowMs })).toMatchObject({
      result: "problem",
      found: expect.stringContaining("DEPTH_ZERO_SELF_SIGNED_CERT"),
    });
    const plain = `https://127.0.0.1:${port()}/`;
    expect(await checkCertificate({ url: plain, nowMs })).toMatchObject({
      result: "problem",
      found: expect.stringContaining("TLS does not work"),
    });
  } finally {
    await tls.close();
  }
});

describe("the command", () => {
  it("prints every finding as JSON, and ends with 1 if there is a problem", async () => {
    const data = join(folder, "none");
    // The doctor connects from the address that this server trusts, and its port is the server's own.
    const own = ["--data", data, "--port", String(port()), "--trust-proxy", "127.0.0.1"];
    const good = await ops("doctor", server.url, ...own, "--quick", "--json", "--players", "10");
    const { ok, findings } = JSON.parse(good.out) as { ok: boolean; findings: Finding[] };
    expect([ok, good.code]).toEqual([true, 0]);
    for (const finding of findings) {
      for (const field of ["check", "result", "found", "expected", "advice"] as const) {
        expect(finding[field]).not.toBe("");
      }
    }
    const checks = findings.map(({ check }) => check);
    expect(checks).toEqual(expect.arrayContaining(["Node", "server", "WebSocket", "forged headers"]));
    const bad = await ops("doctor", "--data", data, "--redis", "redis://127.0.0.1:1");
    expect(bad.code).toBe(1);
    expect(bad.out).toMatch(/^PROBLEM {2}Redis: cannot be used/m);
    expect(bad.out).toMatch(/^ {9}to do: Start Redis/m);
  });

  it.each([
    [["ftp://a/"], "doctor takes an http or https URL"],
    [["http://a/", "b"], 'got "b" too'],
    [["--players", "many"], '--players is "many"'],
    [["--fast"], "--fast"],
    [["--redis", "nothing"], "expected an address like redis://HOST:6379"],
  ])("refuses %j", async (args, message) => {
    const { code, error } = await ops("doctor", ...args);
    expect(code).toBe(2);
    expect(error).toContain(message);
  });
});
