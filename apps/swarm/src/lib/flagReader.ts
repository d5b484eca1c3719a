// Reads command lines for all programs of the swarm: flags by type, numbers within bounds, names from a list. Every
// problem is a UsageError of one line. It knows no flag by name.
import { type ParseArgsConfig, parseArgs } from "node:util";
import { errorText } from "@doubloon/shared/errorText";
import { UsageError } from "./program.ts";

/**
 * Parses a command line, see `parseArgs` of node:util.
 * @throws UsageError for an unknown flag or a missing value
 */
export function parseFlags<Config extends ParseArgsConfig>(
  args: readonly string[],
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs<Config>({ ...config, args: [...args] });
  } catch (error) {
    const message = errorText(error);
    // The first sentence names the problem; the rest is advice over several lines.
    throw new UsageError(message.split(". ")[0].replace(/\n/g, " "));
  }
}

/** @throws UsageError unless `text` is a number from `min` to `max` */
export function numberFlag(flag: string, text: string, min: number, max: number): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isFinite(value) && value >= min && value <= max) return value;
  throw new UsageError(`${flag} ${text}: expected a number from ${min} to ${max}`);
}

/** @throws UsageError unless `text` is a whole number from `min` to `max` */
export function integerFlag(flag: string, text: string, min: number, max: number): number {
  const value = numberFlag(flag, text, min, max);
  if (Number.isInteger(value)) return value;
  throw new UsageError(`${flag} ${text}: expected a whole number from ${min} to ${max}`);
}

/** @throws UsageError unless `text` is one of `names` */
export function nameFlag<Name extends string>(flag: string, text: string, names: readonly Name[]): Name {
  const name = names.find((each) => each === text);
  if (name !== undefined) return name;
  throw new UsageError(`${flag} ${text}: expected one of ${names.join(", ")}`);
}
