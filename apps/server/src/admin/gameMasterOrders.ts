// The orders that a game master can give at the console. Validates and rate-limits them, and logs each with the name of
// its game master. Own rate limiter, because it runs on the console's clock, which tests step by hand.
import type { PlayerId } from "@doubloon/shared/ids";
import { type AdminOutcome, type AdminRefusal, MAX_ANNOUNCEMENT } from "@doubloon/shared/protocol/admin";
import type { Notice } from "@doubloon/shared/protocol/events";
import { z } from "zod";
import type { AdminClock } from "./adminClock.ts";
import { makeAdminRefusal } from "./refusal.ts";

/** Carries out orders at every gateway. Both methods resolve to the number of players reached. */
export interface OrderTakers {
  announce(notice: Notice): Promise<number>;
  kick(playerId: PlayerId): Promise<number>;
}

/** The log of the orders: a logger's `info` and `error`. */
export interface OrderLog {
  info(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

/** A game master may give ORDERS_PER_WINDOW orders in this time, in ms; further ones are refused with the time to wait. */
const WINDOW_MS = 10_000;
export const ORDERS_PER_WINDOW = 20;
/** Game masters with a window; the least recently active one is dropped first. */
const MAX_WINDOWS = 1_000;

const noticeShape = z.strictObject({
  kind: z.enum(["info", "warning"]),
  text: z.string().trim().min(1).max(MAX_ANNOUNCEMENT),
});
const playerIdShape = z.string().min(1).max(64);

export interface GameMasterOrders {
  /** Undefined if `notice` is not an announcement. */
  announce(gameMaster: string, notice: unknown): Promise<AdminOutcome> | undefined;
  /** Counts a request of a game master; returns why it is refused, undefined if it is not. */
  refusalOf(gameMaster: string): AdminRefusal | undefined;
  /** Undefined if `playerId` is not a player's id. */
  kick(gameMaster: string, playerId: unknown): Promise<AdminOutcome> | undefined;
}

export function createGameMasterOrders(
  takers: OrderTakers,
  clock: AdminClock,
  log: OrderLog,
): GameMasterOrders {
  const windows = new Map<string, { count: number; endsAtMs: number }>();

  /** Counts an order. Returns 0 if it is allowed, otherwise the ms to wait. */
  function waitOf(gameMaster: string): number {
    const nowMs = clock.nowMs();
    let window = windows.get(gameMaster);
    if (window === undefined || window.endsAtMs <= nowMs) window = { count: 0, endsAtMs: nowMs + WINDOW_MS };
    windows.delete(gameMaster);
    windows.set(gameMaster, window);
    if (windows.size > MAX_WINDOWS) windows.delete(windows.keys().next().value ?? "");
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
      log.error({ gameMaster, ...order, err: error }, `${what}: failed`);
      return { ok: false, refusal: makeAdminRefusal("failed") };
    }
  }

  return {
    refusalOf(gameMaster) {
      const waitMs = waitOf(gameMaster);
      return waitMs > 0 ? makeAdminRefusal("tooManyTries", waitMs) : undefined;
    },
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
