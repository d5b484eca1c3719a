// The entry point of the server: reads the configuration, starts the server, prints its address, and stops it in order on
// a signal. Exit codes: 0 stopped, 1 failed, 2 a problem that the operator can fix (explained in one line).
import { readFileSync } from "node:fs";
import { readConfig } from "./config/config.ts";
import { helpText } from "./config/help.ts";
import { makeShutdown } from "./lib/shutdown.ts";
import { makeLogger } from "./startup/logger.ts";
import { operatorLine } from "./startup/operatorError.ts";
import { repositoryPath } from "./startup/repository.ts";
import type { RunningServer } from "./startup/runningServer.ts";
import { startServer } from "./wiring/server.ts";

function exitForOperator(error: unknown): never {
  const line = operatorLine(error);
  if (line === undefined) throw error;
  console.error(`doubloon: ${line}`);
  process.exit(2);
}

async function main(): Promise<void> {
  const { argv, env, cwd } = process;
  const config = readConfig({
    args: argv.slice(2),
    env,
    workingFolder: cwd(),
    repository: repositoryPath(),
    readFile: (path) => readFileSync(path, "utf8"),
  });
  if (config === "help") {
    process.stdout.write(helpText());
    return;
  }
  const logger = await makeLogger(config.logLevel);
  let server: RunningServer | undefined;
  const shutdown = makeShutdown({
    drain: async () => server?.drain?.(),
    close: async () => server?.close(),
    abandon: async () => server?.abandon(),
    exit: (code) => process.exit(code),
    after: (delayMs, run) => void setTimeout(run, delayMs).unref(),
    log: (error, what) => logger.fatal({ err: error }, what),
  });
  process.on("SIGINT", () => shutdown.close());
  process.on("SIGTERM", () => shutdown.terminate());
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(event, (error) => shutdown.fault(error));
  }
  try {
    server = await startServer(config, logger, () => shutdown.close());
  } catch (error) {
    exitForOperator(error);
  }
  const { firstGameMaster, opsUrl, url } = server;
  if (firstGameMaster !== undefined) {
    const { name, password } = firstGameMaster;
    console.log(`The game master is ${name}, the password ${password} (shown only once)`);
  }
  if (opsUrl !== undefined) console.log(`Operations: metrics, health and readiness at ${opsUrl}`);
  const game = config.console ? `game ${url} console ${url}admin/` : `game ${url}`;
  const what = config.role === "world" ? `world ${url}healthz` : game;
  console.log(`Doubloon is up: ${what}`);
}

main().catch(exitForOperator);
