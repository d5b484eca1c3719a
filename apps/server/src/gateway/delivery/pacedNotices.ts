// Sends a notice to many players, a slice of them per turn of the event loop, so that no frame or heartbeat waits for all
// of them. Does not piggyback notices on frames: a notice may be about why no frames come.
import type { Notice } from "@doubloon/shared/protocol/events";
import type { Session } from "../session.ts";
import { eventFrame } from "../transport/eventFrame.ts";

/** Writes per turn: about a millisecond. */
const SLICE = 100;
/** Limit of queued notices; past it the oldest are sent at once. */
const MAX_QUEUED = 65_536;

interface Queued {
  readonly session: Session;
  readonly notice: Notice;
  readonly frame: Buffer;
}

export interface PacedNoticesOptions {
  /** Called with the error of a write, which must cost only this session. */
  readonly fail: (error: unknown, session: Session) => void;
  /** Runs a task in the next turn of the event loop; setImmediate by default. */
  readonly schedule?: (task: () => void) => void;
}

export class PacedNotices {
  readonly #fail: PacedNoticesOptions["fail"];
  readonly #schedule: (task: () => void) => void;
  #queue: Queued[] = [];
  #next = 0;
  #scheduled = false;

  constructor({ fail, schedule = setImmediate }: PacedNoticesOptions) {
    this.#fail = fail;
    this.#schedule = schedule;
  }

  /** Sends a notice to each of the sessions that still plays when its turn comes. */
  send(sessions: Iterable<Session>, notice: Notice): void {
    const frame = eventFrame("notice", notice);
    for (const session of sessions) this.#queue.push({ session, notice, frame });
    while (this.#queue.length - this.#next > MAX_QUEUED) this.#write(this.#queue[this.#next++]);
    this.#scheduleSlice();
  }

  #scheduleSlice(): void {
    if (this.#scheduled || this.#next === this.#queue.length) return;
    this.#scheduled = true;
    this.#schedule(() => {
      this.#scheduled = false;
      this.#sendSlice();
      this.#scheduleSlice();
    });
  }

  #sendSlice(): void {
    const end = Math.min(this.#queue.length, this.#next + SLICE);
    while (this.#next < end) this.#write(this.#queue[this.#next++]);
    if (this.#next < this.#queue.length) return;
    this.#queue = [];
    this.#next = 0;
  }

  #write({ session, notice, frame }: Queued): void {
    if (session.state !== "playing") return;
    const { lane } = session.connection;
    try {
      // While an earlier write is pending, the notice goes through Socket.IO's own queue.
      if (lane.clear) lane.write(frame);
      else session.socket.emit("notice", notice);
    } catch (error) {
      this.#fail(error, session);
    }
  }
}
