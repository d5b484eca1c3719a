// A whole run: brings the victims in, measures them in quiet, attacks, and reports. Bounded in time throughout.
import { setTimeout as sleep } from "node:timers/promises";
import { attack } from "./attack.ts";
import { makeAttackCounts } from "./attackCounts.ts";
import { HealthWatch } from "./health/healthWatch.ts";
import type { HostileOptions } from "./hostileFlags.ts";
import { type HostileReport, makeHostileReport } from "./hostileReport.ts";
import { startVictims, type Victims } from "./victims/victims.ts";

const LOOK_EVERY_MS = 100;
/** The longest that bringing the victims in may take, beyond a second for each hundred of them. */
const JOIN_MS = 30_000;
/** With nothing listening for so long, there is nobody left to attack. */
const GIVE_UP_AFTER_MS = 5_000;
const JOINS_PER_SECOND = 200;

/** The victims could not join; the message is one line for the user. */
export class NoVictimsError extends Error {
  override readonly name = "NoVictimsError";
}

/**
 * Runs the attack and reports. `stop` ends it early: what happened until then is reported.
 * @throws NoVictimsError if not all victims came in
 */
export async function runHostile(
  options: HostileOptions,
  news: (line: string) => void,
  stop: AbortSignal,
): Promise<HostileReport> {
  const { target, victims: players } = options;
  const victims = startVictims({
    target,
    players,
    firstNumber: 1,
    inputsPerSecond: 1,
    joinsPerSecond: JOINS_PER_SECOND,
    stalledShare: 0,
    timedShare: 1,
    still: false,
  });
  const health = new HealthWatch(target);
  const counts = makeAttackCounts();
  try {
    await allIn(victims, options, stop);
    news(`${players} victims are in; measuring them for ${options.quietSeconds} s before the attack`);
    await victims.window();
    await pause(options.quietSeconds * 1000, stop);
    const before = await victims.window();
    const startMs = performance.now();
    const ended = AbortSignal.any([stop, AbortSignal.timeout(options.seconds * 1000)]);
    const down = new AbortController();
    const ticker = setInterval(() => {
      if (health.downMs > GIVE_UP_AFTER_MS) down.abort();
      const { glance } = victims;
      news(
        `connections ${counts.connections}  messages ${counts.messages}  restarts ${health.counter.restarts}  ` +
          `victims ${glance?.playing}/${players}  disconnects ${glance?.disconnects}  p95 ${glance?.p95Ms} ms`,
      );
    }, 1000);
    await attack(options, counts, AbortSignal.any([ended, down.signal])).finally(() => clearInterval(ticker));
    const seconds = (performance.now() - startMs) / 1000;
    const during = await victims.window();
    await health.end();
    return makeHostileReport({
      counts,
      serverRestarts: health.counter.restarts,
      healthUnanswered: health.unanswered,
      healthTrouble: health.trouble,
      seconds,
      players,
      before,
      during,
    });
  } finally {
    victims.close();
    await health.end();
  }
}

async function allIn(
  victims: Victims,
  { victims: players }: HostileOptions,
  stop: AbortSignal,
): Promise<void> {
  const endMs = performance.now() + JOIN_MS + players * 10;
  while (!victims.settled && performance.now() < endMs && !stop.aborted) await pause(LOOK_EVERY_MS, stop);
  const { glance } = victims;
  if (glance?.playing === players) return;
  const trouble = glance?.lastTrouble || "the server does not answer";
  throw new NoVictimsError(`${glance?.playing ?? 0} of ${players} victims could join: ${trouble}`);
}

async function pause(ms: number, stop: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal: stop }).catch(() => {});
}
