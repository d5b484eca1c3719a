// GET /queue: the expected wait to join. Cheap and never cached. Does not join the queue.
import { QUEUE_PATH, type QueueStatus } from "@doubloon/shared/protocol/queue";
import type { FastifyInstance } from "fastify";

/** The state of the connection gate. */
export interface QueueSource {
  /** Length and capacity of the queue. */
  readonly waiting: number;
  readonly room: number;
  /** Connections admitted per second, at present. */
  readonly perSecond: number;
}

/** Adds the route. */
export function queueRoute(app: FastifyInstance, source: QueueSource): void {
  app.get(QUEUE_PATH, (_request, reply) =>
    reply.header("cache-control", "no-store").send(queueStatus(source)),
  );
}

/** Computes the response. */
export function queueStatus({ waiting, room, perSecond }: QueueSource): QueueStatus {
  const waitSeconds = Math.ceil(waiting / perSecond);
  return { waiting, waitSeconds, retryAfterSeconds: waiting >= room ? Math.max(1, waitSeconds) : 0 };
}
