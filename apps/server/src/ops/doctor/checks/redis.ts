// Redis as the server uses it: whether it can be reached, how fast it answers, its version and its clock. Writes
// nothing.
import { probeRedis } from "../../../redis/probeRedis.ts";
import { type Finding, grade, p95, reasonOf } from "../finding.ts";
import { compareClocks } from "./clock.ts";

const PINGS = 30;
/** Round trip in ms. Each message between world and gateways takes one, twenty times a second. */
const ROUND_TRIP_MS = { warn: 5, problem: 50 };
/** docs/operating-redis.md */
const MIN_MAJOR = 7;

export async function checkRedis(url: string): Promise<Finding[]> {
  try {
    const { roundTripsMs, version, ...reading } = await probeRedis(url, PINGS);
    return [
      roundTrip(p95(roundTripsMs)),
      checkRedisVersion(version),
      compareClocks("Redis's clock", { ...reading, exactMs: 1 }),
    ];
  } catch (error) {
    return [
      {
        check: "Redis",
        result: "problem",
        found: `cannot be used: ${reasonOf(error)}`,
        expected: "a Redis that answers at --redis",
        advice:
          "Start Redis, and compare --redis and the user's rights with docs/operating-redis.md; players stay connected and wait meanwhile.",
      },
    ];
  }
}

function roundTrip(ms: number): Finding {
  return {
    check: "Redis round trip",
    result: grade(ms, ROUND_TRIP_MS),
    found: `95 % of ${PINGS} answers within ${ms.toFixed(1)} ms`,
    expected: `at most ${ROUND_TRIP_MS.warn} ms`,
    advice: "Put Redis in the same network zone as the machines, on a core that nothing else keeps busy.",
  };
}

export function checkRedisVersion(version: string): Finding {
  const major = Number.parseInt(version, 10);
  return {
    check: "Redis version",
    result: major >= MIN_MAJOR ? "ok" : "problem",
    found: version,
    expected: `${MIN_MAJOR}.0 or newer`,
    advice: "Upgrade Redis before a rolling upgrade of the machines.",
  };
}
