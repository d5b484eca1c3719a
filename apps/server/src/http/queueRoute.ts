// GET /queue: how long one who wants to play has to wait. Cheap, never cached, and no attempt to join.
import { QUEUE_PATH, type QueueStatus } from "@doubloon/shared/protocol/queue";
import type { FastifyInstance } from "fastify";

/** What the connection gate knows. */
export interface QueueSource {
  /** Connections that wait, and how many may wait. */
  readonly waiting: number;
  readonly room: number;
  /** Connections let in a second, at present. */
  readonly perSecond: number;
}

/** Adds the route. */
export function queueRoute(app: FastifyInstance, source: QueueSource): void {
  app.get(QUEUE_PATH, (_request, reply) =>
    reply.header("cache-control", "no-store").send(queueStatus(source)),
  );
}

/** The status that a page is told. */
export function queueStatus({ waiting, room, perSecond }: QueueSource): QueueStatus {
  const waitSeconds = Math.ceil(waiting / perSecond);
  return { waiting, waitSeconds, retryAfterSeconds: waiting >= room ? Math.max(1, waitSeconds) : 0 };
}
