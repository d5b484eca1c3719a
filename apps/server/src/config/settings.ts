// The operator's settings, one row each: flag, variable, default, validation. A new setting is a row here; the fields of
// Config follow from the rows, and `npm run ops -- config docs` writes the README's table from them.
import { z } from "zod";
import { trustProxies } from "../lib/clientAddress.ts";

export interface Setting {
  readonly flag: string;
  readonly variable: string;
  readonly fallback: string;
  readonly schema: z.ZodType<string | number | boolean | readonly string[], string>;
  /** Completes "expected ..." in an error. */
  readonly expected: string;
  readonly what: string;
  /** The flag means "true" without a value. */
  readonly toggle?: boolean;
  /** The value is a path in the file system. */
  readonly path?: boolean;
  /** The value may hold a password, which no message shows. */
  readonly secret?: boolean;
}

function integer(min: number, max: number) {
  return z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max));
}

const nonEmpty = z.string().min(1);
const proxyBlocks = z
  .string()
  .transform((text) => (text === "" ? [] : text.split(",").map((block) => block.trim())))
  .refine(areProxyBlocks);

function areProxyBlocks(blocks: readonly string[]): boolean {
  try {
    trustProxies(blocks);
    return true;
  } catch {
    return false;
  }
}

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "silent"] as const;
const ROLES = ["all", "world", "gateway"] as const;
/** All frame rates, in frames a second. */
export const FRAME_RATES = [20, 10, 5, 4, 2] as const;

