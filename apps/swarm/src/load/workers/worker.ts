// A part of the swarm that runs in some process. `LocalSquad` runs it in this one; remoteWorker.ts in a child.

import { type Glance, Players, type PlayersPlan } from "../players.ts";
import type { WorkerResult } from "../report.ts";
import type { Waypoint } from "../walkers/course.ts";

export interface Worker {
  /** Begins to bring the players in. */
  start(): void;
  /** Whether everybody is in or turned away, as last heard. */
  readonly settled: boolean;
  /** The newest look at it; undefined before the first. */
  readonly glance: Glance | undefined;
  /** Where its first player stood on joining, for a goal. */
  readonly place: Waypoint | undefined;
  /** From now on everybody walks to `goal`. */
  gather(goal: Waypoint): Promise<void>;
  measure(): void;
  /** Ends the measured window; everybody leaves. */
  harvest(): Promise<WorkerResult>;
}

export class LocalWorker implements Worker {
  readonly #fleet: Players;
  #place: Waypoint | undefined;
  #cpuBefore = process.cpuUsage();

  constructor(plan: PlayersPlan) {
    this.#fleet = new Players(
      plan,
      () => performance.now(),
      Math.random,
      ({ x, y }) => {
        this.#place ??= { x, y };
      },
    );
  }

  start(): void {
    this.#fleet.start();
  }

  get settled(): boolean {
    return this.#fleet.settled;
  }

  get glance(): Glance {
    return this.#fleet.glance();
  }

  get place(): Waypoint | undefined {
    return this.#place;
  }

  gather(goal: Waypoint): Promise<void> {
    return this.#fleet.gather(goal);
  }

  measure(): void {
    this.#fleet.measure();
    this.#cpuBefore = process.cpuUsage();
  }

  async harvest(): Promise<WorkerResult> {
    const { user, system } = process.cpuUsage(this.#cpuBefore);
    const harvest = this.#fleet.harvest();
    this.#fleet.close();
    return { ...harvest, cpuSeconds: (user + system) / 1e6 };
  }
}
