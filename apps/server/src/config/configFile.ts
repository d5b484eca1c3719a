// Reads a configuration file: a JSON object with one field a setting, named as in settings.ts. Values are passed on as the
// text that a flag would have; settings.ts checks them.
import { errorText } from "@doubloon/shared/errorText";
import { ConfigError } from "./configError.ts";
import { settings } from "./settings.ts";

export interface ConfigFile {
  readonly path: string;
  /** By the key of the setting. */
  readonly values: ReadonlyMap<string, string>;
}

/** @throws ConfigError if the file cannot be read or is not such an object */
export function readConfigFile(path: string, readFile: (path: string) => string): ConfigFile {
  const fields = parse(path, textOf(path, readFile));
  const values = new Map<string, string>();
  for (const [key, value] of Object.entries(fields)) {
    if (key === "$schema") continue;
    if (!Object.hasOwn(settings, key) || key === "config") {
      throw new ConfigError(`${path}: unknown field ${JSON.stringify(key)}, expected one of ${known()}`);
    }
    values.set(key, valueText(path, key, value));
  }
  return { path, values };
}

function textOf(path: string, readFile: (path: string) => string): string {
  try {
    return readFile(path);
  } catch (error) {
    throw new ConfigError(`cannot read the configuration file ${path}: ${reasonOf(error)}`);
  }
}

function parse(path: string, text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ConfigError(`${path} is not JSON: ${reasonOf(error)}`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ConfigError(`${path} is not a JSON object, expected one with a field for each setting`);
  }
  return value;
}

function valueText(path: string, key: string, value: unknown): string {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return String(value);
  if (Array.isArray(value) && value.every((entry) => typeof entry === "string")) return value.join(",");
  throw new ConfigError(
    `${path}: ${key} is ${JSON.stringify(value)}, expected a text, a number, true, false or a list of texts`,
  );
}

function known(): string {
  return Object.keys(settings)
    .filter((key) => key !== "config")
    .join(", ");
}

function reasonOf(error: unknown): string {
  return errorText(error).replaceAll("\n", " ");
}
