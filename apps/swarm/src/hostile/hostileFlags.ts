// The command line of the attack. It checks every flag, takes no address but one of this machine, and connects to nothing.
import { parseArgs } from "node:util";
import { parseTarget, type Target, UsageError } from "../lib/target.ts";
import type { Behaviour } from "./behaviour.ts";
import { BEHAVIOURS } from "./behaviours/table.ts";

export const HOSTILE_HELP = `Usage: npm run hostile -- [flags]

Misbehaves towards a server in every way its seed chooses, beside well-behaved players, and tells what became of them.
Only against a server on this machine. Ends when all connections are done, or the seconds are over.

  --url URL          the server, at an IPv4 loopback address     (http://127.0.0.1:8080/)
  --connections N    connections that misbehave                  (2000; at most 10000000)
  --seconds S        the longest that the attack may last        (60; at most 86400)
  --rate R           connections a second                        (N spread over nine tenths of S)
  --concurrency C    connections at one time                     (400; at most 10000)
  --addresses A      addresses 127.x.x.x from which they come    (250; at most 60000)
  --seed K           chooses who misbehaves how                  (1)
  --victims M        well-behaved players beside them            (20; at most 10000)
  --quiet Q          seconds before the attack in which the victims are measured alone
                                                                 (10)
  --only A,B         these misbehaviours alone
  --list             names all misbehaviours
  --json             print one object and nothing else
  --help             this text

Exit codes: 0 nothing restarted and no victim was disconnected, 1 otherwise, 2 a flag is wrong.
`;

export interface HostileOptions {
  readonly target: Target;
  readonly connections: number;
  readonly seconds: number;
  readonly connectionsPerSecond: number;
  readonly concurrency: number;
  readonly addresses: number;
  readonly seed: number;
  readonly victims: number;
  readonly quietSeconds: number;
  readonly behaviours: readonly Behaviour[];
  readonly json: boolean;
}

export type HostileCommand =
  | { readonly mode: "help" }
  | { readonly mode: "list" }
  | { readonly mode: "attack"; readonly options: HostileOptions };

/** Part of the time in which connections begin, if no rate is given; the rest is for the last ones to end. */
const BEGINNING = 0.9;

/**
 * Reads the command line.
 * @throws UsageError for an unknown flag or a value that is out of range
 */
export function parseHostileFlags(args: readonly string[]): HostileCommand {
  const values = read(args);
  if (values.help) return { mode: "help" };
  if (values.list) return { mode: "list" };
  const connections = integer("--connections", values.connections ?? "2000", 1, 10_000_000);
  const seconds = number("--seconds", values.seconds ?? "60", 0.1, 86_400);
  const options: HostileOptions = {
    target: hostileTarget(values.url ?? "http://127.0.0.1:8080/"),
    connections,
    seconds,
    connectionsPerSecond:
      values.rate === undefined
        ? connections / (seconds * BEGINNING)
        : number("--rate", values.rate, 0.1, 100_000),
    concurrency: integer("--concurrency", values.concurrency ?? "400", 1, 10_000),
    addresses: integer("--addresses", values.addresses ?? "250", 1, 60_000),
    seed: integer("--seed", values.seed ?? "1", 0, 0xffff_ffff),
    victims: integer("--victims", values.victims ?? "20", 1, 10_000),
    quietSeconds: number("--quiet", values.quiet ?? "10", 0.1, 3_600),
    behaviours: values.only === undefined ? BEHAVIOURS : chosen(values.only),
    json: values.json === true,
  };
  return { mode: "attack", options };
}

/** Attackers come from addresses 127.x.x.x, from which nothing but IPv4 can be reached. */
function hostileTarget(text: string): Target {
  const { host, port } = parseTarget(text);
  if (host === "::1") throw new UsageError(`--url ${text}: expected an IPv4 address such as 127.0.0.1`);
  return { host: host === "localhost" ? "127.0.0.1" : host, port };
}

function chosen(names: string): Behaviour[] {
  return names.split(",").map((name) => {
    const behaviour = BEHAVIOURS.find((candidate) => candidate.name === name);
    if (behaviour !== undefined) return behaviour;
    throw new UsageError(`--only ${name}: no such misbehaviour, --list names them all`);
  });
}

function read(args: readonly string[]) {
  const text = { type: "string" } as const;
  const yes = { type: "boolean" } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        url: text,
        connections: text,
        seconds: text,
        rate: text,
        concurrency: text,
        addresses: text,
        seed: text,
        victims: text,
        quiet: text,
        only: text,
        list: yes,
        json: yes,
        help: yes,
      },
    }).values;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(message.split(". ")[0].replace(/\n/g, " "));
  }
}

function number(flag: string, text: string, least: number, most: number): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isFinite(value) && value >= least && value <= most) return value;
  throw new UsageError(`${flag} ${text}: expected a number from ${least} to ${most}`);
}

function integer(flag: string, text: string, least: number, most: number): number {
  const value = number(flag, text, least, most);
  if (Number.isInteger(value)) return value;
  throw new UsageError(`${flag} ${text}: expected a whole number from ${least} to ${most}`);
}
