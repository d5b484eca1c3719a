// Measures each second's load of world, gateways and machine, and lets the governor set the level of the room feeds.
// It reads no clock: the host calls it once a second.
import type { GatewayHealth, GatewayId } from "../../link/port.ts";
import type { WorldObserver } from "../worldObserver.ts";
import { fullPace, govern, type Pace } from "./governor.ts";
import { LagMeter } from "./lagMeter.ts";
import type { RoomFeeds, RoomRates } from "./roomFeeds.ts";

/** Measurements of this process and its machine; each may be missing. */
export interface LoadSources {
  /** Returns the given lag, in ms, if this process caused it, otherwise 0; by default every lag counts. */
  readonly ownLag?: (lagMs: number) => number;
  /** Fraction of the time since the last call in which this process's event loop was busy; 0 by default. */
  readonly busy?: () => number;
  /** This machine: its cores, and their total utilization since the last call, 0 to 1; ignored by default. */
  readonly machine?: { readonly cores: number; readonly busy: () => number };
}

export class RateControl {
  readonly #feeds: RoomFeeds;
  readonly #observer: WorldObserver;
  readonly #sources: LoadSources;
  readonly #lag = new LagMeter();
  readonly #health = new Map<GatewayId, GatewayHealth>();
  #pace: Pace = fullPace;

  constructor(feeds: RoomFeeds, observer: WorldObserver, sources: LoadSources) {
    this.#feeds = feeds;
    this.#observer = observer;
    this.#sources = sources;
  }

  /** A slot was sent `lateMs` after its time. */
  slotSent(lateMs: number): void {
    this.#lag.add(lateMs);
  }

  /** A gateway's health of the last second. */
  gatewayHealth(gateway: GatewayId, health: GatewayHealth): void {
    this.#health.set(gateway, health);
  }

  gatewayGone(gateway: GatewayId): void {
    this.#health.delete(gateway);
  }

  /** The frame rates of each room class, and the reason for them. */
  rates(): RoomRates[] {
    return this.#feeds.rates(this.#pace.reason);
  }

  /** Ends a second: sets the level of the next one. */
  endSecond(): void {
    const { ownLag, busy, machine } = this.#sources;
    let gatewayMs = 0;
    let gatewayBusy = 0;
    let gatewaysBusy = 0;
    for (const health of this.#health.values()) {
      gatewayMs = Math.max(gatewayMs, health.lagMs);
      gatewayBusy = Math.max(gatewayBusy, health.busy);
      gatewaysBusy += health.busy;
    }
    // The median: a pause makes many slots late for a moment, and lower rates would not have prevented it. Overload makes
    // half of all slots late.
    const lagMs = this.#lag.take(0.5);
    const worldMs = ownLag?.(lagMs) ?? lagMs;
    const worldBusy = busy?.() ?? 0;
    const machineBusy = machine?.busy() ?? 0;
    // Without gateway processes no frame waits for a core between two processes.
    const ownFraction = gatewaysBusy === 0 ? 0 : (worldBusy + gatewaysBusy) / (machine?.cores ?? 1);
    const work = this.#feeds.work();
    const load = { worldMs, gatewayMs, worldBusy, gatewayBusy, machineBusy, ownFraction, work };
    const pace = govern(this.#pace, load);
    if (pace.level !== this.#pace.level) this.#observer.paceChanged(pace);
    this.#pace = pace;
    this.#feeds.setLevel(pace.level);
  }
}
