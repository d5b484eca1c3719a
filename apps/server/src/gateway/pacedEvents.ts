// Events for many players at once, a slice of them in each turn of the event loop, so that no frame or heartbeat waits
// for all of them. An event's bytes are those that Socket.IO would write, made once however many get them, and go
// straight to each socket; whoever's last write has not left gets the event through Socket.IO's own queue.
import type { ServerToClientEvents } from "@doubloon/shared/protocol/events";
import { Encoder, PacketType } from "socket.io-parser";
import { textFrame } from "./binaryFrame.ts";
import type { Session } from "./session.ts";

/** Writes in one turn: about a millisecond. */
const SLICE = 100;
/** Events that may wait; beyond them the oldest are sent at once. */
const MAX_WAITING = 65_536;

type PacedEvent = "board" | "standing" | "notice";
type Payload<Event extends PacedEvent> = Parameters<ServerToClientEvents[Event]>[0];

interface Waiting {
  readonly session: Session;
  readonly frame: Buffer;
  /** Sends the same through Socket.IO. */
  readonly emit: (session: Session) => void;
}

export class PacedEvents {
  readonly #encoder = new Encoder();
  readonly #schedule: (task: () => void) => void;
  #waiting: Waiting[] = [];
  #next = 0;
  #scheduled = false;

  /** `schedule` runs a task in the next turn of the event loop. */
  constructor(schedule: (task: () => void) => void = setImmediate) {
    this.#schedule = schedule;
  }

  /** Sends an event to each of the sessions that still plays when its turn comes. */
  send<Event extends PacedEvent>(sessions: Iterable<Session>, event: Event, payload: Payload<Event>): void {
    const frame = this.#frameOf(event, payload);
    const emit = (session: Session): void => {
      if (event === "board") session.socket.emit("board", payload as Payload<"board">);
      else if (event === "standing") session.socket.emit("standing", payload as Payload<"standing">);
      else session.socket.emit("notice", payload as Payload<"notice">);
    };
    for (const session of sessions) this.#waiting.push({ session, frame, emit });
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

  #write({ session, frame, emit }: Waiting): void {
    if (session.state !== "playing") return;
    const { lane } = session.connection;
    if (lane.clear) lane.write(frame);
    else emit(session);
  }

  #frameOf(event: PacedEvent, payload: unknown): Buffer {
    const [packet] = this.#encoder.encode({ type: PacketType.EVENT, nsp: "/", data: [event, payload] });
    // Engine.IO's message packet is the digit 4 and the text.
    return textFrame(`4${packet}`);
  }
}
