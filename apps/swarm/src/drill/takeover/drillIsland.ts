// The machines of a takeover drill, all on this one: a Redis, two machines that can run the world, and one with gateways. It
// ends only processes that it has started.
import { type ChildProcess, execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { launchRedis } from "../../server/launchRedis.ts";
import { doubloonCommand, hasEnded, type LaunchedServer, launchServer } from "../../server/launchServer.ts";

const OPS = fileURLToPath(new URL("../../../../server/src/ops/cli.ts", import.meta.url));
const START_LIMIT_MS = 60_000;
const LOOK_EVERY_MS = 20;
const UP = /^Doubloon is up: (?:game|world) (http:\/\/[^/\s]+\/)[^\n]*\n/m;

export interface WorldMachine {
  readonly data: string;
  readonly server: LaunchedServer;
}

export class DrillIsland {
  readonly url: string;
  readonly worlds: readonly WorldMachine[];
  readonly #processes: readonly ChildProcess[];
  readonly #folder: string;

  private constructor(
    url: string,
    worlds: readonly WorldMachine[],
    processes: readonly ChildProcess[],
    folder: string,
  ) {
    this.url = url;
    this.worlds = worlds;
    this.#processes = processes;
    this.#folder = folder;
  }

  /** Resolves when players can join. @throws Error if a program is missing or a server does not start */
  static async start(gateways: number): Promise<DrillIsland> {
    const folder = await mkdtemp(join(tmpdir(), "doubloon-takeover-"));
    const processes: ChildProcess[] = [];
    try {
      const redis = await launchRedis();
      processes.push(redis.child);
      const key = join(folder, "cluster.key");
      await writeFile(key, randomBytes(32).toString("hex"), { mode: 0o600 });
      const start = async (data: string, flags: readonly string[]): Promise<WorldMachine> => {
        const common = ["--redis", redis.url, "--cluster-key", key, "--data", data];
        const quiet = ["--port", "0", "--ops-port", "off", "--bots", "0", "--exempt-loopback"];
        const server = await launchServer({
          command: doubloonCommand([], [...common, ...quiet, ...flags]),
          ownGroup: true,
          ipc: false,
          upPattern: UP,
          limitMs: START_LIMIT_MS,
        });
        processes.push(server.child);
        return { data, server };
      };
      const worlds: WorldMachine[] = [];
      for (const name of ["one", "two"]) worlds.push(await start(join(folder, name), ["--role", "world"]));
      const front = await start(join(folder, "front"), ["--role", "gateway", "--gateways", String(gateways)]);
      return new DrillIsland(front.server.url, worlds, processes, folder);
    } catch (error) {
      for (const process of processes) endNow(process);
      throw error;
    }
  }

  /** The machine that runs the world; undefined if none does now. */
  async leader(): Promise<WorldMachine | undefined> {
    for (const world of this.worlds) if (await leads(world)) return world;
    return undefined;
  }

  /** Resolves when that machine, which stands by, could take the world over at once. */
  async warm({ server }: WorldMachine): Promise<void> {
    while (!/the standby is warm(?![\s\S]*the standby is cold)/.test(server.output()))
      await sleep(LOOK_EVERY_MS);
  }

  /** `npm run ops -- handover` on that machine; returns its ms. @throws Error with the refusal */
  async handOver({ data }: WorldMachine): Promise<number> {
    const { stdout } = await promisify(execFile)(process.execPath, [OPS, "handover", "--data", data]);
    const ms = /handed over in (\d+) ms/.exec(stdout)?.[1];
    if (ms === undefined) throw new Error(`ops handover says: ${stdout}`);
    return Number(ms);
  }

  /** Kills a machine without a word. */
  kill({ server }: WorldMachine): void {
    endNow(server.child);
  }

  async close(keep: boolean): Promise<void> {
    for (const process of this.#processes) endNow(process);
    await Promise.all(this.#processes.map((process) => hasEnded(process) || once(process, "exit")));
    if (!keep) await rm(this.#folder, { recursive: true, force: true });
  }
}

async function leads({ server }: WorldMachine): Promise<boolean> {
  if (hasEnded(server.child)) return false;
  try {
    const health: unknown = await (await fetch(`${server.url}healthz`)).json();
    return Object(health).status === "ok";
  } catch {
    return false;
  }
}

/** Kills a process group that was started here. */
function endNow(child: ChildProcess): void {
  if (child.pid === undefined || hasEnded(child)) return;
  process.kill(-child.pid, "SIGKILL");
}
