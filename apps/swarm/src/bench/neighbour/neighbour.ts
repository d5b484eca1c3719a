// A neighbour: another process on the machine that uses CPU. It is started beforehand, so that its start does not disturb
// the measured window.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { NeighbourKind } from "./neighbourPlan.ts";

const PROGRAM = fileURLToPath(new URL("./neighbourProcess.ts", import.meta.url));

export class Neighbour {
  /** Resolves when the process has ended. */
  readonly ended: Promise<void>;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.ended = once(child, "exit").then(() => {});
  }

  /** Starts the process, which waits for `begin`. It runs for `limitMs` at most. */
  static async ready(kind: NeighbourKind, limitMs: number): Promise<Neighbour> {
    const child = fork(PROGRAM, [kind, String(limitMs)]);
    await once(child, "message");
    return new Neighbour(child);
  }

  begin(): void {
    this.#child.send("begin");
  }

  async stop(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.ended;
  }
}
