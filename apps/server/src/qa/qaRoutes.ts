// The HTTP routes of the control interface. Bad input is answered with 400 and what was expected; what is not there with 404, and
// what does not come from this machine, or comes through a proxy on it, with 403.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { readHuntOrder } from "../admin/hunts/orderShape.ts";
import { isLoopback } from "../lib/clientAddress.ts";
import {
  type AskWorld,
  clockShape,
  connectionShape,
  huntShape,
  lootShape,
  placeShape,
  type QaCall,
  scheduleShape,
} from "./qaCalls.ts";
import type { QaConnections } from "./qaConnections.ts";

interface Named {
  Params: { name: string };
}

/** Adds the routes. Each of them answers to this machine only. */
export function qaRoutes(app: FastifyInstance, ask: AskWorld, connections: QaConnections): void {
  void app.register(async (scope) => {
    scope.addHook("onRequest", localOnly);
    addRoutes(scope, ask, connections);
  });
}

function addRoutes(app: FastifyInstance, ask: AskWorld, connections: QaConnections): void {
  async function answer(reply: FastifyReply, call: QaCall): Promise<unknown> {
    const answered = await ask(call);
    return answered.ok
      ? reply.header("cache-control", "no-store").send(answered.value)
      : reply.code(400).send({ error: answered.error });
  }

  /** Adds a route whose body has a shape. */
  function post<Shape extends z.ZodType, Path extends { Params: object } = { Params: object }>(
    path: string,
    shape: Shape,
    act: (body: z.infer<Shape>, params: Path["Params"], reply: FastifyReply) => Promise<unknown>,
  ): void {
    app.post(path, async (request, reply) => {
      const body = shape.safeParse(request.body ?? {});
      if (!body.success)
        return reply.code(400).send({ error: `POST ${path}: ${z.prettifyError(body.error)}` });
      return act(body.data, request.params as Path["Params"], reply);
    });
  }

  post("/qa/clock", clockShape, (body, _, reply) => answer(reply, { what: "clock", ...body }));
  post("/qa/schedule", scheduleShape, (body, _, reply) => answer(reply, { what: "schedule", ...body }));
  post("/qa/hunts", huntShape, ({ definition, secret, ...overrides }, _, reply) =>
    answer(reply, { what: "hunt", definition, secret, overrides }),
  );
  post("/qa/orders", z.unknown(), (body, _, reply) => {
    const order = readHuntOrder(body);
    return order === undefined
      ? Promise.resolve(reply.code(400).send({ error: "POST /qa/orders: expected a HuntOrder" }))
      : answer(reply, { what: "direct", order });
  });
  post("/qa/loot", lootShape, (body, _, reply) => answer(reply, { what: "loot", ...body }));
  post<typeof placeShape, Named>("/qa/players/:name", placeShape, (body, { name }, reply) =>
    answer(reply, { what: "place", name, ...body }),
  );
  post<typeof connectionShape, Named>(
    "/qa/connections/:name",
    connectionShape,
    async (body, { name }, reply) => {
      const found = "cut" in body ? connections.cut(name) : connections.delay(name, body.delayMs);
      return found
        ? reply.send({ name, ...body })
        : reply.code(404).send({ error: `player ${JSON.stringify(name)} is not connected to this gateway` });
    },
  );
  app.get<Named>("/qa/players/:name", (request, reply) =>
    answer(reply, { what: "player", name: request.params.name }),
  );
  for (const what of ["caches", "phase"] as const)
    app.get<{ Params: { hunt: string } }>(`/qa/hunts/:hunt/${what}`, (request, reply) => {
      const hunt = Number(request.params.hunt);
      return Number.isInteger(hunt) && hunt > 0
        ? answer(reply, { what, hunt })
        : reply.code(400).send({ error: `hunt ${request.params.hunt.slice(0, 32)}, expected a number` });
    });
}

/**
 * Refuses requests from elsewhere. A proxy on the same machine may serve others: what it passes on has a header that says so.
 * A call may take long, such as a step of many ticks on a busy machine: the connection's idle timeout does not end it.
 */
async function localOnly({ socket, headers }: FastifyRequest, reply: FastifyReply): Promise<void> {
  const passedOn = headers["x-forwarded-for"] ?? headers.forwarded;
  if (passedOn === undefined && isLoopback(socket.remoteAddress)) {
    // A request that Fastify injects has no real socket.
    socket.setTimeout?.(0);
    return;
  }
  await reply
    .code(403)
    .send({ error: "/qa answers requests from this machine only, and none through a proxy" });
}
