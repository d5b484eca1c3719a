// The versions of the running world, which its machine writes to Redis: a machine of other versions may not stand by, because
// every gateway would be refused once it leads. It compares only when a machine starts.
import { setTimeout as sleep } from "node:timers/promises";
import { VERSION as SAVE_VERSION } from "@doubloon/engine/saved/record";
import { z } from "zod";
import { LINK_VERSION } from "../../link/codec/packet.ts";
import { LinkError } from "../../link/linkError.ts";
import { contentMismatch, type LinkContent, linkContentShape } from "../../link/session/hello.ts";
import type { RedisBus } from "../redisBus.ts";
import type { RedisNames } from "../redisNames.ts";

export interface LapseTimes {
  /** Longer than a lease lasts without its holder, in ms. */
  readonly lapseMs: number;
  /** A lease that is free for this long is not that of a holder that was stalled, which takes it again, in ms. */
  readonly freeMs: number;
}

const LAPSE: LapseTimes = { lapseMs: 3_000, freeMs: 1_500 };
const LOOK_EVERY_MS = 100;

const versionsShape = z.object({
  link: z.int(),
  /** The version of its saves. */
  saves: z.int(),
  content: linkContentShape,
});
export type RunningVersions = z.infer<typeof versionsShape>;

export function versionsOf(content: LinkContent): RunningVersions {
  return { link: LINK_VERSION, saves: SAVE_VERSION, content };
}

/** For the machine that has begun to run the world. Rejects while Redis is away. */
export async function writeRunningVersions(
  { client }: RedisBus,
  { versions }: RedisNames,
  running: RunningVersions,
): Promise<void> {
  await client.set(versions, JSON.stringify(running));
}

/**
 * For a machine that is about to stand by. A lease whose holder has died lapses, stays free, and holds nobody up: this may be
 * the same machine, started again with another version.
 * @throws LinkError if a world of other versions runs
 */
export async function checkRunningVersions(
  { client }: RedisBus,
  { lease, versions }: RedisNames,
  own: RunningVersions,
  { lapseMs, freeMs }: LapseTimes = LAPSE,
): Promise<void> {
  const text = await client.get(versions);
  const why = text === null ? undefined : differences(own, text);
  if (why === undefined) return;
  let freeForMs = 0;
  for (let waitedMs = 0; waitedMs <= lapseMs || freeForMs > 0; waitedMs += LOOK_EVERY_MS) {
    freeForMs = (await client.get(lease)) === null ? freeForMs + LOOK_EVERY_MS : 0;
    if (freeForMs > freeMs) return;
    await sleep(LOOK_EVERY_MS);
  }
  throw new LinkError(
    `a world of another version runs (${why}): use the version that runs, or stop all machines before you start this one`,
  );
}

/** What keeps a machine from standing by, for the operator; undefined if nothing does. */
function differences(own: RunningVersions, text: string): string | undefined {
  const running = versionsShape.safeParse(parse(text)).data;
  if (running === undefined) return "its versions are not understood here";
  const { link, saves, content } = running;
  if (saves > own.saves) return `it saves in version ${saves}, this machine reads up to ${own.saves}`;
  return contentMismatch({ ...own.content, link: own.link }, { ...content, link }, "this machine");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
