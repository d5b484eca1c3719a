// The server's configuration as a command of `npm run ops` sees it.
import { readFileSync } from "node:fs";
import { type Config, readConfig } from "../config/config.ts";
import { ConfigError } from "../config/configError.ts";
import { repositoryPath } from "../startup/repository.ts";
import { OpsError, type OpsRun } from "./opsTypes.ts";

/** @throws OpsError where the server would end with exit code 2 */
export function readOpsConfig({
  args,
  env,
  workingFolder,
}: Pick<OpsRun, "args" | "env" | "workingFolder">): Config {
  try {
    const config = readConfig({
      args,
      env,
      workingFolder,
      repository: repositoryPath(),
      readFile: (path) => readFileSync(path, "utf8"),
    });
    if (config === "help") throw new OpsError("this command takes the server's flags, and no --help");
    return config;
  } catch (error) {
    if (error instanceof ConfigError) throw new OpsError(error.message);
    throw error;
  }
}
