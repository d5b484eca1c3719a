// What anybody may see of hunts from outside: the list of hunts, the results of those that are over, and the public log. The
// list has no places; results have them, because nothing of a hunt that is over is secret.
import { Readable } from "node:stream";
import type {
  AdminHunt,
  AdminHuntAnswer,
  HuntResults,
  SeasonPage,
} from "@doubloon/shared/protocol/adminHunts";
import type { FastifyInstance } from "fastify";

/** Where the pages come from: the world, or this gateway's copies. */
export interface HuntPages {
  hunts(): readonly AdminHunt[];
  results(hunt: number): Promise<AdminHuntAnswer<HuntResults>>;
  season(): Promise<AdminHuntAnswer<SeasonPage>>;
}

/** The world is asked for the season this often at most, in ms. */
const SEASON_MS = 2_000;
const MAX_HUNT = 0xffff_ffff;
const IMMUTABLE = "public, max-age=31536000, immutable";

/** A hunt in `/hunts.json`. `number` is absent for a hunt that is scheduled. Times are Unix ms. */
type ListedHunt = Pick<
  AdminHunt,
  "title" | "kind" | "phase" | "startsAt" | "endsAt" | "zone" | "caches" | "cachesLeft" | "hunters"
> & { readonly number?: number; readonly commitment?: string };

/** The public log of hunts. */
export interface LogPages {
  /** The number of its entries. */
  readonly length: number;
  /** Pieces of JSON of a FairLog, or of what follows so many entries. */
  json(after?: number): Iterable<string>;
}

/** Adds the routes. */
export function huntRoutes(app: FastifyInstance, pages: HuntPages, log: LogPages): void {
  app.get("/hunts.json", (_request, reply) =>
    reply.header("cache-control", "no-store").send(listedHunts(pages.hunts())),
  );
  app.get<{ Params: { name: string } }>("/hunts/:name", async (request, reply) => {
    const number = Number(/^(\d{1,10})\.json$/.exec(request.params.name)?.[1] ?? Number.NaN);
    if (!(number >= 1 && number <= MAX_HUNT)) {
      return reply
        .code(404)
        .send({ error: `nothing is at ${request.url.slice(0, 64)}, expected /hunts/N.json` });
    }
    const answer = await pages.results(number);
    if (!answer.ok) return reply.code(404).header("cache-control", "no-store").send({ error: answer.text });
    return reply.header("cache-control", IMMUTABLE).send(answer.value);
  });
  const season = kept(() => pages.season());
  app.get("/season.json", async (_request, reply) => {
    const answer = await season();
    reply.header("cache-control", "no-store");
    return answer.ok ? answer.value : reply.code(503).send({ error: answer.text });
  });
  app.get<{ Querystring: { after?: string } }>("/fair/log.json", (request, reply) => {
    reply.header("cache-control", "no-store");
    const given = request.query.after;
    const after = given === undefined ? undefined : /^\d{1,10}$/.test(given) ? Number(given) : Number.NaN;
    // Also for NaN.
    if (after !== undefined && !(after <= log.length))
      return reply
        .code(404)
        .send({ error: `the log has ${log.length} entries, expected ?after= with at most that` });
    // The log may be larger than what memory holds: it is read as fast as it is taken.
    return reply.type("application/json").send(Readable.from(log.json(after), { objectMode: false }));
  });
}

/** Asks at most once in SEASON_MS; in between everybody gets the last answer. */
function kept<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  let askedMs = 0;
  return () => {
    const nowMs = performance.now();
    if (answer === undefined || nowMs - askedMs >= SEASON_MS) {
      askedMs = nowMs;
      answer = ask();
    }
    return answer;
  };
}

/** What `/hunts.json` holds. */
export interface HuntPage {
  /** Announced, running and archived ones, the newest first. */
  readonly hunts: readonly ListedHunt[];
  /** The next one of each definition with a schedule, the soonest first. */
  readonly scheduled: readonly ListedHunt[];
}

export function listedHunts(hunts: readonly AdminHunt[]): HuntPage {
  const isScheduled = ({ phase }: AdminHunt): boolean => phase === "scheduled";
  return {
    hunts: hunts.filter((hunt) => !isScheduled(hunt)).map(listed),
    scheduled: hunts.filter(isScheduled).map(listed),
  };
}

function listed(hunt: AdminHunt): ListedHunt {
  const { hunt: number, title, kind, phase, startsAt, endsAt, zone, caches, cachesLeft, hunters } = hunt;
  return {
    ...(number === undefined ? {} : { number, commitment: hunt.commitment }),
    title,
    kind,
    phase,
    startsAt,
    endsAt,
    zone,
    caches,
    cachesLeft,
    hunters,
  };
}
