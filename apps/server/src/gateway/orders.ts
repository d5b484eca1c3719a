// A game master's orders: announcements and kicks. Each gateway carries them out among its own players; the others hear
// of them through Socket.IO's adapter, whatever it is. Not by `io.emit`: each gateway sends to its thousands in slices,
// says farewell with a reason, and answers how many it reached. Who may give orders is the console's business.
import type { PlayerId } from "@doubloon/shared/ids";
import type { Notice } from "@doubloon/shared/protocol/events";
import type { PacedNotices } from "./pacedNotices.ts";
import type { GameServer, Session } from "./session.ts";
import type { Sessions } from "./sessions.ts";

/** What gateways tell each other through the adapter; each answers how many players it reached. */
export interface OrderEvents {
  announce: (notice: Notice, answer: (reached: number) => void) => void;
  kick: (playerId: PlayerId, answer: (reached: number) => void) => void;
}

/** Both resolve to how many players were reached at all the gateways that have answered within a few seconds. */
export interface Orders {
  announce(notice: Notice): Promise<number>;
  kick(playerId: PlayerId): Promise<number>;
}

export interface OrdersOptions {
  readonly io: GameServer;
  /** Whether there may be other gateways; the in-memory adapter knows of none. */
  readonly others: boolean;
  readonly sessions: Sessions;
  readonly paced: PacedNotices;
  readonly endKicked: (session: Session) => void;
}

export function makeOrders({ io, others, sessions, paced, endKicked }: OrdersOptions): Orders {
  function announceHere(notice: Notice): number {
    paced.send(sessions.playing, notice);
    return sessions.playingCount;
  }

  function kickHere(playerId: PlayerId): number {
    const kicked = [...sessions].filter(({ socket }) => socket.data.playerId === playerId);
    for (const session of kicked) endKicked(session);
    return kicked.length;
  }

  io.on("announce", (notice, answer) => answer(announceHere(notice)));
  io.on("kick", (playerId, answer) => answer(kickHere(playerId)));

  return {
    async announce(notice) {
      const here = announceHere(notice);
      return others ? here + sum(await io.serverSideEmitWithAck("announce", notice).catch(partial)) : here;
    },
    async kick(playerId) {
      const here = kickHere(playerId);
      return others ? here + sum(await io.serverSideEmitWithAck("kick", playerId).catch(partial)) : here;
    },
  };
}

/** A gateway that has just died does not answer; the others' answers are in the error. */
function partial(error: Error & { readonly responses?: readonly number[] }): readonly number[] {
  return error.responses ?? [];
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
