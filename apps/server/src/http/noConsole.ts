// What a gateway that serves no console answers at /admin/: 404 and where to look. Names no other machine, since it knows none.
import type { FastifyInstance } from "fastify";

const TEXT = `This gateway serves players only (--console off).

Game masters sign in at the gateway that serves the console: in a cluster of Kubernetes the service "console", otherwise a
machine that runs with --console on, which is the default. Each data folder has game masters of its own.
`;

/** Answers every path of the console. */
export function noConsole(app: FastifyInstance): void {
  for (const path of ["/admin", "/admin/*"]) {
    app.all(path, (_request, reply) => reply.code(404).type("text/plain; charset=utf-8").send(TEXT));
  }
}
