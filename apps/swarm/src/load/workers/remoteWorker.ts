// A worker in a child process, for more players than one process may hold descriptors for or one core can drive.
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Waypoint } from "../../walking/straightWalk.ts";
import type { PlayersPlan, PlayersStatus } from "../players.ts";
import type { WorkerResult } from "../report.ts";
import type { Worker } from "./worker.ts";
import type { FromWorker, ToWorker } from "./workerMessages.ts";

const PROGRAM = fileURLToPath(new URL("./workerProcess.ts", import.meta.url));

export class RemoteWorker implements Worker {
  settled = false;
  status: PlayersStatus | undefined;
  firstPosition: Waypoint | undefined;
  readonly #plan: PlayersPlan;
  readonly #child: ChildProcess;
  readonly #result: Promise<WorkerResult>;

  constructor(plan: PlayersPlan) {
    this.#plan = plan;
    this.#child = fork(PROGRAM, [], { serialization: "advanced" });
    this.#result = new Promise((resolve, reject) => {
      this.#child.on("message", (message: FromWorker) => {
        if (message.type === "result") resolve(message.result);
        else {
          this.settled = message.settled;
          this.status = message.status;
          this.firstPosition = message.firstPosition;
        }
      });
      this.#child.on("error", reject);
      this.#child.on("exit", (code) => reject(new Error(`a process of the swarm ended with code ${code}`)));
    });
    // An early end is reported by `finish`; until then nothing awaits the promise.
    this.#result.catch(() => {});
  }

  start(): void {
    this.#send({ type: "start", plan: this.#plan });
  }

  async gather(goal: Waypoint): Promise<void> {
    this.#send({ type: "gather", goal });
  }

  measure(): void {
    this.#send({ type: "measure" });
  }

  async finish(): Promise<WorkerResult> {
    this.#send({ type: "finish" });
    const result = await this.#result;
    this.#child.disconnect();
    return result;
  }

  #send(message: ToWorker): void {
    if (this.#child.connected) this.#child.send(message);
  }
}
