// Everything that an operator can set, in one validated place: flags after `npm start --` and DOUBLOON_* variables.
// A flag wins over its variable. Reads nothing but what it is given.
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { z } from "zod";
import { type FRAME_RATES, findSetting, type ROLES, type Setting, settings } from "./settings.ts";

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Port of /metrics, /livez and /readyz; 0 for a free one. */
  readonly opsPort: number | "off";
  /** Whether the operator named that port: then it must be had, else it is left off when it is taken. */
  readonly opsPortGiven: boolean;
  readonly opsHost: string;
  readonly bots: number;
  readonly seed: number;
  /** Absolute. */
  readonly data: string;
  /** Absolute. */
  readonly map: string;
  /** Absolute: the folder under which the files that the map names must lie; undefined for the map's own default. */
  readonly mapRoot?: string;
  /** Gateway processes; 0 for none beside the world's. */
  readonly gateways: number;
  /** Address of Redis; empty for one machine. */
  readonly redis: string;
  /** Beginning of all names in Redis. */
  readonly redisPrefix: string;
  /** File with the key that the island's machines share, absolute; empty for the one in the data folder. */
  readonly clusterKey: string;
  readonly role: (typeof ROLES)[number];
  /** Most frames a second that a player is sent. */
  readonly frameRate: (typeof FRAME_RATES)[number];
  /** Most connections that a gateway lets in a second. */
  readonly joinsPerSecond: number;
  /** How old the oldest frame that a player has not acknowledged may be before no more are sent. */
  readonly staleMs: number;
  /** Addresses and CIDR blocks of reverse proxies, each valid; forwarded addresses are believed only from there. */
  readonly trustProxy: readonly string[];
  /** Whether connections from this machine have no limits by address. */
  readonly exemptLoopback: boolean;
  readonly logLevel: string;
}

/** What the operator asked for is not what there is: one line, for standard error; exit code 2. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

export interface ConfigSources {
  /** What follows `--`. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Paths that are given are relative to this one, defaults to the repository. */
  readonly workingFolder: string;
  readonly repository: string;
}

/**
 * The configuration, or "help" if that is what is asked for.
 * @throws ConfigError for an unknown flag or variable, or a value that is not what was expected
 */
export function readConfig(sources: ConfigSources): Config | "help" {
  const given = readFlags(sources.args);
  if (given.get("help") !== undefined) return "help";
  refuseUnknownVariables(sources.env);
  const read = <Key extends keyof typeof settings>(key: Key): z.output<(typeof settings)[Key]["schema"]> => {
    const setting: Setting = settings[key];
    const flag = given.get(setting.flag);
    const value = flag ?? sources.env[setting.variable];
    const source = flag === undefined ? setting.variable : `--${setting.flag}`;
    const checked = setting.schema.safeParse(value ?? setting.fallback);
    if (!checked.success) {
      throw new ConfigError(`${source} is ${JSON.stringify(value)}, expected ${setting.expected}`);
    }
    if (setting.path !== true || checked.data === "")
      return checked.data as z.output<(typeof settings)[Key]["schema"]>;
    const base = value === undefined ? sources.repository : sources.workingFolder;
    return resolve(base, checked.data as string) as z.output<(typeof settings)[Key]["schema"]>;
  };
  const redis = read("redis");
  const role = read("role");
  const mapRoot = read("mapRoot");
  if (redis === "" && role !== "all") throw new ConfigError(`--role ${role} needs --redis`);
  return {
    port: read("port"),
    host: read("host"),
    opsPort: read("opsPort"),
    opsPortGiven: given.has(settings.opsPort.flag) || sources.env[settings.opsPort.variable] !== undefined,
    opsHost: read("opsHost"),
    bots: read("bots"),
    seed: read("seed"),
    data: read("data"),
    map: read("map"),
    ...(mapRoot === "" ? undefined : { mapRoot: resolve(sources.workingFolder, mapRoot) }),
    gateways: read("gateways"),
    redis,
    redisPrefix: read("redisPrefix"),
    clusterKey: read("clusterKey"),
    role,
    frameRate: read("frameRate"),
    joinsPerSecond: read("joinsPerSecond"),
    staleMs: read("staleMs"),
    trustProxy: read("trustProxy"),
    exemptLoopback: read("exemptLoopback"),
    logLevel: read("logLevel"),
  };
}

function readFlags(args: readonly string[]): Map<string, string> {
  const options = Object.fromEntries(
    Object.values<Setting>(settings).map(({ flag, toggle }) => [
      flag,
      { type: toggle === true ? ("boolean" as const) : ("string" as const) },
    ]),
  );
  const { tokens } = parseArgs({
    args: [...args],
    options: { ...options, help: { type: "boolean", short: "h" } },
    strict: false,
    tokens: true,
  });
  const given = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind === "positional") {
      throw new ConfigError(`${JSON.stringify(token.value)} is no flag; --help shows all`);
    }
    if (token.kind !== "option") continue;
    if (token.name === "help") {
      given.set("help", "");
      continue;
    }
    const setting = findSetting(token.name);
    if (setting === undefined) throw new ConfigError(`unknown flag ${token.rawName}; --help shows all`);
    if (token.value === undefined && setting.toggle === true) {
      given.set(token.name, "true");
      continue;
    }
    if (token.value === undefined)
      throw new ConfigError(`${token.rawName} has no value, expected ${setting.expected}`);
    given.set(token.name, token.value);
  }
  return given;
}

function refuseUnknownVariables(env: ConfigSources["env"]): void {
  const known = new Set(Object.values(settings).map(({ variable }) => variable));
  for (const name of Object.keys(env)) {
    if (name.startsWith("DOUBLOON_") && !known.has(name)) {
      throw new ConfigError(`unknown environment variable ${name}; --help shows all`);
    }
  }
}
