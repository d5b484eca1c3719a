// The whole server from its configuration: one process, several on this machine, or several machines over Redis.
import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import { prepareDataFolder } from "../startup/dataFolder.ts";
import { listenError } from "../startup/operatorError.ts";
import type { RunningServer, StartedServer } from "../startup/runningServer.ts";
import { type Operations, startOperations } from "../telemetry/operations.ts";
import { startCluster } from "./cluster.ts";
import { startSingleProcess } from "./singleProcess.ts";

/**
 * Starts everything; resolves when players can come in.
 * @throws errors with a line for the operator (see operatorError.ts) for whatever they can mend
 */
export async function startServer(config: Config, logger: Logger): Promise<RunningServer> {
  await prepareDataFolder(config.data);
  const operations = await startOperations(config, logger).catch((error: unknown) => {
    throw listenError(error, config.opsHost, Number(config.opsPort), "--ops-");
  });
  let state: string | undefined = "starting";
  operations.readiness.add("server", () => state);
  const server = await startGame(config, logger, operations).catch(async (error: unknown) => {
    await operations.close();
    throw error;
  });
  state = undefined;
  return {
    ...server,
    opsUrl: operations.url,
    async close() {
      state = "closing";
      await server.close();
      await operations.close();
    },
  };
}

async function startGame(config: Config, logger: Logger, operations: Operations): Promise<StartedServer> {
  if (config.redis !== "") {
    const { startMachine } = await import("./machine.ts");
    return startMachine(config, logger, operations);
  }
  const start = config.gateways > 0 ? startCluster : startSingleProcess;
  return start(config, logger, operations);
}
