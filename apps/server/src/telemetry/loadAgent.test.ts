// The agent over real connections, and, where it is installed, Debian's HAProxy with deploy/proxy/haproxy-machines.cfg.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, it, vi } from "vitest";
import { ErrorBoundary } from "../lib/errorBoundary.ts";
import { inRepository } from "../startup/repository.ts";
import { findProgram } from "../wiring/testing/systemProgram.ts";
import { agentLine, startLoadAgent } from "./loadAgent.ts";

vi.setConfig({ testTimeout: 60_000 });

async function startMachine(initial: { load?: number; ready: boolean }) {
  const state = initial;
  const boundary = new ErrorBoundary({ log: () => {}, clock: { nowMs: () => 0 } });
  const agent = await startLoadAgent({
    host: "127.0.0.1",
    port: 0,
    load: () => state.load,
    ready: () => state.ready,
    boundary,
  });
  return { agent, state };
}

it.each([
  ["its free share as a weight", 0.25, true, "up ready 75%\n"],
  ["all of the weight without load", 0, true, "up ready 100%\n"],
  ["1 % at full load, so that those who come back find it", 1, true, "up ready 1%\n"],
  ["no new players while unready", 0.1, false, "drain\n"],
  ["no new players before the first measurement", undefined, true, "drain\n"],
])("answers %s", (_, load, ready, line) => {
  expect(agentLine(load, ready)).toBe(line);
});

it("answers each connection with the newest load, whatever it sends, and closes it", async () => {
  const { agent, state } = await startMachine({ load: 0.5, ready: true });
  const ask = (said = ""): Promise<string> => {
    const socket = connect(agent.port, "127.0.0.1");
    socket.write(said);
    return text(socket);
  };
  expect(await ask()).toBe("up ready 50%\n");
  state.load = 0.9;
  expect(await ask("GET / HTTP/1.1\r\n\r\n")).toBe("up ready 10%\n");
  await agent.close();
});

const haproxy = findProgram("haproxy");
it.skipIf(haproxy === undefined)("HAProxy sends new players where the load is low", async () => {
  const machines = [
    await startMachine({ load: 0.2, ready: true }),
    await startMachine({ load: 0.9, ready: true }),
  ];
  const ops = createServer((_request, response) => response.end()).listen(0, "127.0.0.1");
  await once(ops, "listening");
  const opsPort = (ops.address() as AddressInfo).port;
  const folder = await mkdtemp(join(tmpdir(), "doubloon-agent-"));
  const stats = join(folder, "stats");
  const replacements = [
    ["bind :443 ssl crt /etc/ssl/doubloon/doubloon.pem alpn http/1.1", `bind ${join(folder, "players")}`],
    ["maxconn 60000", `maxconn 100\n    stats socket ${stats} level admin`],
    ["port 9464 inter 5s", `port ${opsPort} inter 100ms`],
    ["agent-port 9465 agent-inter 2s", "agent-inter 50ms"],
    ["server first 10.0.0.11:8080", `server first 127.0.0.1:${opsPort} agent-port ${machines[0].agent.port}`],
    [
      "server second 10.0.0.12:8080",
      `server second 127.0.0.1:${opsPort} agent-port ${machines[1].agent.port}`,
    ],
  ] as const;
  let config = await readFile(inRepository("deploy/proxy/haproxy-machines.cfg"), "utf8");
  for (const [from, to] of replacements) {
    expect(config).toContain(from);
    config = config.replace(from, to);
  }
  await writeFile(join(folder, "haproxy.cfg"), config);
  const proxy = spawn(haproxy ?? "", ["-db", "-f", join(folder, "haproxy.cfg")], { stdio: "ignore" });
  const exited = once(proxy, "exit");
  try {
    /** State and effective weight of both servers. */
    const servers = async (): Promise<string[]> => {
      const socket = connect(stats);
      socket.end("show stat\n");
      const [names, ...lines] = (await text(socket)).split("\n").map((line) => line.split(","));
      const rows = lines.filter(([, server]) => server === "first" || server === "second");
      return rows.map((row) => `${row[names.indexOf("status")]} ${row[names.indexOf("weight")]}`);
    };
    const see = (states: string[]) =>
      vi.waitFor(async () => expect(await servers()).toEqual(states), { timeout: 30_000, interval: 20 });
    await see(["UP 80", "UP 10"]);
    machines[0].state.load = 0.7;
    machines[1].state.ready = false;
    await see(["UP 30", "DRAIN (agent) 10"]);
    machines[1].state.ready = true;
    machines[1].state.load = 0;
    await see(["UP 30", "UP 100"]);
  } finally {
    proxy.kill();
    await exited;
    ops.close();
    for (const { agent } of machines) await agent.close();
    await rm(folder, { recursive: true });
  }
});
