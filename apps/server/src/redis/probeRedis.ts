// Measures a Redis for the operator: round trips, version, clock. Writes nothing, keeps no connection, and sends only commands
// that the documented user may send.
import { createClient } from "redis";

const CONNECT_MS = 3_000;
/** A connection that has received nothing for this long is given up, in ms. */
const SILENT_MS = 5_000;

export interface RedisProbe {
  readonly roundTripsMs: readonly number[];
  /** "unknown" if Redis does not tell. */
  readonly version: string;
  /** Redis's clock, and this machine's right before asking and right after the answer, in Unix ms. */
  readonly otherMs: number;
  readonly beforeMs: number;
  readonly afterMs: number;
}

/** Rejects with the client's error if Redis cannot be reached or refuses a command. */
export async function probeRedis(url: string, pings: number): Promise<RedisProbe> {
  const socket = { connectTimeout: CONNECT_MS, socketTimeout: SILENT_MS, reconnectStrategy: false } as const;
  const client = createClient({ url, socket });
  // Errors reach the caller through the commands that fail.
  client.on("error", () => {});
  try {
    await client.connect();
    const roundTripsMs: number[] = [];
    for (let i = 0; i < pings; i++) {
      const startedMs = performance.now();
      await client.ping();
      roundTripsMs.push(performance.now() - startedMs);
    }
    const version = versionOf(await client.sendCommand(["HELLO"]));
    const beforeMs = Date.now();
    const [seconds, microseconds] = (await client.sendCommand(["TIME"])) as unknown as [string, string];
    const afterMs = Date.now();
    const otherMs = Number(seconds) * 1_000 + Number(microseconds) / 1_000;
    return { roundTripsMs, version, otherMs, beforeMs, afterMs };
  } finally {
    if (client.isOpen) client.destroy();
  }
}

/** HELLO answers names and values in turn, or an object, depending on the protocol. */
function versionOf(hello: unknown): string {
  const pairs = Array.isArray(hello) ? hello : Object.entries(Object(hello)).flat();
  const at = pairs.indexOf("version");
  return at < 0 ? "unknown" : String(pairs[at + 1]);
}
