// What a game master can order from the console, and the checks before it is done: only what fits, and only so often.
// Every order is logged with the name of who gave it.

import type { PlayerId } from "@doubloon/shared/ids";
import { type AdminOutcome, MAX_ANNOUNCEMENT } from "@doubloon/shared/protocol/admin";
import type { Notice } from "@doubloon/shared/protocol/events";
import { z } from "zod";
import type { AdminClock } from "./adminClock.ts";
import { makeAdminRefusal } from "./refusal.ts";

/** Carries orders out at every gateway; both resolve to how many players were reached. */
export interface OrderTakers {
  announce(notice: Notice): Promise<number>;
  kick(playerId: PlayerId): Promise<number>;
}

/** Where orders are written down: a logger's `info` and `error`. */
export interface OrderLog {
  info(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

/** Orders of one game master in this time, in ms; more are refused with the time to wait. */
const WINDOW_MS = 10_000;
export const ORDERS_PER_WINDOW = 20;
/** Game masters whose orders are counted; the one heard longest ago is forgotten first. */
const MASTERS_COUNTED = 1_000;

const noticeShape = z.strictObject({
  kind: z.enum(["info", "warning"]),
  text: z.string().trim().min(1).max(MAX_ANNOUNCEMENT),
});
const playerIdShape = z.string().min(1).max(64);

export interface GameMasterOrders {
  /** Undefined if what came is no announcement. */
  announce(gameMaster: string, notice: unknown): Promise<AdminOutcome> | undefined;
  /** Undefined if what came is no player's id. */
  kick(gameMaster: string, playerId: unknown): Promise<AdminOutcome> | undefined;
}

export function createGameMasterOrders(
  takers: OrderTakers,
  clock: AdminClock,
  log: OrderLog,
): GameMasterOrders {
  const windows = new Map<string, { count: number; endsAtMs: number }>();

  /** Counts an order; 0 if it may go ahead, or in how many ms to try again. */
  function waitOf(gameMaster: string): number {
    const nowMs = clock.nowMs();
    let window = windows.get(gameMaster);
    if (window === undefined || window.endsAtMs <= nowMs) window = { count: 0, endsAtMs: nowMs + WINDOW_MS };
    windows.delete(gameMaster);
    windows.set(gameMaster, window);
    if (windows.size > MASTERS_COUNTED) windows.delete(windows.keys().next().value ?? "");
    if (window.count >= ORDERS_PER_WINDOW) return window.endsAtMs - nowMs;
    window.count++;
    return 0;
  }

  async function carryOut(
    gameMaster: string,
    order: object,
    what: string,
    run: () => Promise<number>,
  ): Promise<AdminOutcome> {
    const waitMs = waitOf(gameMaster);
    if (waitMs > 0) return { ok: false, refusal: makeAdminRefusal("tooManyTries", waitMs) };
    try {
      const reached = await run();
      log.info({ gameMaster, ...order, reached }, what);
      return { ok: true, reached };
    } catch (error) {
      log.error({ gameMaster, ...order, err: error }, `${what}, which failed`);
      return { ok: false, refusal: makeAdminRefusal("failed") };
    }
  }

  return {
    announce(gameMaster, raw) {
      const notice = noticeShape.safeParse(raw).data;
      if (notice === undefined) return undefined;
      return carryOut(gameMaster, { notice }, "a game master announces", () => takers.announce(notice));
    },
    kick(gameMaster, raw) {
      const playerId = playerIdShape.safeParse(raw).data as PlayerId | undefined;
      if (playerId === undefined) return undefined;
      return carryOut(gameMaster, { playerId }, "a game master kicks a player", () => takers.kick(playerId));
    },
  };
}
