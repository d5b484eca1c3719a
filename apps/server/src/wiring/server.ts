// Starts the server in the mode that its configuration asks for: one process (singleProcess.ts), several processes on
// this machine (cluster.ts), or several machines over Redis (machine.ts). Builds no part itself.
import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import { prepareDataFolder } from "../startup/dataFolder.ts";
import { listenError } from "../startup/operatorError.ts";
import type { RunningServer, StartedServer } from "../startup/runningServer.ts";
import { type Operations, startOperations } from "../telemetry/operations.ts";
import { startCluster } from "./cluster.ts";
import { openLoadAgent } from "./parts/balancing/loadAgent.ts";
import { keepPodDeletionCost } from "./parts/balancing/podDeletionCost.ts";
import { startSingleProcess } from "./singleProcess.ts";

/**
 * Resolves when players can join. `drained` is called once if a drain that was ordered while it runs is over: then this
 * server is to be closed.
 * @throws an error that operatorLine (operatorError.ts) has a line for, if the operator can fix it
 */
export async function startServer(
  config: Config,
  logger: Logger,
  drained: () => void,
): Promise<RunningServer> {
  await prepareDataFolder(config.data);
  const operations = await startOperations(config, logger).catch((error: unknown) => {
    throw listenError(error, config.opsHost, Number(config.opsPort), "--ops-");
  });
  let state: string | undefined = "starting";
  operations.readiness.add("server", () => state);
  const closeOnError = async (error: unknown): Promise<never> => {
    await operations.close();
    throw error;
  };
  const stopCost = keepPodDeletionCost(config, logger, operations.metrics);
  const agent = await openLoadAgent(config, logger, operations).catch(closeOnError);
  const server = await startGame(config, logger, operations, drained).catch(async (error: unknown) => {
    await agent?.close();
    return await closeOnError(error);
  });
  state = undefined;
  return {
    ...server,
    opsUrl: operations.url,
    async close() {
      state = "closing";
      stopCost();
      await server.close();
      await agent?.close();
      await operations.close();
    },
  };
}

async function startGame(
  config: Config,
  logger: Logger,
  operations: Operations,
  drained: () => void,
): Promise<StartedServer> {
  if (config.redis !== "") {
    const { startMachine } = await import("./machine.ts");
    return startMachine(config, logger, operations, drained);
  }
  const start = config.gateways > 0 ? startCluster : startSingleProcess;
  return start(config, logger, operations);
}
