// The processes of the drill's island: Redis, worlds and gateways of any build, each with a data folder of its own, on free
// ports of loopback. Ends only processes that it has started.
import { type ChildProcess, execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { launchRedis } from "../../server/launchRedis.ts";
import { hasEnded, type LaunchedServer, launchServer, stopProcess } from "../../server/launchServer.ts";
import type { Build } from "./builds.ts";

const START_LIMIT_MS = 60_000;
/** A gateway that moves its players, or a world that is handed over, takes longer to stop. */
const STOP_LIMIT_MS = 90_000;
const HANDOVER_LIMIT_MS = 60_000;
const HANDOVER_RETRY_MS = 250;
const UP = /^Doubloon is up: (?:game|world) (http:\/\/[^/\s]+\/)[^\n]*\n/m;
const OPERATIONS = /^Operations: .* (http:\S+)$/m;
const run = promisify(execFile);

export type Role = "world" | "gateway";

export interface Machine {
  readonly build: Build;
  readonly role: Role;
  readonly url: string;
  readonly opsUrl: string;
  readonly data: string;
  readonly ended: boolean;
  /** The end of what it has printed. */
  output(): string;
  /** Tells it to end (SIGTERM), which moves players or hands the world over first. */
  stop(): Promise<void>;
}

export class Island {
  readonly #folder: string;
  readonly #redis: ChildProcess;
  readonly #flags: readonly string[];
  readonly #machines: LaunchedServer[] = [];
  #count = 0;

  private constructor(folder: string, redis: ChildProcess, flags: readonly string[]) {
    this.#folder = folder;
    this.#redis = redis;
    this.#flags = flags;
  }

  /** @throws Error if redis-server cannot be started */
  static async open(folder: string): Promise<Island> {
    const key = join(folder, "cluster.key");
    await writeFile(key, randomBytes(32).toString("hex"), { mode: 0o600 });
    const { child, url } = await launchRedis();
    const shared = ["--redis", url, "--cluster-key", key];
    const more = ["--port", "0", "--ops-port", "0", "--bots", "0", "--exempt-loopback"];
    return new Island(folder, child, [...shared, ...more, "--log-level", "warn"]);
  }

  /** @throws Error with its last output if it ends first */
  async start(build: Build, role: Role): Promise<Machine> {
    const data = join(this.#folder, `${role}-${++this.#count}`);
    const main = join(build.folder, "apps/server/src/main.ts");
    const launched = await launchServer({
      command: [process.execPath, main, ...this.#flags, "--role", role, "--data", data],
      ownGroup: false,
      ipc: false,
      upPattern: UP,
      limitMs: START_LIMIT_MS,
    });
    this.#machines.push(launched);
    const { url, child, output } = launched;
    return {
      build,
      role,
      url,
      opsUrl: OPERATIONS.exec(output())?.[1] ?? "",
      data,
      output,
      get ended() {
        return hasEnded(child);
      },
      stop: () => stopProcess(child, STOP_LIMIT_MS),
    };
  }

  /** Kills what still runs. */
  async close(): Promise<void> {
    await Promise.all(this.#machines.map(({ child }) => stopProcess(child, 0)));
    await stopProcess(this.#redis, 0);
  }
}

/** Hands the world of a machine over, once a standby is warm; returns what the command printed. */
export async function handOver({ build, data }: Machine): Promise<string> {
  const cli = join(build.folder, "apps/server/src/ops/cli.ts");
  const limitMs = performance.now() + HANDOVER_LIMIT_MS;
  for (;;) {
    try {
      const { stdout } = await run(process.execPath, [cli, "handover", "--data", data]);
      return stdout.trim();
    } catch (error) {
      if (performance.now() > limitMs) throw error;
      await sleep(HANDOVER_RETRY_MS);
    }
  }
}

/** What a machine answers at an address; undefined if it does not. */
export async function ask(url: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    return (await (await fetch(url)).json()) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
