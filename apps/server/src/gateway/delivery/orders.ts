// A game master's orders: announcements and kicks. Each gateway carries them out among its own players; the others hear
// of them through Socket.IO's adapter, whatever it is. Not by `io.emit`: each gateway sends to its thousands in slices,
// says farewell with a reason, and answers how many it reached. Who may give orders is the console's business.
import type { PlayerId } from "@doubloon/shared/ids";
import type { Notice } from "@doubloon/shared/protocol/events";
import { z } from "zod";
import type { GameServer, Session } from "../session.ts";
import type { Sessions } from "../sessions.ts";
import type { PacedNotices } from "./pacedNotices.ts";

/** The longest notice, in UTF-16 code units: more than any console may send. */
const MAX_NOTICE_LENGTH = 1000;

const noticeShape = z.object({
  kind: z.enum(["info", "warning"]),
  text: z.string().min(1).max(MAX_NOTICE_LENGTH),
}) satisfies z.ZodType<Notice>;
const playerIdShape = z
  .string()
  .regex(/^[\w-]{22}$/)
  .transform((id) => id as PlayerId);

/** What gateways tell each other through the adapter; each answers how many players it reached. */
export interface OrderEvents {
  announce: (notice: Notice, answer: (reached: number) => void) => void;
  kick: (playerId: PlayerId, answer: (reached: number) => void) => void;
}

/** Both resolve to how many players were reached at all the gateways that have answered within a few seconds. */
export interface GatewayOrders {
  announce(notice: Notice): Promise<number>;
  kick(playerId: PlayerId): Promise<number>;
}

export interface GatewayOrdersOptions {
  readonly io: GameServer;
  /** Whether there may be other gateways; the in-memory adapter knows of none. */
  readonly others: boolean;
  readonly sessions: Sessions;
  readonly paced: PacedNotices;
  readonly endKicked: (session: Session) => void;
}

export function makeGatewayOrders({
  io,
  others,
  sessions,
  paced,
  endKicked,
}: GatewayOrdersOptions): GatewayOrders {
  function announceHere(notice: Notice): number {
    paced.send(sessions.playing, notice);
    return sessions.playingCount;
  }

  function kickHere(playerId: PlayerId): number {
    const kicked = [...sessions].filter(({ socket }) => socket.data.playerId === playerId);
    for (const session of kicked) endKicked(session);
    return kicked.length;
  }

  // Another gateway's orders are checked like a player's messages: what does not fit reaches nobody.
  io.on("announce", (notice, answer) => {
    const checked = noticeShape.safeParse(notice).data;
    reply(answer, checked === undefined ? 0 : announceHere(checked));
  });
  io.on("kick", (playerId, answer) => {
    const checked = playerIdShape.safeParse(playerId).data;
    reply(answer, checked === undefined ? 0 : kickHere(checked));
  });

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

function reply(answer: unknown, reached: number): void {
  if (typeof answer === "function") answer(reached);
}

/** A gateway that has just died does not answer; the others' answers are in the error. */
function partial(error: Error & { readonly responses?: readonly number[] }): readonly number[] {
  return Array.isArray(error.responses) ? error.responses : [];
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + (Number.isSafeInteger(count) ? Math.max(0, count) : 0), 0);
}
