// A server under the bench: a process of its own, pinned to the server's core, with the harness loaded into it.
import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { requestReply } from "../../lib/requestReply.ts";
import { parseTarget, type Target } from "../../lib/target.ts";
import { launchServer, stopProcess } from "../../server/launchServer.ts";
import { childrenWith, cpuMicros, rssKiB } from "./procfs.ts";
import type { FromServer, Gauge, ToServer } from "./serverMessages.ts";

const HARNESS = new URL("./serverHarness.ts", import.meta.url).href;
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 8_000;
/** Peers print "up"; Doubloon prints the game's address after the address of its operations. */
const UP = /(?:up: |game )(http:\/\/127\.0\.0\.1:\d+\/)/;

/** Doubloon's line about the port of its operations. */
const OPS = /^Operations: .* (http:\S+)$/m;

/** A server's program and how to start it. */
export interface ServerPlan {
  /** From the root of the repository. */
  readonly program: string;
  readonly args: readonly string[];
  readonly nodeFlags: readonly string[];
  /** Core to pin it to; undefined for any. */
  readonly core: number | undefined;
}

export class ServerProcess {
  readonly target: Target;
  readonly #child: ChildProcess;
  readonly #output: () => string;

  private constructor(child: ChildProcess, target: Target, output: () => string) {
    this.#child = child;
    this.target = target;
    this.#output = output;
  }

  /**
   * Starts a server and waits until it reports its address.
   * @throws Error with the server's last output if it does not
   */
  static async start({ program, args, nodeFlags, core }: ServerPlan): Promise<ServerProcess> {
    const node = [process.execPath, "--expose-gc", ...nodeFlags, "--import", HARNESS, program, ...args];
    const { child, url, output } = await launchServer({
      command: core === undefined ? node : ["taskset", "-c", String(core), ...node],
      ownGroup: false,
      ipc: true,
      upPattern: UP,
      limitMs: START_LIMIT_MS,
    });
    return new ServerProcess(child, parseTarget(url), output);
  }

  /** Where Doubloon serves /metrics. @throws Error if it does not */
  get opsUrl(): string {
    const [, url] = OPS.exec(this.#output()) ?? [];
    if (url === undefined)
      throw new Error(`the server has no ops port, expected --ops-port 0:\n${this.#output()}`);
    return url;
  }

  get cpuMicros(): number {
    return cpuMicros(this.#pid);
  }

  get rssKiB(): number {
    return rssKiB(this.#pid);
  }

  tell(message: ToServer): void {
    if (this.#child.connected) this.#child.send(message);
  }

  /** Reads the harness's figures; with `collect` after a full garbage collection. */
  async gauge(collect: boolean): Promise<Gauge> {
    const request: ToServer = { type: "gauge", collect };
    return requestReply<FromServer>(this.#child, request, "the server");
  }

  /**
   * Kills one of its gateways, as a crash would, and returns the gateway's process id.
   * @throws Error if it has none
   */
  killGateway(): number {
    const [gateway] = childrenWith(this.#pid, "gatewayProcess");
    if (gateway === undefined) throw new Error("the server has no gateway to kill, expected --gateways 2");
    process.kill(gateway, "SIGKILL");
    return gateway;
  }

  /** Ends it, by force if it takes too long. */
  async stop(): Promise<void> {
    await stopProcess(this.#child, STOP_LIMIT_MS);
  }

  get #pid(): number {
    if (this.#child.pid === undefined) throw new Error("the server has no process");
    return this.#child.pid;
  }
}

/**
 * Runs `use` with a server that keeps its data in a temporary folder; ends the server and deletes the folder afterwards.
 * `planIn` makes the plan for that folder.
 */
export async function withServer<Result>(
  planIn: (folder: string) => Promise<ServerPlan>,
  use: (server: ServerProcess) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "doubloon-bench-"));
  try {
    const server = await ServerProcess.start(await planIn(folder));
    try {
      return await use(server);
    } finally {
      await server.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
