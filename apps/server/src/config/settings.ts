// The operator's settings, one row each: flag, variable, default, what is expected. A new setting is a row here and a row in
// the README's table; the fields of Config follow from the rows.
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
  /** Given without a value it is "true". */
  readonly toggle?: boolean;
  /** The value is a path of the file system. */
  readonly path?: boolean;
}

function integer(least: number, most: number) {
  return z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number)
    .pipe(z.number().min(least).max(most));
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
    what: "port of /metrics, /livez and /readyz; off for none; the default is left off when it is taken",
  },
  opsHost: {
    flag: "ops-host",
    variable: "DOUBLOON_OPS_HOST",
    fallback: "127.0.0.1",
    schema: z.string().regex(/^[A-Za-z0-9.:_-]{1,253}$/),
    expected: "an address or a host name",
    what: "address of the ops port",
  },
  bots: {
    flag: "bots",
    variable: "DOUBLOON_BOTS",
    fallback: "30",
    schema: integer(0, 10_000),
    expected: "a number from 0 to 10000",
    what: "bots that keep newcomers company; 0 for none",
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
    what: "folder in which the world and the game masters are kept",
    path: true,
  },
  map: {
    flag: "map",
    variable: "DOUBLOON_MAP",
    fallback: "maps/archipelago.tmj",
    schema: nonEmpty,
    expected: "a Tiled map",
    what: "a map that Tiled saved (.tmj, .json or .tmx)",
    path: true,
  },
  mapRoot: {
    flag: "map-root",
    variable: "DOUBLOON_MAP_ROOT",
    fallback: "",
    schema: z.string(),
    expected: "a folder",
    what: "folder under which the files that the map names must lie; by default the parent of the map's folder",
    path: true,
  },
  gateways: {
    flag: "gateways",
    variable: "DOUBLOON_GATEWAYS",
    fallback: "0",
    schema: integer(0, 64),
    expected: "a number from 0 to 64",
    what: "gateway processes beside the world's; 0 for one process that does everything",
  },
  redis: {
    flag: "redis",
    variable: "DOUBLOON_REDIS",
    fallback: "",
    schema: z.string().regex(/^(rediss?:\/\/\S{1,1000})?$/),
    expected: "an address like redis://HOST:6379",
    what: "Redis over which several machines play one world",
  },
  redisPrefix: {
    flag: "redis-prefix",
    variable: "DOUBLOON_REDIS_PREFIX",
    fallback: "doubloon",
    schema: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
    expected: "1 to 64 letters, digits, _ or -",
    what: "beginning of all names in Redis; islands that share a Redis have different ones",
  },
  clusterKey: {
    flag: "cluster-key",
    variable: "DOUBLOON_CLUSTER_KEY",
    fallback: "",
    schema: z.string(),
    expected: "a file with 64 hex digits",
    what: "file with the key that all machines at one Redis share; by default cluster.key in the data folder, made if missing",
    path: true,
  },
  role: {
    flag: "role",
    variable: "DOUBLOON_ROLE",
    fallback: "all",
    schema: z.enum(ROLES),
    expected: `one of ${ROLES.join(", ")}`,
    what: "with --redis, what this machine does: world, gateway or both; one world runs, others stand by",
  },
  frameRate: {
    flag: "frame-rate",
    variable: "DOUBLOON_FRAME_RATE",
    fallback: "10",
    schema: z
      .enum(["20", "10", "5", "4", "2"])
      .transform((text) => Number(text) as (typeof FRAME_RATES)[number]),
    expected: `one of ${FRAME_RATES.join(", ")}`,
    what: "most frames a second that a player is sent; under load it is fewer",
  },
  joinsPerSecond: {
    flag: "joins-per-second",
    variable: "DOUBLOON_JOINS_PER_SECOND",
    fallback: "1500",
    schema: integer(1, 1_500),
    expected: "a number from 1 to 1500",
    what: "most players that a gateway lets in a second; under load it is fewer, and the others wait",
  },
  staleMs: {
    flag: "stale-ms",
    variable: "DOUBLOON_STALE_MS",
    fallback: "3000",
    // Clients acknowledge every two seconds at the latest, and that has to arrive.
    schema: integer(2_500, 60_000),
    expected: "a number from 2500 to 60000",
    what: "how old the oldest frame that a player has not acknowledged may be, in ms, before no more are sent",
  },
  trustProxy: {
    flag: "trust-proxy",
    variable: "DOUBLOON_TRUST_PROXY",
    fallback: "",
    schema: proxyBlocks,
    expected: "addresses or CIDR blocks with commas between them, like 10.0.0.0/8,::1",
    what: "reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are believed",
  },
  exemptLoopback: {
    flag: "exempt-loopback",
    variable: "DOUBLOON_EXEMPT_LOOPBACK",
    fallback: "false",
    schema: z.enum(["true", "false"]).transform((text) => text === "true"),
    expected: "true or false",
    what: "no limits by address for connections from this machine: for load tests",
    toggle: true,
  },
  logLevel: {
    flag: "log-level",
    variable: "DOUBLOON_LOG_LEVEL",
    fallback: "info",
    schema: z.enum(LOG_LEVELS),
    expected: `one of ${LOG_LEVELS.join(", ")}`,
    what: "least weighty line of the log (standard error: readable on a terminal, else JSON)",
  },
} satisfies Record<string, Setting>;

export function findSetting(flag: string): Setting | undefined {
  return Object.values(settings).find((setting) => setting.flag === flag);
}
