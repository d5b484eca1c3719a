// The server under a drill: started as an operator does, on one data folder and port, and killed as a power cut would,
// all its processes at once.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const PROGRAM = "apps/server/src/main.ts";
const MAIN = fileURLToPath(new URL(`../../../../${PROGRAM}`, import.meta.url));
const LAST_WORDS = 4_000;

export class DrillServer {
  readonly url: string;
  readonly #child: ChildProcess;
  /** What it logged last, to be shown if the drill fails. */
  readonly #words: () => string;

  private constructor(url: string, child: ChildProcess, words: () => string) {
    this.url = url;
    this.#child = child;
    this.#words = words;
  }

  /**
   * Resolves when players can come in.
   * @throws Error with its last words if the server ends before
   */
  static async start(data: string, port: number, gateways: number): Promise<DrillServer> {
    const flags = ["--data", data, "--port", String(port), "--gateways", String(gateways)];
    const more = ["--bots", "0", "--ops-port", "off", "--log-level", "warn"];
    // What the drill itself is told through the environment is not the server's.
    const env = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !name.startsWith("DOUBLOON_")),
    );
    const child = spawn(process.execPath, [MAIN, ...flags, ...more], {
      env,
      // A group of its own, so that one signal reaches the world and its gateways.
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let words = "";
    child.stderr.on("data", (chunk: Buffer) => {
      words = (words + chunk).slice(-LAST_WORDS);
    });
    for await (const line of createInterface(child.stdout)) {
      const url = /^Doubloon is up: game (http:\/\/\S+)/.exec(line)?.[1];
      if (url === undefined) continue;
      child.stdout.resume();
      return new DrillServer(url, child, () => words);
    }
    throw new Error(`the server ended before it was up:\n${words}`);
  }

  get lastWords(): string {
    return this.#words();
  }

  /** Whether it has ended by itself. */
  get ended(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** Kills every process of it; resolves when the world is gone. */
  async kill(): Promise<void> {
    if (this.#child.pid === undefined || this.ended) return;
    const exited = once(this.#child, "exit");
    process.kill(-this.#child.pid, "SIGKILL");
    await exited;
  }
}
