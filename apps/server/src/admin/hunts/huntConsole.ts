// The part of the consoles' namespace that is about hunts: sends lists and the live map, and passes on orders and
// questions of game masters. It decides nothing about hunts itself.
import {
  type AdminHunt,
  type AdminHuntClientEvents,
  type AdminHuntServerEvents,
  type AuditEntry,
  type HuntOrder,
  type HuntOrderOutcome,
  type LiveMap,
  MAX_MAP_BYTES_PER_SECOND,
} from "@doubloon/shared/protocol/adminHunts";
import { type HuntSources, MAX_DRY_RUN_HUNTERS } from "./huntSources.ts";
import { readHuntNumber, readHuntOrder } from "./orderShape.ts";

/** The part of a console's Socket.IO socket that is used here. */
export interface HuntSocket {
  on(event: keyof AdminHuntClientEvents, listener: (...args: unknown[]) => void): unknown;
  emit<Event extends keyof AdminHuntServerEvents>(
    event: Event,
    ...payload: Parameters<AdminHuntServerEvents[Event]>
  ): unknown;
  disconnect(close: true): unknown;
}

/** What the namespace lends to the hunts of one console. */
export interface HuntConsoleParts {
  readonly sources: HuntSources;
  /** Wraps a listener: an error in it disconnects this console only. */
  readonly guard: (
    kind: string,
    listener: (...args: readonly unknown[]) => unknown,
  ) => (...args: unknown[]) => void;
  /** The game master, who must still be signed in; undefined (after an answer) if not. Counts the request. */
  readonly gameMaster: () => Promise<{ readonly name: string } | { readonly refused: string }>;
  /** Shows every player a line of text. */
  readonly announce: (name: string, text: string) => void;
  /** Whether the game master may open the places of caches. */
  readonly mayOpenPlaces: (name: string) => Promise<boolean>;
}

export interface HuntConsole {
  /** Sends what has changed. Called once a second. */
  update(): void;
}

const REFUSED_PLACES =
  "You may not open the places of caches. An operator grants the right with `npm run gamemaster -- places NAME on`.";

/** Adds the hunts to one console's connection. */
export function attachHunts(socket: HuntSocket, parts: HuntConsoleParts): HuntConsole {
  const { sources, guard, gameMaster, announce, mayOpenPlaces } = parts;
  let sentHunts: readonly AdminHunt[] | undefined;
  let sentAudit: readonly AuditEntry[] | undefined;
  let watching = false;
  /** What has been sent of the live map beyond what may be sent by now, in bytes. */
  let mapDebt = 0;

  function sendMap(): void {
    const map = sources.liveMap();
    if (map === undefined || mapDebt > 0) return;
    mapDebt += sizeOf(map);
    socket.emit("liveMap", map);
  }

  function update(): void {
    const hunts = sources.hunts();
    if (hunts !== sentHunts) socket.emit("hunts", hunts);
    sentHunts = hunts;
    const audit = sources.audit();
    if (audit !== sentAudit) socket.emit("audit", audit);
    sentAudit = audit;
    mapDebt = Math.max(0, mapDebt - MAX_MAP_BYTES_PER_SECOND);
    if (watching) sendMap();
  }

  /** Answers a request of the game master; a request that is not one of ours ends the connection. */
  function on(
    event: Exclude<keyof AdminHuntClientEvents, "watchMap">,
    carryOut: (name: string, args: readonly unknown[]) => Promise<object> | undefined,
  ): void {
    const listener = async (...given: readonly unknown[]): Promise<void> => {
      const answer = given.at(-1);
      if (typeof answer !== "function") return void socket.disconnect(true);
      const who = await gameMaster();
      if ("refused" in who) {
        answer(event === "dryRun" ? { ok: false, errors: [who.refused] } : { ok: false, text: who.refused });
        return;
      }
      const outcome = carryOut(who.name, given.slice(0, -1));
      if (outcome === undefined) return void socket.disconnect(true);
      answer(await outcome);
    };
    socket.on(event, guard(`admin ${event}`, listener));
  }

  socket.on(
    "watchMap",
    guard("admin watchMap", (raw) => {
      watching = raw === true;
      if (watching) sendMap();
    }),
  );
  on("huntOrder", (name, [raw]) => {
    const order = readHuntOrder(raw);
    return order && give(order, name);
  });
  on("huntCaches", (name, [raw]) => {
    const hunt = readHuntNumber(raw);
    return hunt === undefined ? undefined : openPlaces(hunt, name);
  });
  on("huntResults", (_, [raw]) => {
    const hunt = readHuntNumber(raw);
    return hunt === undefined ? undefined : sources.results(hunt);
  });
  on("huntDefinitions", () => sources.definitions());
  on("dryRun", (_, [definition, hunters]) =>
    Number.isInteger(hunters) && Number(hunters) >= 0 && Number(hunters) <= MAX_DRY_RUN_HUNTERS
      ? sources.dryRun(definition, Number(hunters))
      : undefined,
  );

  /** Gives an order; players are told why a hunt was cancelled. */
  async function give(order: HuntOrder, name: string): Promise<HuntOrderOutcome> {
    const title = "hunt" in order ? titleOf(order.hunt) : "";
    const outcome = await sources.order(order, name);
    if (outcome.ok && order.act === "cancel") announce(name, `${title} is cancelled: ${order.reason}`);
    return outcome;
  }

  function titleOf(hunt: number): string {
    return sources.hunts().find((row) => row.hunt === hunt)?.title ?? "The hunt";
  }

  async function openPlaces(hunt: number, name: string): Promise<object> {
    if (!(await mayOpenPlaces(name))) return { ok: false, text: REFUSED_PLACES };
    return sources.caches(hunt, name);
  }

  update();
  return { update };
}

function sizeOf({ players, loot, load }: LiveMap): number {
  return players.length + loot.length + load.length;
}
