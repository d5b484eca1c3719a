// The interface of a client for any peer, and the counters that all clients share.
import type { Target } from "../../lib/target.ts";
import { msBetween, stampAt } from "../monotonicMicros.ts";
import { DeliveryTimes } from "./deliveryTimes.ts";

export interface PeerClient {
  /** Sends a turn to `heading`, 0 to 63; skipped while earlier bytes have not left. */
  turn(heading: number): void;
  /** Reads what has arrived, if the client is untimed. */
  readDeferred(): void;
  leave(): void;
}

export class PeerCounts {
  /** Clients that have joined. */
  open = 0;
  /** Clients whose connection ended. */
  lost = 0;
  frames = 0;
  /** All received bytes, transport headers included. */
  bytes = 0;
  /** The last connection error, for people. */
  lastError = "";
  readonly times = new DeliveryTimes();

  /** Counts a frame, and times it by its stamp if it is timed; `performanceMs` is when it was read. */
  frame(stamp: number | undefined, performanceMs: number): void {
    this.frames++;
    if (stamp !== undefined) this.times.add(msBetween(stamp, stampAt(performanceMs)));
  }

  clear(): void {
    this.frames = 0;
    this.bytes = 0;
    this.times.clear();
  }
}

export interface PeerContext {
  readonly target: Target;
  readonly readBuffer: Uint8Array;
  readonly counts: PeerCounts;
}
