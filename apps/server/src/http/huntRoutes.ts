// What anybody may see of hunts from outside: the list of hunts, the results of those that are over, the season. The list has no
// places; results have them, because nothing of a hunt that is over is secret. However many ask, a page is made once for each
// change, and the world is asked at a bounded rate.
import type {
  AdminHunt,
  AdminHuntAnswer,
  HuntResults,
  SeasonPage,
} from "@doubloon/shared/protocol/adminHunts";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { isKnown, type TaggedJson, tagged } from "../lib/entityTag.ts";
import { ResultPages } from "./resultPages.ts";

/** Where the pages come from: the world, or this gateway's copies. */
export interface HuntPages {
  /** The same array until something has changed. */
  hunts(): readonly AdminHunt[];
  results(hunt: number): Promise<AdminHuntAnswer<HuntResults>>;
  season(): Promise<AdminHuntAnswer<SeasonPage>>;
}

/** The world is asked for the season this often at most, in ms. */
const SEASON_MS = 2_000;
/** How long a cache may give out a list without asking, in seconds: the world makes it once a second. */
const LIST_SECONDS = 1;
const MAX_HUNT = 0xffff_ffff;
const IMMUTABLE = "public, max-age=31536000, immutable";

/** A hunt in `/hunts.json`. `number` is absent for a hunt that is scheduled. Times are Unix ms. */
type ListedHunt = Pick<
  AdminHunt,
  "title" | "kind" | "phase" | "startsAt" | "endsAt" | "zone" | "caches" | "cachesLeft" | "hunters"
> & { readonly number?: number; readonly commitment?: string };

/** Adds the routes. */
export function huntRoutes(app: FastifyInstance, pages: HuntPages): void {
  const list = madeOnce((hunts: readonly AdminHunt[]) => tagged(listedHunts(hunts)));
  app.get("/hunts.json", (request, reply) => sendTagged(list(pages.hunts()), request, reply));
  const results = new ResultPages(pages.results);
  app.get<{ Params: { name: string } }>("/hunts/:name", async (request, reply) => {
    const number = Number(/^(\d{1,10})\.json$/.exec(request.params.name)?.[1] ?? Number.NaN);
    if (!(number >= 1 && number <= MAX_HUNT)) {
      return reply
        .code(404)
        .send({ error: `nothing is at ${request.url.slice(0, 64)}, expected /hunts/N.json` });
    }
    const page = await results.get(number);
    if (page.ok) return reply.header("cache-control", IMMUTABLE).type("application/json").send(page.json);
    reply.header("cache-control", "no-store");
    if (page.busy) return reply.code(503).header("retry-after", 1).send({ error: page.text });
    return reply.code(404).send({ error: page.text });
  });
  const season = kept(() => pages.season());
  const seasonPage = madeOnce(tagged<SeasonPage>);
  app.get("/season.json", async (request, reply) => {
    const answer = await season();
    if (answer.ok) return sendTagged(seasonPage(answer.value), request, reply);
    return reply.code(503).header("cache-control", "no-store").send({ error: answer.text });
  });
}

function sendTagged({ text, tag }: TaggedJson, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.header("cache-control", `public, max-age=${LIST_SECONDS}`).header("etag", tag);
  if (isKnown(request, tag)) return reply.code(304).send();
  return reply.type("application/json").send(text);
}

/** Makes something anew only for another object than the last one. */
function madeOnce<From, Made>(make: (from: From) => Made): (from: From) => Made {
  let last: { readonly from: From; readonly made: Made } | undefined;
  return (from) => {
    if (last?.from !== from) last = { from, made: make(from) };
    return last.made;
  };
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
