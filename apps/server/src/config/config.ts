// Reads and validates the whole configuration: flags after `npm start --`, DOUBLOON_* variables and a configuration file. A
// flag overrides its variable, and a variable the file. Reads only its arguments.
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { z } from "zod";
import { isLoopback } from "../lib/clientAddress.ts";
import { ConfigError } from "./configError.ts";
import { type ConfigFile, readConfigFile } from "./configFile.ts";
import { findSetting, type Setting, settings } from "./settings.ts";
import { withoutPassword } from "./withoutPassword.ts";

/** Every setting by its key, validated. Paths are absolute; an empty string means that none is given. */
export type Config = {
  readonly [Key in keyof typeof settings]: z.output<(typeof settings)[Key]["schema"]>;
} & {
  /** Whether the operator chose the ops port. If so, a taken port is an error; otherwise there is no ops port then. */
  readonly opsPortGiven: boolean;
};

export interface ConfigSources {
  /** The arguments after `--`. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Given paths are relative to this folder, default paths to `repository`. */
  readonly workingFolder: string;
  readonly repository: string;
  /** Returns the text of a file. Throws what the file system throws. */
  readonly readFile: (path: string) => string;
}

/**
 * Returns the configuration, or "help" if --help is given.
 * @throws ConfigError for an unknown flag, variable or field, an invalid value, or an unreadable file
 */
export function readConfig(sources: ConfigSources): Config | "help" {
  const given = readFlags(sources.args);
  if (given.get("help") !== undefined) return "help";
  rejectUnknownVariables(sources.env);
  const file = openFile(sources, given);
  const read = ([key, setting]: [string, Setting]): [string, unknown] => {
    const { value, source, folder } = sourceOf(key, setting, sources, given, file);
    const checked = setting.schema.safeParse(value ?? setting.fallback);
    if (!checked.success) {
      const shown = setting.secret === true ? withoutPassword(value ?? "") : value;
      throw new ConfigError(`${source} is ${JSON.stringify(shown)}, expected ${setting.expected}`);
    }
    if (setting.path !== true || checked.data === "") return [key, checked.data];
    return [key, resolve(folder, checked.data as string)];
  };
  const config = {
    ...Object.fromEntries(Object.entries<Setting>(settings).map(read)),
    opsPortGiven: sourceOf("opsPort", settings.opsPort, sources, given, file).value !== undefined,
  } as Config;
  if (config.redis === "" && config.role !== "all") {
    throw new ConfigError(`--role ${config.role} needs --redis`);
  }
  if (config.qa && !isLoopback(config.host) && config.host !== "localhost") {
    throw new ConfigError(
      `--qa with --host ${config.host}, expected a loopback address such as 127.0.0.1: /qa controls the whole game`,
    );
  }
  if (config.qa && config.redis !== "") throw new ConfigError("--qa with --redis, expected one machine");
  return config;
}

interface ValueSource {
  /** Undefined if nothing gives the setting, so that its default counts. */
  readonly value: string | undefined;
  /** What gives it, for an error. */
  readonly source: string;
  /** The folder to which a path is relative. */
  readonly folder: string;
}

function sourceOf(
  key: string,
  { flag, variable }: Setting,
  { env, workingFolder, repository }: ConfigSources,
  given: ReadonlyMap<string, string>,
  file: ConfigFile | undefined,
): ValueSource {
  const fromFlag = given.get(flag);
  if (fromFlag !== undefined) return { value: fromFlag, source: `--${flag}`, folder: workingFolder };
  const fromVariable = env[variable];
  if (fromVariable !== undefined) return { value: fromVariable, source: variable, folder: workingFolder };
  const fromFile = file?.values.get(key);
  if (file !== undefined && fromFile !== undefined)
    return { value: fromFile, source: `${file.path}: ${key}`, folder: dirname(file.path) };
  return { value: undefined, source: `--${flag}`, folder: repository };
}

function openFile(sources: ConfigSources, given: ReadonlyMap<string, string>): ConfigFile | undefined {
  const { flag, variable } = settings.config;
  const path = given.get(flag) ?? sources.env[variable] ?? "";
  return path === "" ? undefined : readConfigFile(resolve(sources.workingFolder, path), sources.readFile);
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
