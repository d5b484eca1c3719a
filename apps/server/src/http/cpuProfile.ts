// GET /debug/cpuprofile?seconds=N for signed-in game masters: a CPU profile that Chrome's DevTools open. One at a time.
import { Session } from "node:inspector/promises";
import { setTimeout as wait } from "node:timers/promises";
import type { FastifyInstance, preHandlerAsyncHookHandler } from "fastify";
import { z } from "zod";

const MAX_SECONDS = 60;
const query = z.object({ seconds: z.coerce.number().int().min(1).max(MAX_SECONDS).default(5) });

/** Adds the route; `guard` lets only those through who may see it. */
export function cpuProfileRoute(app: FastifyInstance, guard: preHandlerAsyncHookHandler): void {
  let running = false;
  app.get("/debug/cpuprofile", { preHandler: guard }, async (request, reply) => {
    const asked = query.safeParse(request.query);
    if (!asked.success) {
      return reply.code(400).send({ error: `seconds must be a whole number from 1 to ${MAX_SECONDS}` });
    }
    if (running)
      return reply.code(409).send({ error: "a profile is being taken; try again when it is done" });
    running = true;
    const gone = new AbortController();
    reply.raw.once("close", () => gone.abort());
    // Nothing is sent for as long as the profile takes, which must not count as an idle connection.
    const { socket } = request.raw;
    const idleMs = socket.timeout ?? 0;
    socket.setTimeout(0);
    const session = new Session();
    session.connect();
    try {
      await session.post("Profiler.enable");
      await session.post("Profiler.start");
      // Ends at once if nobody waits for it any more.
      await wait(asked.data.seconds * 1_000, undefined, { signal: gone.signal }).catch(() => {});
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
