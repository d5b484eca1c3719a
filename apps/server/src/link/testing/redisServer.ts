// A redis-server for tests, on a free port and without persistence. The program is `redis-server` on the path, or the one
// named by DOUBLOON_TEST_REDIS.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { createInterface } from "node:readline";
import { freePort } from "../../lib/testing/freePort.ts";

const STARTS = 5;

export interface RedisServer {
  readonly port: number;
  readonly url: string;
  /** Kills the server; `start` starts an empty one on the same port. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

export interface RedisServerOptions {
  /** More settings, as `--name`, `value`. */
  readonly settings?: readonly string[];
  /** Whether the port uses TLS; the settings then name the certificate. */
  readonly tls?: boolean;
  /** The address to listen on; loopback by default. */
  readonly host?: string;
  /** A command that starts it, such as `ip netns exec NAME`, and must replace itself by it. */
  readonly within?: readonly string[];
}

/** @throws Error if the program is missing or does not start */
export async function startRedisServer(options: RedisServerOptions = {}): Promise<RedisServer> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    try {
      let child = await launch(port, options);
      return {
        port,
        url: `${options.tls === true ? "rediss" : "redis"}://${options.host ?? "127.0.0.1"}:${port}`,
        async stop() {
          if (child.exitCode !== null || child.signalCode !== null) return;
          const exited = once(child, "exit");
          child.kill("SIGKILL");
          await exited;
        },
        async start() {
          child = await launch(port, options);
        },
      };
    } catch (error) {
      if (attempt === STARTS) throw error;
    }
  }
}

async function launch(
  port: number,
  { settings = [], tls = false, host = "127.0.0.1", within = [] }: RedisServerOptions,
): Promise<ChildProcess> {
  const { DOUBLOON_TEST_REDIS: program = "redis-server" } = process.env;
  const ports = tls ? ["--port", "0", "--tls-port", String(port)] : ["--port", String(port)];
  const reach = ["--bind", host, "--protected-mode", "no"];
  const [command, ...args] = [...within, program, ...ports, ...reach];
  const storage = ["--save", "", "--appendonly", "no", "--dir", tmpdir()];
  const child = spawn(command, [...args, ...storage, ...settings], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child, "spawn");
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes("Ready to accept connections")) {
      child.stdout.resume();
      return child;
    }
  }
  throw new Error(`${program} on port ${port} ended before it was ready`);
}
