// The whole server from its configuration: one process, several on this machine, or several machines over Redis.
import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import { startCluster } from "./cluster.ts";
import { prepareDataFolder } from "./dataFolder.ts";
import type { RunningServer } from "./runningServer.ts";
import { startSingleProcess } from "./singleProcess.ts";

/**
 * Starts everything; resolves when players can come in.
 * @throws errors with a line for the operator (see operatorError.ts) for whatever they can mend
 */
export async function startServer(config: Config, logger: Logger): Promise<RunningServer> {
  await prepareDataFolder(config.data);
  if (config.redis !== "") {
    const { startMachine } = await import("./machine.ts");
    return startMachine(config, config.redis, logger);
  }
  return config.gateways > 0 ? startCluster(config, logger) : startSingleProcess(config, logger);
}
