// Whether a port is free. Who listens with `reusePort` is not told that it is taken, so that is tried before.
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { listenError } from "./operatorError.ts";

/**
 * The port itself if it is free, or a free one for 0.
 * @throws OperatorError if it is not
 */
export async function findPort(host: string, port: number): Promise<number> {
  const server = createServer();
  try {
    server.listen({ host, port, exclusive: true });
    await once(server, "listening");
  } catch (error) {
    throw listenError(error, host, port);
  }
  const { port: found } = server.address() as AddressInfo;
  const closed = once(server, "close");
  server.close();
  await closed;
  return found;
}
