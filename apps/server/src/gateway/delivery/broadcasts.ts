// Messages that are the same for all players: each is encoded once and piggybacked on every session's next frame. Sessions
// that wait for the same messages share one object, so that a frame with them is concatenated once for all. A newer message
// replaces an unsent one of its event.
import type { ServerToClientEvents } from "@doubloon/shared/protocol/events";
import { eventFrame } from "../transport/eventFrame.ts";

export type BroadcastEvent = "board" | "hunts" | "finds";

/** The messages that a session waits for, as they are written. */
export interface PendingBroadcasts {
  readonly byEvent: ReadonlyMap<BroadcastEvent, Buffer>;
  /** All of them concatenated. */
  readonly bytes: Buffer;
}

interface Waiting {
  broadcasts: PendingBroadcasts | undefined;
}

export class Broadcasts {
  /** What a newcomer gets: the newest board and hunts, and no finds. */
  #newest: PendingBroadcasts | undefined;

  get newest(): PendingBroadcasts | undefined {
    return this.#newest;
  }

  /** Adds a message to what each session waits for. */
  add<Event extends BroadcastEvent>(
    event: Event,
    payload: Parameters<ServerToClientEvents[Event]>[0],
    sessions: Iterable<Waiting>,
  ): void {
    const message = eventFrame(event, payload);
    /** By what a session waited for before: sessions that shared an object go on sharing one. */
    const after = new Map<PendingBroadcasts | undefined, PendingBroadcasts>();
    const add = (before: PendingBroadcasts | undefined): PendingBroadcasts => {
      const known = after.get(before);
      if (known !== undefined) return known;
      const byEvent = new Map(before?.byEvent).set(event, message);
      const added = { byEvent, bytes: Buffer.concat([...byEvent.values()]) };
      after.set(before, added);
      return added;
    };
    if (event !== "finds") this.#newest = add(this.#newest);
    for (const session of sessions) session.broadcasts = add(session.broadcasts);
  }
}
