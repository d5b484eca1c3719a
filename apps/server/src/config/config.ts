// Reads and validates the whole configuration: flags after `npm start --` and DOUBLOON_* variables. A flag overrides its
// variable. Reads only its arguments.
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { z } from "zod";
import { findSetting, type Setting, settings } from "./settings.ts";

/** Every setting by its key, validated. Paths are absolute; an empty string means that none is given. */
export type Config = {
  readonly [Key in keyof typeof settings]: z.output<(typeof settings)[Key]["schema"]>;
} & {
  /** Whether the operator chose the ops port. If so, a taken port is an error; otherwise there is no ops port then. */
  readonly opsPortGiven: boolean;
};

/** The configuration is invalid. The message is one line for standard error; exit code 2. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

export interface ConfigSources {
  /** The arguments after `--`. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Given paths are relative to this folder, default paths to `repository`. */
  readonly workingFolder: string;
  readonly repository: string;
}

/**
 * Returns the configuration, or "help" if --help is given.
 * @throws ConfigError for an unknown flag or variable, or an invalid value
 */
export function readConfig(sources: ConfigSources): Config | "help" {
  const given = readFlags(sources.args);
  if (given.get("help") !== undefined) return "help";
  rejectUnknownVariables(sources.env);
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
      throw new ConfigError(`${JSON.stringify(token.value)} is not a flag; --help lists all`);
    }
    if (token.kind !== "option") continue;
    if (token.name === "help") {
      given.set("help", "");
      continue;
    }
    const setting = findSetting(token.name);
    if (setting === undefined) throw new ConfigError(`unknown flag ${token.rawName}; --help lists all`);
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

function rejectUnknownVariables(env: ConfigSources["env"]): void {
  const known = new Set(Object.values(settings).map(({ variable }) => variable));
  for (const name of Object.keys(env)) {
    if (name.startsWith("DOUBLOON_") && !known.has(name)) {
      throw new ConfigError(`unknown environment variable ${name}; --help lists all`);
    }
  }
}
