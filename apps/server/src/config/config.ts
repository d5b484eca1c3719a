// Everything that an operator can set, in one validated place: flags after `npm start --` and DOUBLOON_* variables.
// A flag wins over its variable. Reads nothing but what it is given.
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { z } from "zod";
import { findSetting, type Setting, settings } from "./settings.ts";

/** Every setting by its key, validated; paths are absolute, and empty where none is given. */
export type Config = {
  readonly [Key in keyof typeof settings]: z.output<(typeof settings)[Key]["schema"]>;
} & {
  /** True if the operator named the ops port: it must be free then. A taken default port is left out instead. */
  readonly opsPortGiven: boolean;
};

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
  const read = ([key, setting]: [string, Setting]): [string, unknown] => {
    const flag = given.get(setting.flag);
    const value = flag ?? sources.env[setting.variable];
    const source = flag === undefined ? setting.variable : `--${setting.flag}`;
    const checked = setting.schema.safeParse(value ?? setting.fallback);
    if (!checked.success) {
      throw new ConfigError(`${source} is ${JSON.stringify(value)}, expected ${setting.expected}`);
    }
    if (setting.path !== true || checked.data === "") return [key, checked.data];
    const base = value === undefined ? sources.repository : sources.workingFolder;
    return [key, resolve(base, checked.data as string)];
  };
  const config = {
    ...Object.fromEntries(Object.entries<Setting>(settings).map(read)),
    opsPortGiven: given.has(settings.opsPort.flag) || sources.env[settings.opsPort.variable] !== undefined,
  } as Config;
  if (config.redis === "" && config.role !== "all") {
    throw new ConfigError(`--role ${config.role} needs --redis`);
  }
  return config;
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
