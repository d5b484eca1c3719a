// A model of a machine that sends frames, for tests of the governor: world, gateways, players and a neighbour share its
// cores, delays grow with utilization, and overload builds a backlog. Its time step is one second.
import type { Load } from "../feeds/governor.ts";

export interface MachineModelOptions {
  readonly cores: number;
  /** CPU time of one unit of work in all processes together, in µs. */
  readonly unitMicros: number;
  /** Cores used by everything but frames. */
  readonly fixedCores: number;
  /** From 0 to below 1; varies each second's delay by up to a fifth. */
  readonly random: () => number;
}

/** The share of the server's work done by one gateway, and by the world. */
const GATEWAY_FRACTION = 0.31;
const WORLD_FRACTION = 0.12;
/** The longest backlog, in ms: later frames are not sent. */
const MAX_BACKLOG_MS = 1_000;

export class MachineModel {
  readonly #options: MachineModelOptions;
  #backlogMs = 0;

  constructor(options: MachineModelOptions) {
    this.#options = options;
  }

  /** The measurements of one second with the given work, and a neighbour on `neighbourCores` cores. */
  second(work: number, neighbourCores: number): Omit<Load, "work"> {
    const { cores, unitMicros, fixedCores, random } = this.#options;
    const server = fixedCores + (work * unitMicros) / 1e6;
    const used = (server + neighbourCores) / cores;
    this.#backlogMs = Math.min(MAX_BACKLOG_MS, Math.max(0, this.#backlogMs + 1000 * (used - 1)));
    const waitingMs = (3 * used * used) / (1 - Math.min(used, 0.98));
    const gatewayMs = (1 + waitingMs + this.#backlogMs) * (0.8 + 0.4 * random());
    // A process that waits for a core counts as busy.
    const stretch = 1 + Math.min(used, 1) / 8;
    return {
      gatewayMs,
      worldMs: gatewayMs / 2,
      gatewayBusy: Math.min(1, GATEWAY_FRACTION * server * stretch),
      worldBusy: Math.min(1, WORLD_FRACTION * server * stretch),
      machineBusy: Math.min(1, used),
      ownFraction: Math.min(1, server / cores),
    };
  }
}
