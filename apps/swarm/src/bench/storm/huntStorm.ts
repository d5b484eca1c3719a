// The hunt of a storm of hunters: announced at a server under --qa before the players join, so that they spawn near it, and waited
// for until it runs and nearly all of them are in it. Reads the durations of the world's ticks meanwhile.
import { setTimeout as sleep } from "node:timers/promises";
import { ratio, rounded } from "../../lib/arithmetic.ts";
import { RunError } from "../../lib/program.ts";
import { type Target, urlOf } from "../../lib/target.ts";
import type { HuntKind, StormPlan } from "./stormPlan.ts";

/** From the last join to the countdown: the time to walk in. */
const WALK_SECONDS = 45;
/** How long the hunt may take to run with nearly everybody in it, beyond that. */
const GRACE_MS = 30_000;
const POLL_MS = 500;
/** A few may be stopped by the crowd on the way. */
const ENTERED_SHARE = 0.97;

/** Fields of a definition. Without tools, so that a probe takes the same time for all. */
const HUNTS: Readonly<Record<HuntKind, object>> = {
  hunters: { tools: [], waveSeconds: [600, 600, 600] },
  // Two chunks to a side, and one cache at a time: with thousands around it, it is found within seconds, and ten seconds later the
  // next one is open.
  cache: {
    tools: [],
    zone: { grown: { minChunks: 2, maxChunks: 2 } },
    waveSeconds: new Array<number>(12).fill(600),
    minCaches: 12,
    maxCaches: 12,
    mimicOneIn: 0,
    crownValue: 0,
  },
};

async function call<Answer>(target: Target, path: string, body?: object): Promise<Answer> {
  const response = await fetch(`${urlOf(target)}${path}`, {
    ...(body === undefined
      ? {}
      : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`/${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

/** Announces the hunt, which runs some time after the last player has joined. */
export async function announceHunt(
  { players, joinsPerSecond }: StormPlan,
  kind: HuntKind,
  target: Target,
): Promise<void> {
  const announceSeconds = Math.ceil(players / joinsPerSecond) + WALK_SECONDS;
  await call(target, "qa/hunts", { ...HUNTS[kind], definition: "governors-silver", announceSeconds });
}

/** Waits until the hunt runs and nearly all players are in it. @throws RunError with what is the case if that takes too long */
export async function untilHunting(players: number, target: Target): Promise<void> {
  const endMs = performance.now() + WALK_SECONDS * 1000 + GRACE_MS;
  for (;;) {
    const { hunts } = await call<{ hunts: { phase: string; hunters: number }[] }>(target, "hunts.json");
    const { phase, hunters } = hunts.at(0) ?? { phase: "not listed", hunters: 0 };
    if (phase === "running" && hunters >= ENTERED_SHARE * players) return;
    if (performance.now() > endMs)
      throw new RunError(`the hunt is ${phase} with ${hunters} hunters, expected running with ${players}`);
    await sleep(POLL_MS);
  }
}

/** Ticks of the world so far, by the bound of the histogram's bucket in seconds, each with all the shorter ones. */
export type TickCounts = ReadonlyMap<number, number>;

export function readTickCounts(metrics: string): TickCounts {
  const counts = new Map<number, number>();
  for (const [, bound, count] of metrics.matchAll(/^doubloon_tick_seconds_bucket\{le="([^"]+)"\} (\d+)$/gm))
    counts.set(bound === "+Inf" ? Number.POSITIVE_INFINITY : Number(bound), Number(count));
  return counts;
}

export async function tickCounts(opsUrl: string): Promise<TickCounts> {
  return readTickCounts(await (await fetch(`${opsUrl}metrics`)).text());
}

/** The 99th percentile of the ticks between two counts, in ms, drawn straight through its bucket. */
export function tickP99Ms(before: TickCounts, after: TickCounts): number {
  const bounds = [...after.keys()].sort((a, b) => a - b);
  const upTo = (bound: number): number => (after.get(bound) ?? 0) - (before.get(bound) ?? 0);
  const wanted = 0.99 * upTo(Number.POSITIVE_INFINITY);
  let [from, below] = [0, 0];
  for (const bound of bounds) {
    const count = upTo(bound);
    if (count >= wanted && Number.isFinite(bound))
      return rounded(1000 * (from + (bound - from) * ratio(wanted - below, count - below)), 2);
    if (!Number.isFinite(bound)) break;
    [from, below] = [bound, count];
  }
  return rounded(1000 * from, 2);
}
