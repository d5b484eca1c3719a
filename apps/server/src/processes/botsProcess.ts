// Runs the bots as a child process under the same Node, starts them again if they die, and ends them with the server.
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import { inRepository } from "../startup/repository.ts";

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** Bots that lived this long were well; the next wait is the first one again. */
const WELL_AFTER_MS = 60_000;
const END_WITH_PARENT = new URL("./endWithParent.ts", import.meta.url).href;

export interface BotsProcess {
  /** Ends the bots; resolves when they have gone. */
  stop(): Promise<void>;
}

/** The bots of the configuration, if it wants any. */
export function startBotsFor(url: string, config: Config, logger: Logger): BotsProcess | undefined {
  if (config.bots === 0) return undefined;
  return startBots(inRepository("apps/swarm/src/main.ts"), url, config.bots, logger);
}

/** `script` is the swarm's main file, `url` where the bots play. */
export function startBots(script: URL, url: string, count: number, logger: Logger): BotsProcess {
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let waitMs = FIRST_WAIT_MS;
  let stopping = false;

  function start(): void {
    const startedMs = performance.now();
    const args = ["--import", END_WITH_PARENT, fileURLToPath(script)];
    child = spawn(process.execPath, [...args, "--url", url, "--players", String(count), "--bots"], {
      env: environment(),
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => logger.warn({ bots: text.trim() }));
    child.once("error", (error) => logger.error({ err: error }, "the bots cannot be started"));
    child.once("close", (code, signal) => {
      child = undefined;
      if (stopping) return;
      if (performance.now() - startedMs > WELL_AFTER_MS) waitMs = FIRST_WAIT_MS;
      logger.warn({ code, signal, againInMs: waitMs }, "the bots have ended");
      timer = setTimeout(start, waitMs);
      waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
    });
  }
  start();

  return {
    stop: () =>
      new Promise((resolve) => {
        stopping = true;
        clearTimeout(timer);
        if (child === undefined) resolve();
        else {
          child.once("close", () => resolve());
          child.kill("SIGKILL");
        }
      }),
  };
}

/** This process's, without the server's settings: bots need none, and some are secret. */
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("DOUBLOON_")));
}
