// Finds out whether a port is free. Listening with `reusePort` succeeds on a taken port, so it is tried without first.
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { listenError } from "./operatorError.ts";

/**
 * Returns `port` if it is free, or a free port for 0.
 * @throws OperatorError if the port cannot be used
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
