// Watches from inside Redis which machine writes the world: every write to the lease and the published records, with the
// address of the connection that made it. It sees writes that scripts make, and changes nothing.
import { createClient } from "redis";
import { makeRedisNames } from "../../redis/redisNames.ts";

const NAMES = makeRedisNames("doubloon");
const WRITES = new Set(["SET", "DEL", "PEXPIRE", "HSET", "HDEL"]);
/** `TIME [DATABASE ADDRESS:PORT] "COMMAND" "KEY" "VALUE"`; a script's commands follow it, with `lua` for the address. */
const LINE = /^\S+ \[\d+ (\S+?)(?::\d+)?\] "(\w+)"(?: "([^"]*)")?(?: "([^"]*)")?/;

export interface LeadershipTerm {
  /** The token of the lease. */
  readonly token: string;
  /** The address of the machine that leads. */
  readonly address: string;
}

export interface RedisWrites {
  /** The leadership terms so far, one for each time the lease moved to another machine, the newest last. */
  readonly terms: readonly LeadershipTerm[];
  /** Writes by machines that did not hold the lease at that moment. */
  readonly foreign: readonly string[];
  /** Number of writes to the published records so far. */
  readonly published: number;
  close(): void;
}

/** Watches the Redis behind a Unix domain socket, which no cut of a network reaches. */
export async function watchRedisWrites(socketPath: string): Promise<RedisWrites> {
  const client = createClient({ socket: { path: socketPath, reconnectStrategy: false } });
  client.on("error", () => {});
  await client.connect();
  const terms: LeadershipTerm[] = [];
  const foreign: string[] = [];
  let published = 0;
  let address = "";
  await client.monitor((line: string) => {
    const [, from = "", command = "", key = "", value = ""] = LINE.exec(String(line)) ?? [];
    if (from !== "lua") address = from;
    const name = command.toUpperCase();
    if (!WRITES.has(name) || (key !== NAMES.lease && key !== NAMES.records)) return;
    if (key === NAMES.records && name === "HSET") published++;
    const holder = terms.at(-1);
    if (key === NAMES.lease && name === "SET") {
      if (holder?.address !== address) terms.push({ token: value, address });
    } else if (holder?.address !== address) {
      foreign.push(`${address} ${name} ${key}, held by ${holder?.address}`);
    }
  });
  return {
    terms,
    foreign,
    get published() {
      return published;
    },
    close: () => client.destroy(),
  };
}
