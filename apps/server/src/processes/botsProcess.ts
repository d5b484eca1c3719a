// Runs the bots as a child process under the same Node, restarts them if they die, and stops them with the server.
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import { inRepository } from "../startup/repository.ts";

/** Backoff before a restart: doubles each time, in ms. */
const MIN_BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 30_000;
/** Bots that ran for this long, in ms, reset the backoff. */
const STABLE_AFTER_MS = 60_000;
const END_WITH_PARENT = new URL("./endWithParent.ts", import.meta.url).href;

export interface BotsProcess {
  /** Stops the bots; resolves when the process has ended. */
  stop(): Promise<void>;
}

/** Starts the configured number of bots, if any. */
export function startBotsFor(url: string, config: Config, logger: Logger): BotsProcess | undefined {
  if (config.bots === 0) return undefined;
  return startBots(inRepository("apps/swarm/src/main.ts"), url, config.bots, logger);
}

/** `script` is the main file of the swarm, `url` the address of the game. */
export function startBots(script: URL, url: string, count: number, logger: Logger): BotsProcess {
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let backoffMs = MIN_BACKOFF_MS;
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
      if (performance.now() - startedMs > STABLE_AFTER_MS) backoffMs = MIN_BACKOFF_MS;
      logger.warn({ code, signal, againInMs: backoffMs }, "the bots have ended");
      timer = setTimeout(start, backoffMs);
      backoffMs = Math.min(MAX_BACKOFF_MS, backoffMs * 2);
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

/** The environment without the server's settings: bots need none, and some are secret. */
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("DOUBLOON_")));
}