export const settings = {
  config: {
    flag: "config",
    variable: "DOUBLOON_CONFIG",
    fallback: "",
    schema: z.string(),
    expected: "a JSON file",
    what: "JSON file with settings, one field each, named like the flag in camel case; flags and variables override it",
    path: true,
  },
  port: {
    flag: "port",
    variable: "DOUBLOON_PORT",
    fallback: "8080",
    schema: integer(0, 65_535),
    expected: "a port from 0 (any free one) to 65535",
    what: "port to listen on; 0 takes a free one",
  },
  host: {
    flag: "host",
    variable: "DOUBLOON_HOST",
    fallback: "127.0.0.1",
    schema: z.string().regex(/^[A-Za-z0-9.:_-]{1,253}$/),
    expected: "an address or a host name",
    what: "address to listen on",
  },
  opsPort: {
    flag: "ops-port",
    variable: "DOUBLOON_OPS_PORT",
    fallback: "9464",
    schema: z.union([z.literal("off"), integer(0, 65_535)]),
    expected: "a port from 0 (any free one) to 65535, or off",
    what: "port of /metrics, /livez and /readyz; off for none; if the default port is taken, they are not served",
  },
  opsHost: {
    flag: "ops-host",
    variable: "DOUBLOON_OPS_HOST",
    fallback: "127.0.0.1",
    schema: z.string().regex(/^[A-Za-z0-9.:_-]{1,253}$/),
    expected: "an address or a host name",
    what: "address of the ops port",
  },
  agentPort: {
    flag: "agent-port",
    variable: "DOUBLOON_AGENT_PORT",
    fallback: "off",
    schema: z.union([z.literal("off"), integer(0, 65_535)]),
    expected: "a port from 0 (any free one) to 65535, or off",
    what: "port, at the ops port's address, at which HAProxy's agent-check asks how many new players this machine should get",
  },
  podDeletionCost: {
    flag: "pod-deletion-cost",
    variable: "DOUBLOON_POD_DELETION_COST",
    fallback: "false",
    schema: z.enum(["true", "false"]).transform((text) => text === "true"),
    expected: "true or false",
    what: "in a pod of Kubernetes: keeps the pod's deletion cost at its number of players, so that the emptiest gateway is removed first",
    toggle: true,
  },
  bots: {
    flag: "bots",
    variable: "DOUBLOON_BOTS",
    fallback: "30",
    schema: integer(0, 10_000),
    expected: "a number from 0 to 10000",
    what: "number of bots that play along; 0 for none",
  },
  hunts: {
    flag: "hunts",
    variable: "DOUBLOON_HUNTS",
    fallback: "on",
    schema: z.enum(["on", "off"]),
    expected: "on or off",
    what: "whether hunts are announced by schedule; off leaves them to the game masters",
  },
  seed: {
    flag: "seed",
    variable: "DOUBLOON_SEED",
    fallback: "1",
    schema: integer(0, 4_294_967_295),
    expected: "a number from 0 to 4294967295",
    what: "seed of a new world",
  },
  data: {
    flag: "data",
    variable: "DOUBLOON_DATA",
    fallback: "data",
    schema: nonEmpty,
    expected: "a folder",
    what: "folder that stores the world and the game masters",
    path: true,
  },
  map: {
    flag: "map",
    variable: "DOUBLOON_MAP",
    fallback: "maps/archipelago.tmj",
    schema: nonEmpty,
    expected: "a Tiled map",
    what: "map file saved by Tiled (.tmj, .json or .tmx)",
    path: true,
  },
  mapRoot: {
    flag: "map-root",
    variable: "DOUBLOON_MAP_ROOT",
    fallback: "",
    schema: z.string(),
    expected: "a folder",
    what: "folder that must contain all files that the map refers to; by default the parent of the map's folder",
    path: true,
  },
  gateways: {
    flag: "gateways",
    variable: "DOUBLOON_GATEWAYS",
    fallback: "0",
    schema: integer(0, 64),
    expected: "a number from 0 to 64",
    what: "number of gateway processes; 0 runs world and gateway in one process",
  },
  redis: {
    flag: "redis",
    variable: "DOUBLOON_REDIS",
    fallback: "",
    schema: z.string().regex(/^(rediss?:\/\/\S{1,1000})?$/),
    expected: "an address like redis://HOST:6379",
    what: "Redis that connects several machines that share one world",
    secret: true,
  },
  redisPrefix: {
    flag: "redis-prefix",
    variable: "DOUBLOON_REDIS_PREFIX",
    fallback: "doubloon",
    schema: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
    expected: "1 to 64 letters, digits, _ or -",
    what: "prefix of all names in Redis; islands that share a Redis need different prefixes",
  },
  clusterKey: {
    flag: "cluster-key",
    variable: "DOUBLOON_CLUSTER_KEY",
    fallback: "",
    schema: z.string(),
    expected: "a file with 64 hex digits",
    what: "file with the key that all machines of an island share; by default cluster.key in the data folder, created if missing",
    path: true,
  },
  role: {
    flag: "role",
    variable: "DOUBLOON_ROLE",
    fallback: "all",
    schema: z.enum(ROLES),
    expected: `one of ${ROLES.join(", ")}`,
    what: "with --redis, the role of this machine: world, gateway or all; one world runs, the others are on standby",
  },
  console: {
    flag: "console",
    variable: "DOUBLOON_CONSOLE",
    fallback: "on",
    schema: z.enum(["on", "off"]).transform((text) => text === "on"),
    expected: "on or off",
    what: "serves the console at /admin/; off at gateways for players alone, since each data folder has its own game masters",
  },
  frameRate: {
    flag: "frame-rate",
    variable: "DOUBLOON_FRAME_RATE",
    fallback: "10",
    schema: z
      .enum(["20", "10", "5", "4", "2"])
      .transform((text) => Number(text) as (typeof FRAME_RATES)[number]),
    expected: `one of ${FRAME_RATES.join(", ")}`,
    what: "maximum frames per second sent to a player; fewer under load",
  },
  joinsPerSecond: {
    flag: "joins-per-second",
    variable: "DOUBLOON_JOINS_PER_SECOND",
    fallback: "1500",
    schema: integer(1, 1_500),
    expected: "a number from 1 to 1500",
    what: "maximum players that a gateway admits per second; fewer under load, and the others wait",
  },
  drainSeconds: {
    flag: "drain-seconds",
    variable: "DOUBLOON_DRAIN_SECONDS",
    fallback: "60",
    schema: integer(0, 3_600),
    expected: "a number from 0 to 3600",
    what: "longest time in which a gateway that is to stop moves its players to other gateways; 0 for none",
  },
  maxConnections: {
    flag: "max-connections",
    variable: "DOUBLOON_MAX_CONNECTIONS",
    fallback: "18000",
    schema: integer(0, 18_000),
    expected: "a number from 0 to 18000",
    what: "maximum connections of a gateway; from 95 % of it on, /readyz says that it is not ready; 0 for no players, only the console",
  },
  staleMs: {
    flag: "stale-ms",
    variable: "DOUBLOON_STALE_MS",
    fallback: "3000",
    // Clients acknowledge at least every two seconds, and the acknowledgement needs time to arrive.
    schema: integer(2_500, 60_000),
    expected: "a number from 2500 to 60000",
    what: "stale limit: age of a player's oldest unacknowledged frame, in ms, at which no more frames are sent",
  },
  trustProxy: {
    flag: "trust-proxy",
    variable: "DOUBLOON_TRUST_PROXY",
    fallback: "",
    schema: proxyBlocks,
    expected: "addresses or CIDR blocks separated by commas, like 10.0.0.0/8,::1",
    what: "reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are trusted",
  },
  exemptLoopback: {
    flag: "exempt-loopback",
    variable: "DOUBLOON_EXEMPT_LOOPBACK",
    fallback: "false",
    schema: z.enum(["true", "false"]).transform((text) => text === "true"),
    expected: "true or false",
    what: "exempts connections from this machine from the limits by address, for load tests",
    toggle: true,
  },
  qa: {
    flag: "qa",
    variable: "DOUBLOON_QA",
    fallback: "false",
    schema: z.enum(["true", "false"]).transform((text) => text === "true"),
    expected: "true or false",
    what: "serves /qa, which controls clock, hunts and players for tests; only on a loopback address (docs/qa.md)",
    toggle: true,
  },
  captureMs: {
    flag: "capture-ms",
    variable: "DOUBLOON_CAPTURE_MS",
    fallback: "500",
    // A tick is 50 ms: below twice that, a garbage collection would start captures.
    schema: z.union([z.literal("0").transform(() => 0), integer(100, 60_000)]),
    expected: "0, or a number from 100 to 60000",
    what: "lateness of the world's tick, in ms, from which its CPU is recorded for 10 s, at most once in 5 min; 0 for never",
  },
  logLevel: {
    flag: "log-level",
    variable: "DOUBLOON_LOG_LEVEL",
    fallback: "info",
    schema: z.enum(LOG_LEVELS),
    expected: `one of ${LOG_LEVELS.join(", ")}`,
    what: "lowest level that is logged (on standard error: readable on a terminal, otherwise JSON)",
  },
} satisfies Record<string, Setting>;

export function findSetting(flag: string): Setting | undefined {
  return Object.values(settings).find((setting) => setting.flag === flag);
}
