// GET /fair/log.json: the public log of hunts, whole or what follows a number of entries. The log only grows, so readers fetch what
// they do not have, or ask whether it has changed; and all readers together are served at a bounded rate, so that a flood of
// requests for a long log does not take the gateway's time from players.
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import { isKnown } from "../lib/entityTag.ts";

/** All readers together get a piece this often, in ms: pieces are about 64 KB, so that is 16 MB a second. */
const PIECE_MS = 4;
/** So much of that time may be used at once, in ms: 16 MB go out without waiting. */
const BURST_MS = 1_000;
/** A reader who would wait longer for the first piece, in ms, is told to come back. */
const MAX_WAIT_MS = 5_000;

/** The public log of hunts. */
export interface LogPages {
  /** The number of its entries. */
  readonly length: number;
  /** Changes with the entries. */
  readonly tag: string;
  /** Pieces of JSON of a FairLog, or of what follows so many entries. */
  json(after?: number): Iterable<string>;
}

/** Turns of all readers, one after the other. */
export class ReadingPace {
  #dueMs = 0;

  /** How long the next turn is away, in ms. */
  waitMs(nowMs: number): number {
    return Math.max(0, this.#dueMs - nowMs);
  }

  /** Takes the next turn, and returns how long it is away, in ms. */
  take(nowMs: number): number {
    this.#dueMs = Math.max(this.#dueMs, nowMs - BURST_MS) + PIECE_MS;
    return this.waitMs(nowMs);
  }
}

/** Adds the route. */
export function fairLogRoute(app: FastifyInstance, log: LogPages, pace = new ReadingPace()): void {
  app.get<{ Querystring: { after?: string } }>("/fair/log.json", (request, reply) => {
    const given = request.query.after;
    const after = given === undefined ? undefined : /^\d{1,10}$/.test(given) ? Number(given) : Number.NaN;
    // Also for NaN.
    if (after !== undefined && !(after <= log.length))
      return reply
        .code(404)
        .header("cache-control", "no-store")
        .send({ error: `the log has ${log.length} entries, expected ?after= with at most that` });
    const tag = `"${log.tag}"`;
    reply.header("cache-control", "public, no-cache").header("etag", tag);
    if (isKnown(request, tag)) return reply.code(304).send();
    if (pace.waitMs(performance.now()) > MAX_WAIT_MS)
      return reply
        .code(503)
        .header("cache-control", "no-store")
        .header("retry-after", MAX_WAIT_MS / 1_000)
        .send({ error: "too many read the log at the moment" });
    reply.type("application/json");
    if (request.method === "HEAD") return reply.send();
    // The log may be larger than what memory holds: it is read as fast as it is taken.
    return reply.send(Readable.from(paced(log.json(after), pace), { objectMode: false }));
  });
}

async function* paced(pieces: Iterable<string>, pace: ReadingPace): AsyncGenerator<string> {
  for (const piece of pieces) {
    const waitMs = pace.take(performance.now());
    if (waitMs > 0) await sleep(waitMs);
    yield piece;
  }
}
