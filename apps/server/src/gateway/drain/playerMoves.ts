// Moves players to other gateways: each is told first, with a delay of their own, and then the Engine.IO connection is closed
// without Socket.IO's disconnect packet, after which a client would not come back by itself. The mover stays in the world for a
// few seconds, so that the next gateway takes it over. What still comes for the player meanwhile goes there through the world.
// Decides no pace.

import type { PlayerId } from "@doubloon/shared/ids";
import { makeRefusal } from "@doubloon/shared/protocol/refusals";
import type { ErrorBoundary } from "../../lib/errorBoundary.ts";
import type { SessionKey, UndeliveredMessage } from "../../link/port.ts";
import type { Session } from "../session.ts";

/** A moved player's delay before they connect again, in ms: the least, and the range of what is added at random. */
const MIN_DELAY_MS = 50;
const DELAY_RANGE_MS = 250;
/** How long a moved player's mover waits in the world for its player, in ms: several times as long as the way takes. */
export const KEEP_MS = 3_000;
/** The most messages kept for a moved player, of which a new one replaces the oldest: several times what comes in KEEP_MS. */
const MAX_MISSED = 16;

/** A player on the way to another gateway, and the messages that came here meanwhile. */
interface MovedPlayer {
  readonly playerId: PlayerId;
  readonly missed: UndeliveredMessage[];
}

export interface PlayerMovesOptions {
  readonly sessions: Iterable<Session> & { readonly playingCount: number; readonly enteringCount: number };
  /** Marks a session as over; returns whether it has a mover, which stays in the world. */
  readonly markOver: (session: Session) => boolean;
  /** The mover of a session that is over leaves the world, unless another session controls it by now. */
  readonly leave: (session: Session) => void;
  /** Sends a message back to the world, for the player's present session. */
  readonly undelivered: (playerId: PlayerId, message: UndeliveredMessage) => void;
  readonly boundary: ErrorBoundary;
  /** A number from 0 to 1, to spread reconnects. */
  readonly random: () => number;
  /** Runs an action after that many ms. */
  readonly after: (ms: number, action: () => void) => void;
}

export class PlayerMoves {
  readonly #options: PlayerMovesOptions;
  /** True while new players are refused, so that they go to another gateway. */
  turnsAway = false;
  #moved = 0;
  /** Sessions that were moved and whose movers no other session has taken over yet. */
  readonly #onTheWay = new Map<SessionKey, MovedPlayer>();

  constructor(options: PlayerMovesOptions) {
    this.#options = options;
  }

  /** Players who are here, playing or entering. */
  get left(): number {
    const { playingCount, enteringCount } = this.#options.sessions;
    return playingCount + enteringCount;
  }

  /** Players who were moved and have not entered elsewhere yet, for KEEP_MS at most. */
  get onTheWay(): number {
    return this.#onTheWay.size;
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

  /** A message for a session that is not here, which nothing repeats: it is kept if its player is on the way. */
  missed(key: SessionKey, message: UndeliveredMessage): void {
    const player = this.#onTheWay.get(key);
    if (player !== undefined) keep(player, message);
  }

  /** A message for all players: everybody on the way misses it. */
  allMissed(message: UndeliveredMessage): void {
    for (const player of this.#onTheWay.values()) keep(player, message);
  }

  /** The world has given a session's mover to another one; returns whether the session was moved from here. */
  arrived(key: SessionKey): boolean {
    const player = this.#onTheWay.get(key);
    if (player === undefined) return false;
    this.#onTheWay.delete(key);
    const { boundary, undelivered } = this.#options;
    for (const message of player.missed) boundary.run("move", () => undelivered(player.playerId, message));
    return true;
  }

  #moveOne(session: Session): void {
    const { markOver, boundary, random } = this.#options;
    const { lane, connection, socket, piggybacked, broadcasts } = session;
    if (markOver(session)) this.#keep(session);
    boundary.run(
      "move",
      () => {
        // What waits for the next frame, such as an award, would not come any more.
        const waiting = [broadcasts?.bytes, piggybacked].filter((bytes) => bytes !== undefined);
        if (waiting.length > 0 && lane.clear) lane.write(Buffer.concat(waiting));
        socket.emit("farewell", makeRefusal("moving", Math.round(MIN_DELAY_MS + random() * DELAY_RANGE_MS)));
        connection.close();
      },
      () => lane.destroy(),
    );
  }

  #keep(session: Session): void {
    const { leave, boundary, after } = this.#options;
    this.#onTheWay.set(session.key, { playerId: session.socket.data.playerId, missed: [] });
    after(KEEP_MS, () => {
      if (this.#onTheWay.delete(session.key)) boundary.run("move", () => leave(session));
    });
  }
}

function keep({ missed }: MovedPlayer, message: UndeliveredMessage): void {
  missed.push(message);
  if (missed.length > MAX_MISSED) missed.shift();
}
