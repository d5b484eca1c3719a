// One part of the swarm, running in some process. `LocalWorker` runs it in this process; remoteWorker.ts in a child.

import type { Waypoint } from "../../walking/straightWalk.ts";
import { Players, type PlayersPlan, type PlayersStatus } from "../players.ts";
import type { WorkerResult } from "../report.ts";

export interface Worker {
  /** Starts to join the players. */
  start(): void;
  /** Whether every player has joined or was rejected for good, as last reported. */
  readonly settled: boolean;
  /** The latest status; undefined before the first report. */
  readonly status: PlayersStatus | undefined;
  /** Where its first player stood on joining; the default hotspot. */
  readonly firstPosition: Waypoint | undefined;
  /** Sends all players to `goal`. */
  gather(goal: Waypoint): Promise<void>;
  /** Starts the measured window. */
  measure(): void;
  /** Ends the measured window; all players leave. */
  finish(): Promise<WorkerResult>;
}

export class LocalWorker implements Worker {
  readonly #players: Players;
  #firstPosition: Waypoint | undefined;
  #cpuBefore = process.cpuUsage();

  constructor(plan: PlayersPlan) {
    this.#players = new Players(
      plan,
      () => performance.now(),
      Math.random,
      ({ x, y }) => {
        this.#firstPosition ??= { x, y };
      },
    );
  }

  start(): void {
    this.#players.start();
  }

  get settled(): boolean {
    return this.#players.settled;
  }

  get status(): PlayersStatus {
    return this.#players.status();
  }

  get firstPosition(): Waypoint | undefined {
    return this.#firstPosition;
  }

  gather(goal: Waypoint): Promise<void> {
    return this.#players.gather(goal);
  }

  measure(): void {
    this.#players.measure();
    this.#cpuBefore = process.cpuUsage();
  }

  async finish(): Promise<WorkerResult> {
    const { user, system } = process.cpuUsage(this.#cpuBefore);
    const result = this.#players.result();
    this.#players.close();
    return { ...result, cpuSeconds: (user + system) / 1e6 };
  }
}
