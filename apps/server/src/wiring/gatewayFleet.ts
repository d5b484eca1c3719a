// The gateway processes of this machine: starts them under node:cluster, all at one port, and replaces each that dies.
import cluster, { type Worker } from "node:cluster";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { setupPrimary } from "@socket.io/cluster-adapter";
import type { Logger } from "pino";
import { z } from "zod";
import { openAdminDatabase } from "../admin/adminDatabase.ts";
import type { Config } from "../config/config.ts";
import { findPort } from "./findPort.ts";
import { OperatorError } from "./operatorError.ts";
import { repositoryPath } from "./repository.ts";

const SCRIPT = fileURLToPath(new URL("gatewayProcess.ts", import.meta.url));
/** Where Node keeps compiled sources, so that a gateway starts in half the time. */
const COMPILED = repositoryPath("node_modules/.cache/doubloon/compiled");
/** A gateway that dies is replaced at once; one that dies young, after a wait that doubles, in ms. */
const FIRST_WAIT_MS = 10;
const LONGEST_WAIT_MS = 5_000;
const WELL_AFTER_MS = 10_000;
/** What a gateway has to end by itself once it is told, in ms. */
const STOP_MS = 2_500;

/** Handed to a gateway process as its argument. */
export interface GatewayStart {
  readonly config: Config;
  readonly port: number;
  /** Where the world listens; undefined if it is reached over Redis. */
  readonly worldPath: string | undefined;
}

const saidShape = z.discriminatedUnion("is", [
  z.object({ is: z.literal("listening"), url: z.string() }),
  z.object({ is: z.literal("failed"), line: z.string() }),
]);
/** What a gateway process says of its start. */
export type GatewaySaid = z.infer<typeof saidShape>;
/** What it is told. */
export const STOP = "doubloon:stop";

export interface GatewayFleet {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts `config.gateways` processes; resolves when all listen.
 * @throws OperatorError if the port cannot be had or a gateway cannot start
 */
export async function startGatewayFleet(
  config: Config,
  worldPath: string | undefined,
  logger: Logger,
): Promise<GatewayFleet> {
  // With reusePort nothing says that the port is taken, so that is tried before.
  const port = await findPort(config.host, config.port);
  // Made here, once, before the gateways open it together.
  openAdminDatabase(config.data).close();
  setupPrimary();
  const workers = new Set<Worker>();
  let url = "";
  let closing = false;
  let waitMs = FIRST_WAIT_MS;

  /** Resolves when the new process listens. */
  async function start(): Promise<void> {
    const begin: GatewayStart = { config, port, worldPath };
    cluster.setupPrimary({ exec: SCRIPT, args: [JSON.stringify(begin)] });
    const worker = cluster.fork({ NODE_COMPILE_CACHE: COMPILED });
    const startedMs = performance.now();
    workers.add(worker);
    worker.once("exit", (code, signal) => {
      workers.delete(worker);
      if (closing || url === "") return;
      if (performance.now() - startedMs > WELL_AFTER_MS) waitMs = FIRST_WAIT_MS;
      logger.warn({ pid: worker.process.pid, code, signal, againInMs: waitMs }, "a gateway has ended");
      setTimeout(() => void (closing || start().catch(() => {})), waitMs);
      waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
    });
    const said = await firstWord(worker);
    if (said.is === "failed") throw new OperatorError(said.line);
    url = said.url;
  }

  await Promise.all(Array.from({ length: config.gateways }, start));
  return {
    url,
    async close() {
      closing = true;
      await Promise.all([...workers].map(stop));
    },
  };
}

async function firstWord(worker: Worker): Promise<GatewaySaid> {
  return new Promise((resolve) => {
    worker.on("message", (message: unknown) => {
      const said = saidShape.safeParse(message).data;
      if (said !== undefined) resolve(said);
    });
    worker.once("exit", (code, signal) => {
      resolve({ is: "failed", line: `a gateway ended before it listened (${signal ?? code})` });
    });
  });
}

async function stop(worker: Worker): Promise<void> {
  if (worker.isDead()) return;
  const gone = once(worker, "exit");
  worker.send(STOP, () => {});
  const timer = setTimeout(() => worker.process.kill("SIGKILL"), STOP_MS);
  await gone;
  clearTimeout(timer);
}
