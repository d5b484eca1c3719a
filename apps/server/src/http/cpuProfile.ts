// GET /debug/cpuprofile?seconds=N: takes a CPU profile for Chrome DevTools. Runs one at a time, and only for callers that
// the given guard admits.
import { Session } from "node:inspector/promises";
import { setTimeout as wait } from "node:timers/promises";
import type { FastifyInstance, preHandlerAsyncHookHandler } from "fastify";
import { z } from "zod";

const MAX_SECONDS = 60;
const query = z.object({ seconds: z.coerce.number().int().min(1).max(MAX_SECONDS).default(5) });

/** Adds the route; `guard` rejects requests without permission. */
export function cpuProfileRoute(app: FastifyInstance, guard: preHandlerAsyncHookHandler): void {
  let running = false;
  app.get("/debug/cpuprofile", { preHandler: guard }, async (request, reply) => {
    const parsed = query.safeParse(request.query);
    if (!parsed.success) {
      return reply.code(400).send({ error: `seconds must be a whole number from 1 to ${MAX_SECONDS}` });
    }
    if (running)
      return reply.code(409).send({ error: "a profile is being taken; try again when it is done" });
    running = true;
    const closed = new AbortController();
    reply.raw.once("close", () => closed.abort());
    // Nothing is sent while the profile runs, and the connection must not be closed as idle.
    const { socket } = request.raw;
    const idleMs = socket.timeout ?? 0;
    socket.setTimeout(0);
    const session = new Session();
    session.connect();
    try {
      await session.post("Profiler.enable");
      await session.post("Profiler.start");
      // Stops at once when the client disconnects.
      await wait(parsed.data.seconds * 1_000, undefined, { signal: closed.signal }).catch(() => {});
      const { profile } = await session.post("Profiler.stop");
      return await reply
        .header("content-type", "application/json")
        .header("content-disposition", 'attachment; filename="doubloon.cpuprofile"')
        .send(JSON.stringify(profile));
    } finally {
      session.disconnect();
      socket.setTimeout(idleMs);
      running = false;
    }
  });
}
