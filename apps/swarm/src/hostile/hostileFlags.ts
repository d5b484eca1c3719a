// The command line of `npm run hostile`. It checks every flag, accepts only addresses of this machine, and connects to
// nothing.
import { integerFlag, numberFlag, parseFlags } from "../lib/flagReader.ts";
import { UsageError } from "../lib/program.ts";
import { parseTarget, type Target } from "../lib/target.ts";
import type { Behaviour } from "./behaviour.ts";
import { BEHAVIOURS } from "./behaviours/table.ts";

const HELP = `Usage: npm run hostile -- [flags]

Attacks a server with misbehaving connections, chosen by a seed, while well-behaved players are measured. Only against a
server on this machine. Ends when all connections are done, or after the given seconds.

  --url URL          the server, at an IPv4 loopback address     (http://127.0.0.1:8080/)
  --connections N    number of misbehaving connections           (2000; at most 10000000)
  --seconds S        longest duration of the attack              (60; at most 86400)
  --rate R           connections a second                        (N spread over nine tenths of S)
  --concurrency C    connections at one time                     (400; at most 10000)
  --addresses A      source addresses 127.x.x.x                  (250; at most 60000)
  --seed K           seed that chooses the misbehaviours         (1)
  --victims M        number of well-behaved players              (20; at most 10000)
  --quiet Q          seconds before the attack in which the victims are measured alone
                                                                 (10)
  --only A,B         only these misbehaviours
  --list             list all misbehaviours
  --json             print one object and nothing else
  --help             print this text

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
  | { readonly mode: "help"; readonly text: string }
  | { readonly mode: "list" }
  | { readonly mode: "attack"; readonly options: HostileOptions };

/** Share of the time in which connections start if no rate is given; the rest is for the last ones to end. */
const START_SHARE = 0.9;

/**
 * Reads the command line.
 * @throws UsageError for an unknown flag or a value that is out of range
 */
export function parseHostileFlags(args: readonly string[]): HostileCommand {
  const { values } = parseFlags(args, {
    options: {
      url: { type: "string", default: "http://127.0.0.1:8080/" },
      connections: { type: "string", default: "2000" },
      seconds: { type: "string", default: "60" },
      rate: { type: "string" },
      concurrency: { type: "string", default: "400" },
      addresses: { type: "string", default: "250" },
      seed: { type: "string", default: "1" },
      victims: { type: "string", default: "20" },
      quiet: { type: "string", default: "10" },
      only: { type: "string" },
      list: { type: "boolean" },
      json: { type: "boolean", default: false },
      help: { type: "boolean" },
    },
  });
  if (values.help) return { mode: "help", text: HELP };
  if (values.list) return { mode: "list" };
  const connections = integerFlag("--connections", values.connections, 1, 10_000_000);
  const seconds = numberFlag("--seconds", values.seconds, 0.1, 86_400);
  const options: HostileOptions = {
    target: hostileTarget(values.url),
    connections,
    seconds,
    connectionsPerSecond:
      values.rate === undefined
        ? connections / (seconds * START_SHARE)
        : numberFlag("--rate", values.rate, 0.1, 100_000),
    concurrency: integerFlag("--concurrency", values.concurrency, 1, 10_000),
    addresses: integerFlag("--addresses", values.addresses, 1, 60_000),
    seed: integerFlag("--seed", values.seed, 0, 0xffff_ffff),
    victims: integerFlag("--victims", values.victims, 1, 10_000),
    quietSeconds: numberFlag("--quiet", values.quiet, 0.1, 3_600),
    behaviours: values.only === undefined ? BEHAVIOURS : behavioursNamed(values.only),
    json: values.json,
  };
  return { mode: "attack", options };
}

/** Attackers connect from addresses 127.x.x.x, from which only IPv4 can be reached. */
function hostileTarget(text: string): Target {
  const { host, port } = parseTarget(text);
  if (host === "::1") throw new UsageError(`--url ${text}: expected an IPv4 address such as 127.0.0.1`);
  return { host: host === "localhost" ? "127.0.0.1" : host, port };
}

function behavioursNamed(names: string): Behaviour[] {
  return names.split(",").map((name) => {
    const behaviour = BEHAVIOURS.find((candidate) => candidate.name === name);
    if (behaviour !== undefined) return behaviour;
    throw new UsageError(`--only ${name}: no such misbehaviour, --list lists them all`);
  });
}
