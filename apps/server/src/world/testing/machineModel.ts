// A model of a machine that sends frames, for tests of the governor: cores shared by world, gateways, players and a
// neighbour, delays that grow as the cores fill, and a backlog once there is more to do than they can. Time is by the second.
import type { Load } from "../feeds/governor.ts";

export interface MachineModelOptions {
  readonly cores: number;
  /** CPU time that a unit of work takes in all processes together, in µs. */
  readonly unitMicros: number;
  /** Cores taken by what is no frame. */
  readonly fixedCores: number;
  /** From 0 to below 1; each second's delay is spread by a fifth either way. */
  readonly random: () => number;
}

/** Of all that the server does, a gateway's and the world's part. */
const GATEWAY_PART = 0.31;
const WORLD_PART = 0.12;
/** The longest that anything waits, in ms: later frames are not sent. */
const MAX_BACKLOG_MS = 1_000;

export class MachineModel {
  readonly #options: MachineModelOptions;
  #backlogMs = 0;

  constructor(options: MachineModelOptions) {
    this.#options = options;
  }

  /** What a second with so much work a second, and a neighbour on so many cores, is measured as. */
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
      gatewayBusy: Math.min(1, GATEWAY_PART * server * stretch),
      worldBusy: Math.min(1, WORLD_PART * server * stretch),
      machineBusy: Math.min(1, used),
      ownPart: Math.min(1, server / cores),
    };
  }
}
