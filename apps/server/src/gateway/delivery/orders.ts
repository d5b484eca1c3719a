// Carries out a game master's orders: announcements and kicks. Each gateway handles its own players and passes the order
// on through Socket.IO's adapter. It does not use `io.emit`, because each gateway paces its sends, gives a reason and
// reports how many players it reached. Does not decide who may give orders: the console does.
import type { PlayerId } from "@doubloon/shared/ids";
import type { Notice } from "@doubloon/shared/protocol/events";
import { z } from "zod";
import { isPlayerId } from "../../tokens/playerId.ts";
import type { GameServer, Session } from "../session.ts";
import type { Sessions } from "../sessions.ts";
import type { PacedNotices } from "./pacedNotices.ts";

/** Maximum length of a notice, in UTF-16 code units: more than any console may send. */
const MAX_NOTICE_LENGTH = 1000;

const noticeShape = z.object({
  kind: z.enum(["info", "warning"]),
  text: z.string().min(1).max(MAX_NOTICE_LENGTH),
}) satisfies z.ZodType<Notice>;

/** Both resolve to the number of players reached at all gateways that answered within a few seconds. */
export interface GatewayOrders {
  announce(notice: Notice): Promise<number>;
  kick(playerId: PlayerId): Promise<number>;
}

export interface GatewayOrdersOptions {
  readonly io: GameServer;
  /** Whether there may be other gateways; the in-memory adapter knows none. */
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

  // Orders from other gateways are validated like a player's messages; an invalid one reaches nobody.
  io.on("announce", (notice, answer) => {
    const checked = noticeShape.safeParse(notice).data;
    reply(answer, checked === undefined ? 0 : announceHere(checked));
  });
  io.on("kick", (playerId: unknown, answer) => {
    reply(answer, isPlayerId(playerId) ? kickHere(playerId) : 0);
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

/** The answers received before a timeout, which the error carries: a gateway that has just died does not answer. */
function partial(error: Error & { readonly responses?: readonly number[] }): readonly number[] {
  return Array.isArray(error.responses) ? error.responses : [];
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + (Number.isSafeInteger(count) ? Math.max(0, count) : 0), 0);
}
