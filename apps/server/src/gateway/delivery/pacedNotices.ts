// Notices to many players at once, a slice of them in each turn of the event loop, so that no frame or heartbeat waits
// for all of them. They do not ride on frames, since they may be about why no frames come. Whoever's last write has not
// left gets the notice through Socket.IO's own queue.
import type { Notice } from "@doubloon/shared/protocol/events";
import type { Session } from "../session.ts";
import { eventFrame } from "../transport/eventFrame.ts";

/** Writes in one turn: about a millisecond. */
const SLICE = 100;
/** Notices that may wait; beyond them the oldest are sent at once. */
const MAX_WAITING = 65_536;

interface Waiting {
  readonly session: Session;
  readonly notice: Notice;
  readonly frame: Buffer;
}

export class PacedNotices {
  readonly #schedule: (task: () => void) => void;
  #waiting: Waiting[] = [];
  #next = 0;
  #scheduled = false;

  /** `schedule` runs a task in the next turn of the event loop. */
  constructor(schedule: (task: () => void) => void = setImmediate) {
    this.#schedule = schedule;
  }

  /** Sends a notice to each of the sessions that still plays when its turn comes. */
  send(sessions: Iterable<Session>, notice: Notice): void {
    const frame = eventFrame("notice", notice);
    for (const session of sessions) this.#waiting.push({ session, notice, frame });
    while (this.#waiting.length - this.#next > MAX_WAITING) this.#write(this.#waiting[this.#next++]);
    this.#arm();
  }

  #arm(): void {
    if (this.#scheduled || this.#next === this.#waiting.length) return;
    this.#scheduled = true;
    this.#schedule(() => {
      this.#scheduled = false;
      this.#slice();
      this.#arm();
    });
  }

  #slice(): void {
    const end = Math.min(this.#waiting.length, this.#next + SLICE);
    while (this.#next < end) this.#write(this.#waiting[this.#next++]);
    if (this.#next < this.#waiting.length) return;
    this.#waiting = [];
    this.#next = 0;
  }

  #write({ session, notice, frame }: Waiting): void {
    if (session.state !== "playing") return;
    const { lane } = session.connection;
    if (lane.clear) lane.write(frame);
    else session.socket.emit("notice", notice);
  }
}
