// What the load of the bench needs of a client, whatever it speaks, and what all clients count into.
import type { Target } from "../../lib/target.ts";
import { msBetween, stampAt } from "../monotonicMicros.ts";
import { DeliveryTimes } from "./deliveryTimes.ts";

export interface PeerClient {
  /** Says that the player turns; headings are 0 to 63. Left out while the last bytes have not gone. */
  turn(heading: number): void;
  /** Reads what has come, if the client is not timed. */
  sip(): void;
  leave(): void;
}

export class PeerCounts {
  /** Clients that are in. */
  open = 0;
  /** Clients that were in and are no longer. */
  lost = 0;
  frames = 0;
  /** Everything that came, transport headers included. */
  bytes = 0;
  trouble = "";
  readonly times = new DeliveryTimes();

  /** A frame, and its stamp if it is timed, read at `performanceMs` of the local clock. */
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
