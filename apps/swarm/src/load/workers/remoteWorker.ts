// A squad in a child process, for more players than one process may hold descriptors or one core can drive.
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Glance, PlayersPlan } from "../players.ts";
import type { WorkerResult } from "../report.ts";
import type { Waypoint } from "../walkers/course.ts";
import type { Worker } from "./worker.ts";
import type { FromWorker, ToWorker } from "./workerMessages.ts";

const PROGRAM = fileURLToPath(new URL("./workerProcess.ts", import.meta.url));

export class RemoteWorker implements Worker {
  settled = false;
  glance: Glance | undefined;
  place: Waypoint | undefined;
  readonly #plan: PlayersPlan;
  readonly #child: ChildProcess;
  readonly #harvest: Promise<WorkerResult>;

  constructor(plan: PlayersPlan) {
    this.#plan = plan;
    this.#child = fork(PROGRAM, [], { serialization: "advanced" });
    this.#harvest = new Promise((resolve, reject) => {
      this.#child.on("message", (message: FromWorker) => {
        if (message.type === "harvest") resolve(message.harvest);
        else {
          this.settled = message.settled;
          this.glance = message.glance;
          this.place = message.place;
        }
      });
      this.#child.on("error", reject);
      this.#child.on("exit", (code) => reject(new Error(`a process of the swarm ended with code ${code}`)));
    });
    // Who ends early is noticed when the harvest is asked for; until then the promise waits unheard.
    this.#harvest.catch(() => {});
  }

  start(): void {
    this.#tell({ type: "start", plan: this.#plan });
  }

  async gather(goal: Waypoint): Promise<void> {
    this.#tell({ type: "gather", goal });
  }

  measure(): void {
    this.#tell({ type: "measure" });
  }

  async harvest(): Promise<WorkerResult> {
    this.#tell({ type: "harvest" });
    const harvest = await this.#harvest;
    this.#child.disconnect();
    return harvest;
  }

  #tell(message: ToWorker): void {
    if (this.#child.connected) this.#child.send(message);
  }
}
