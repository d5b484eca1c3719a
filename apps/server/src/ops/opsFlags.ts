// Reads the command line of one command of `npm run ops`.
import { type ParseArgsConfig, parseArgs } from "node:util";
import { errorText } from "@doubloon/shared/errorText";
import { OpsError } from "./opsTypes.ts";

/**
 * `parseArgs` of Node.
 * @throws OpsError that names the flag that is unknown or lacks its value
 */
export function parseFlags<Config extends ParseArgsConfig>(
  args: readonly string[],
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs<Config>({ ...config, args: [...args] });
  } catch (error) {
    throw new OpsError(errorText(error));
  }
}
