// The gateway processes of this machine: starts them under node:cluster on one shared port and replaces each that dies.
import cluster, { type Worker } from "node:cluster";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { setupPrimary } from "@socket.io/cluster-adapter";
import type { Logger } from "pino";
import { z } from "zod";
import type { Config } from "../config/config.ts";
import { holdPort } from "../startup/findPort.ts";
import { OperatorError } from "../startup/operatorError.ts";
import { repositoryPath } from "../startup/repository.ts";
import type { Operations } from "../telemetry/operations.ts";
import type { ReadinessVerdict } from "../telemetry/readiness.ts";

const SCRIPT = fileURLToPath(new URL("../wiring/gatewayProcess.ts", import.meta.url));
/** Node's cache of compiled sources, which halves the start time of a gateway. */
const COMPILED = repositoryPath("node_modules/.cache/doubloon/compiled");
/** Backoff before a gateway is replaced, in ms: short at first, doubled each time that one dies soon after its start. */
const MIN_BACKOFF_MS = 10;
const MAX_BACKOFF_MS = 5_000;
/** A gateway that ran for this long, in ms, resets the backoff. */
const STABLE_AFTER_MS = 10_000;
/** How long a gateway may take to stop, in ms, before it is killed. */
const STOP_MS = 2_500;

/**
 * The first message to a gateway process. It may contain secrets (the address of Redis), so it is not passed as an
 * argument: every user of the machine can read arguments.
 */
export interface GatewayStart {
  readonly config: Config;
  readonly port: number;
  /** Path of the world's socket; undefined if the world is reached over Redis. */
  readonly worldPath: string | undefined;
}

const messageShape = z.discriminatedUnion("is", [
  z.object({ is: z.literal("listening"), url: z.string() }),
  z.object({ is: z.literal("failed"), line: z.string() }),
  z.object({
    is: z.literal("reading"),
    metrics: z.array(z.custom<object>((value) => typeof value === "object" && value !== null)),
    /** Why the gateway is not ready for players; undefined if it is. */
    notReady: z.string().optional(),
    /** What the gateway needs and is away; undefined if nothing is. */
    degraded: z.string().optional(),
  }),
]);
/** A gateway process's message to its primary: one about its start, then one a second. */
export type GatewayProcessMessage = z.infer<typeof messageShape>;
/** The message that tells a gateway process to stop. */
export const STOP = "doubloon:stop";
/** The message that tells a gateway process to drain and then to stop; the second one to stop at once. */
export const DRAIN = "doubloon:drain";

export interface GatewayFleet {
  readonly url: string;
  /** Has every gateway move its players to other machines and stop; resolves when all have ended. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts `config.gateways` processes; resolves when all of them listen.
 * @throws OperatorError if the port cannot be used or a gateway cannot start
 */
export async function startGatewayFleet(
  config: Config,
  worldPath: string | undefined,
  logger: Logger,
  { metrics, readiness }: Pick<Operations, "metrics" | "readiness">,
): Promise<GatewayFleet> {
  const held = await holdPort(config.host, config.port);
  const { port } = held;
  setupPrimary();
  const workers = new Set<Worker>();
  /** Gateways that listen, each with its last verdict. */
  const listening = new Map<Worker, ReadinessVerdict>();
  readiness.add("gateways", () => {
    const verdicts = [...listening.values()];
    if (verdicts.length === 0) return `none of ${config.gateways} listens`;
    if (verdicts.every((verdict) => typeof verdict === "string")) return verdicts[0];
    return verdicts.find((verdict) => typeof verdict === "object");
  });
  let url = "";
  let closing = false;
  let backoffMs = MIN_BACKOFF_MS;

  /** Resolves when the new process listens. */
  async function start(): Promise<void> {
    const firstMessage: GatewayStart = { config, port, worldPath };
    cluster.setupPrimary({ exec: SCRIPT, args: [] });
    const worker = cluster.fork({ NODE_COMPILE_CACHE: COMPILED });
    worker.send(firstMessage);
    worker.on("message", (message: unknown) => {
      const said = messageShape.safeParse(message).data;
      if (said?.is !== "reading" || worker.isDead()) return;
      metrics.put(`gateway ${worker.id}`, said.metrics);
      const { notReady, degraded } = said;
      listening.set(worker, notReady ?? (degraded === undefined ? undefined : { degraded }));
    });
    const startedMs = performance.now();
    workers.add(worker);
    worker.once("exit", (code, signal) => {
      workers.delete(worker);
      listening.delete(worker);
      metrics.drop(`gateway ${worker.id}`);
      if (closing || url === "") return;
      if (performance.now() - startedMs > STABLE_AFTER_MS) backoffMs = MIN_BACKOFF_MS;
      const fields = { pid: worker.process.pid, code, signal, againInMs: backoffMs };
      if (code === 0) logger.info(fields, "a gateway has ended in order, and is replaced");
      else logger.warn(fields, "a gateway has ended");
      setTimeout(() => void (closing || start().catch(() => {})), backoffMs);
      backoffMs = Math.min(MAX_BACKOFF_MS, backoffMs * 2);
    });
    url = await urlOf(worker);
    listening.set(worker, "has not reported yet");
  }

  await Promise.all(Array.from({ length: config.gateways }, start));
  await held.release();
  return {
    url,
    async drain() {
      closing = true;
      await Promise.all(
        [...workers].map(async (worker) => {
          const exited = once(worker, "exit");
          worker.send(DRAIN, () => {});
          await exited;
        }),
      );
    },
    async close() {
      closing = true;
      await Promise.all([...workers].map(stop));
    },
  };
}

/**
 * Resolves to the address of a new gateway.
 * @throws OperatorError if the gateway reports a failure or ends before it listens
 */
async function urlOf(worker: Worker): Promise<string> {
  return new Promise((resolve, reject) => {
    worker.on("message", (message: unknown) => {
      const said = messageShape.safeParse(message).data;
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
  const exited = once(worker, "exit");
  worker.send(STOP, () => {});
  const timer = setTimeout(() => worker.process.kill("SIGKILL"), STOP_MS);
  await exited;
  clearTimeout(timer);
}
