// The server of a drill: started on one data folder and port as an operator does, and killed like in a power cut, all its
// processes at once.
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { doubloonCommand, hasEnded, type LaunchedServer, launchServer } from "../server/launchServer.ts";

const START_LIMIT_MS = 60_000;
/** The line that ends a start, complete. */
const UP = /^Doubloon is up: game (http:\/\/\S+)[^\n]*\n/m;

export class DrillServer {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #output: () => string;

  private constructor({ url, child, output }: LaunchedServer) {
    this.url = url;
    this.#child = child;
    this.#output = output;
  }

  /**
   * Resolves when players can join.
   * @throws Error with its last output if the server ends first
   */
  static async start(
    data: string,
    port: number,
    gateways: number,
    flags: readonly string[] = [],
  ): Promise<DrillServer> {
    const args = ["--data", data, "--port", String(port), "--gateways", String(gateways)];
    const more = ["--bots", "0", "--ops-port", "off", "--log-level", "warn"];
    return new DrillServer(
      await launchServer({
        command: doubloonCommand([], [...args, ...more, ...flags]),
        ownGroup: true,
        ipc: false,
        upPattern: UP,
        limitMs: START_LIMIT_MS,
      }),
    );
  }

  /** Its last output, for the error of a failed drill. */
  get lastOutput(): string {
    return this.#output();
  }

  /** Whether it has ended by itself. */
  get ended(): boolean {
    return hasEnded(this.#child);
  }

  /** Pids of its gateway processes. Linux only. */
  async children(): Promise<number[]> {
    const { pid } = this.#child;
    return (await readFile(`/proc/${pid}/task/${pid}/children`, "utf8"))
      .split(" ")
      .filter(Boolean)
      .map(Number);
  }

  /** Kills all its processes; resolves when the world's process has ended. */
  async kill(): Promise<void> {
    if (this.#child.pid === undefined || this.ended) return;
    const exited = once(this.#child, "exit");
    process.kill(-this.#child.pid, "SIGKILL");
    await exited;
  }
}
