// The gateway processes of this machine: starts them under node:cluster, all at one port, and replaces each that dies.
import cluster, { type Worker } from "node:cluster";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { setupPrimary } from "@socket.io/cluster-adapter";
import type { Logger } from "pino";
import { z } from "zod";
import type { Config } from "../config/config.ts";
import { findPort } from "../startup/findPort.ts";
import { OperatorError } from "../startup/operatorError.ts";
import { repositoryPath } from "../startup/repository.ts";
import type { Operations } from "../telemetry/operations.ts";

const SCRIPT = fileURLToPath(new URL("../wiring/gatewayProcess.ts", import.meta.url));
/** Where Node keeps compiled sources, so that a gateway starts in half the time. */
const COMPILED = repositoryPath("node_modules/.cache/doubloon/compiled");
/** A gateway that dies is replaced at once; one that dies young, after a wait that doubles, in ms. */
const FIRST_WAIT_MS = 10;
const LONGEST_WAIT_MS = 5_000;
const WELL_AFTER_MS = 10_000;
/** What a gateway has to end by itself once it is told, in ms. */
const STOP_MS = 2_500;

/**
 * The first message to a gateway process. It may hold secrets (the address of Redis), so it is never an argument: those
 * can be read by every user of the machine.
 */
export interface GatewayStart {
  readonly config: Config;
  readonly port: number;
  /** Where the world listens; undefined if it is reached over Redis. */
  readonly worldPath: string | undefined;
}

const saidShape = z.discriminatedUnion("is", [
  z.object({ is: z.literal("listening"), url: z.string() }),
  z.object({ is: z.literal("failed"), line: z.string() }),
  z.object({
    is: z.literal("reading"),
    metrics: z.array(z.custom<object>((value) => typeof value === "object" && value !== null)),
    /** Why it should not be sent players; undefined if it should. */
    notReady: z.string().optional(),
  }),
]);
/** What a gateway process says of its start, and then once a second of itself. */
export type GatewayProcessMessage = z.infer<typeof saidShape>;
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
  { metrics, readiness }: Pick<Operations, "metrics" | "readiness">,
): Promise<GatewayFleet> {
  // With reusePort nothing says that the port is taken, so that is tried before.
  const port = await findPort(config.host, config.port);
  setupPrimary();
  const workers = new Set<Worker>();
  /** Those that listen, each with what it last said against being sent players. */
  const listening = new Map<Worker, string | undefined>();
  readiness.add("gateways", () => {
    const reasons = [...listening.values()];
    if (reasons.length === 0) return `none of ${config.gateways} listens`;
    return reasons.includes(undefined) ? undefined : reasons[0];
  });
  let url = "";
  let closing = false;
  let waitMs = FIRST_WAIT_MS;

  /** Resolves when the new process listens. */
  async function start(): Promise<void> {
    const begin: GatewayStart = { config, port, worldPath };
    cluster.setupPrimary({ exec: SCRIPT, args: [] });
    const worker = cluster.fork({ NODE_COMPILE_CACHE: COMPILED });
    worker.send(begin);
    worker.on("message", (message: unknown) => {
      const said = saidShape.safeParse(message).data;
      if (said?.is !== "reading" || worker.isDead()) return;
      metrics.put(`gateway ${worker.id}`, said.metrics);
      listening.set(worker, said.notReady);
    });
    const startedMs = performance.now();
    workers.add(worker);
    worker.once("exit", (code, signal) => {
      workers.delete(worker);
      listening.delete(worker);
      metrics.drop(`gateway ${worker.id}`);
      if (closing || url === "") return;
      if (performance.now() - startedMs > WELL_AFTER_MS) waitMs = FIRST_WAIT_MS;
      logger.warn({ pid: worker.process.pid, code, signal, againInMs: waitMs }, "a gateway has ended");
      setTimeout(() => void (closing || start().catch(() => {})), waitMs);
      waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
    });
    url = await urlOf(worker);
    listening.set(worker, "has not reported yet");
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

/**
 * Where a new gateway listens.
 * @throws OperatorError if it says that it cannot, or ends before
 */
async function urlOf(worker: Worker): Promise<string> {
  return new Promise((resolve, reject) => {
    worker.on("message", (message: unknown) => {
      const said = saidShape.safeParse(message).data;
      if (said?.is === "listening") resolve(said.url);
      else if (said?.is === "failed") reject(new OperatorError(said.line));
    });
    worker.once("exit", (code, signal) => {
      reject(new OperatorError(`a gateway ended before it listened (${signal ?? code})`));
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
