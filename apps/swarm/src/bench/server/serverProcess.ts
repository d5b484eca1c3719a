// A server under the bench: a process of its own, on the server's core, with the harness in it.
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Target } from "../../lib/target.ts";
import { ask } from "../../lib/requestReply.ts";
import { childrenWith, cpuMicros, rssKiB } from "./procfs.ts";
import type { FromServer, Gauge, ToServer } from "./serverMessages.ts";

const HARNESS = new URL("./serverHarness.ts", import.meta.url).href;
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 8_000;

/** A server's program and how to start it. */
export interface ServerPlan {
  /** From the repository's root. */
  readonly program: string;
  readonly args: readonly string[];
  readonly nodeFlags: readonly string[];
  /** Core to pin it to; undefined for any. */
  readonly core: number | undefined;
}

export class ServerProcess {
  readonly target: Target;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, target: Target) {
    this.#child = child;
    this.target = target;
  }

  /**
   * Starts a server and waits until it says where it listens.
   * @throws Error with the server's last words if it does not
   */
  static async start(plan: ServerPlan): Promise<ServerProcess> {
    const program = fileURLToPath(new URL(`../../../../../${plan.program}`, import.meta.url));
    const node = [
      process.execPath,
      "--expose-gc",
      ...plan.nodeFlags,
      "--import",
      HARNESS,
      program,
      ...plan.args,
    ];
    const pinned = plan.core === undefined ? node : ["taskset", "-c", String(plan.core), ...node];
    const child = spawn(pinned[0], pinned.slice(1), {
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      serialization: "advanced",
    });
    return new ServerProcess(child, await listening(child));
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

  /** What the harness says; with `collect` after a full garbage collection. */
  async gauge(collect: boolean): Promise<Gauge> {
    const question: ToServer = { type: "gauge", collect };
    return ask<FromServer>(this.#child, question, "the server");
  }

  /**
   * Kills one of its gateways, as a crash would; answers its process id.
   * @throws Error if it has none
   */
  killGateway(): number {
    const [gateway] = childrenWith(this.#pid, "gatewayProcess");
    if (gateway === undefined)
      throw new Error("the server has no gateway that could die, expected --gateways 2");
    process.kill(gateway, "SIGKILL");
    return gateway;
  }

  /** Ends it, by force if it takes too long. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once("exit", resolve));
    this.#child.kill("SIGTERM");
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), STOP_LIMIT_MS);
    await ended;
    clearTimeout(timer);
  }

  get #pid(): number {
    if (this.#child.pid === undefined) throw new Error("the server has no process");
    return this.#child.pid;
  }
}

function listening(child: ChildProcess): Promise<Target> {
  return new Promise((resolve, reject) => {
    let words = "";
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error(`a server of the bench did not start: ${words.slice(-500)}`));
    }, START_LIMIT_MS);
    const hear = (chunk: Buffer) => {
      words = (words + chunk).slice(-4000);
      // Peers say "up", Doubloon says where the game is after it has said where its operations are.
      const match = /(?:up: |game )http:\/\/(127\.0\.0\.1):(\d+)\//.exec(words);
      if (match === null) return;
      clearTimeout(timer);
      resolve({ host: match[1], port: Number(match[2]) });
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", (chunk: Buffer) => {
      words = (words + chunk).slice(-4000);
    });
    child.once("error", reject);
    child.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`a server of the bench ended with code ${code}: ${words.slice(-500)}`));
    });
  });
}
