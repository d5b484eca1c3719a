// A part of the swarm that runs in some process. `LocalSquad` runs it in this one; remoteWorker.ts in a child.

import { Fleet, type FleetPlan, type Glance } from "../players.ts";
import type { SquadHarvest } from "../report.ts";
import type { Place } from "../walkers/course.ts";

export interface Squad {
  /** Begins to bring the players in. */
  start(): void;
  /** Whether everybody is in or turned away, as last heard. */
  readonly settled: boolean;
  /** The newest look at it; undefined before the first. */
  readonly glance: Glance | undefined;
  /** Where its first player stood on joining, for a goal. */
  readonly place: Place | undefined;
  /** From now on everybody walks to `goal`. */
  gather(goal: Place): Promise<void>;
  measure(): void;
  /** Ends the measured window; everybody leaves. */
  harvest(): Promise<SquadHarvest>;
}

export class LocalSquad implements Squad {
  readonly #fleet: Fleet;
  #place: Place | undefined;
  #cpuBefore = process.cpuUsage();

  constructor(plan: FleetPlan) {
    this.#fleet = new Fleet(
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

  get place(): Place | undefined {
    return this.#place;
  }

  gather(goal: Place): Promise<void> {
    return this.#fleet.gather(goal);
  }

  measure(): void {
    this.#fleet.measure();
    this.#cpuBefore = process.cpuUsage();
  }

  async harvest(): Promise<SquadHarvest> {
    const { user, system } = process.cpuUsage(this.#cpuBefore);
    const harvest = this.#fleet.harvest();
    this.#fleet.close();
    return { ...harvest, cpuSeconds: (user + system) / 1e6 };
  }
}
