// Moves players to other gateways: each is told first, with a delay of their own, and then the Engine.IO connection is closed
// without Socket.IO's disconnect packet, after which a client would not come back by itself. Decides no pace.
import { makeRefusal } from "@doubloon/shared/protocol/refusals";
import type { ErrorBoundary } from "../../lib/errorBoundary.ts";
import type { Session } from "../session.ts";

/** A moved player's delay before they connect again, in ms: the least, and the range of what is added at random. */
const MIN_DELAY_MS = 50;
const DELAY_RANGE_MS = 250;

export interface PlayerMovesOptions {
  readonly sessions: Iterable<Session> & { readonly playingCount: number; readonly enteringCount: number };
  /** Marks a session as over; its mover leaves the world. */
  readonly release: (session: Session) => void;
  readonly boundary: ErrorBoundary;
  /** A number from 0 to 1, to spread reconnects. */
  readonly random: () => number;
}

export class PlayerMoves {
  readonly #options: PlayerMovesOptions;
  /** True while new players are refused, so that they go to another gateway. */
  turnsAway = false;
  #moved = 0;

  constructor(options: PlayerMovesOptions) {
    this.#options = options;
  }

  /** Players who are here, playing or entering. */
  get left(): number {
    const { playingCount, enteringCount } = this.#options.sessions;
    return playingCount + enteringCount;
  }

  /** Players moved since the start of the process. */
  get moved(): number {
    return this.#moved;
  }

  /** Moves at most `count` players; returns how many. */
  move(count: number): number {
    const chosen: Session[] = [];
    for (const session of this.#options.sessions) {
      if (chosen.length >= count) break;
      chosen.push(session);
    }
    for (const session of chosen) this.#moveOne(session);
    this.#moved += chosen.length;
    return chosen.length;
  }

  #moveOne(session: Session): void {
    const { release, boundary, random } = this.#options;
    const { lane, connection, socket, piggybacked } = session;
    release(session);
    boundary.run(
      "move",
      () => {
        // What waits for the next frame, such as an award, would not come any more.
        if (piggybacked !== undefined && lane.clear) lane.write(piggybacked);
        socket.emit("farewell", makeRefusal("moving", Math.round(MIN_DELAY_MS + random() * DELAY_RANGE_MS)));
        connection.close();
      },
      () => lane.destroy(),
    );
  }
}
