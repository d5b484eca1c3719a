// A whole run: joins the victims, measures them alone, attacks, and reports. Every phase has a time limit.
import { pause } from "../lib/pause.ts";
import { RunError } from "../lib/program.ts";
import { attack } from "./attack.ts";
import { makeAttackCounts } from "./attackCounts.ts";
import { HealthWatch } from "./health/healthWatch.ts";
import type { HostileOptions } from "./hostileFlags.ts";
import { type HostileReport, makeHostileReport } from "./hostileReport.ts";
import { startVictims, type Victims } from "./victims/victims.ts";

const POLL_MS = 100;
/** Longest join of the victims, on top of a second for each hundred of them. */
const JOIN_MS = 30_000;
/** The attack ends when nothing has listened for this long. */
const MAX_DOWN_MS = 5_000;
const JOINS_PER_SECOND = 200;

/** The victims could not join. */
export class NoVictimsError extends RunError {
  override readonly name = "NoVictimsError";
}

/**
 * Runs the attack and reports. `log` gets a line a second. `stop` ends the run early; the report covers the time until then.
 * @throws NoVictimsError if not all victims joined
 */
export async function runHostile(
  options: HostileOptions,
  log: (line: string) => void,
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
    await untilJoined(victims, options, stop);
    log(`${players} victims have joined; measuring them for ${options.quietSeconds} s before the attack`);
    await victims.window();
    await pause(options.quietSeconds * 1000, stop);
    const before = await victims.window();
    const startMs = performance.now();
    const ended = AbortSignal.any([stop, AbortSignal.timeout(options.seconds * 1000)]);
    const down = new AbortController();
    const ticker = setInterval(() => {
      if (health.downMs > MAX_DOWN_MS) down.abort();
      const { status } = victims;
      log(
        `connections ${counts.connections}  messages ${counts.messages}  restarts ${health.counter.restarts}  ` +
          `victims ${status?.playing}/${players}  disconnects ${status?.disconnects}  p95 ${status?.p95Ms} ms`,
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
      healthTrouble: health.lastError,
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

async function untilJoined(
  victims: Victims,
  { victims: players }: HostileOptions,
  stop: AbortSignal,
): Promise<void> {
  const endMs = performance.now() + JOIN_MS + players * 10;
  while (!victims.settled && performance.now() < endMs && !stop.aborted) await pause(POLL_MS, stop);
  const { status } = victims;
  if (status?.playing === players) return;
  const error = status?.lastError || "the server does not answer";
  throw new NoVictimsError(`${status?.playing ?? 0} of ${players} victims could join: ${error}`);
}
