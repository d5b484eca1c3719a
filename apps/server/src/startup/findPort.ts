// Finds out whether a port is free. Listening with `reusePort` succeeds on a taken port, so it is tried without first.
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { listenError } from "./operatorError.ts";

export interface HeldPort {
  readonly port: number;
  release(): Promise<void>;
}

/**
 * Returns `port` if it is free, or a free port for 0.
 * @throws OperatorError if the port cannot be used
 */
export async function findPort(host: string, port: number): Promise<number> {
  const found = await listenAt(host, port, false);
  await found.release();
  return found.port;
}

/**
 * Like `findPort`, and keeps a free port until `release`, so that the kernel gives it to nobody else before several processes
 * have listened there with `reusePort`. Nobody may connect before `release`. A given port is not kept, nor is any outside Linux.
 * @throws OperatorError if the port cannot be used
 */
export async function holdPort(host: string, port: number): Promise<HeldPort> {
  if (port === 0 && process.platform === "linux") return listenAt(host, port, true);
  return { port: await findPort(host, port), release: async () => {} };
}

async function listenAt(host: string, port: number, reusePort: boolean): Promise<HeldPort> {
  const server = createServer();
  try {
    server.listen({ host, port, exclusive: true, reusePort });
    await once(server, "listening");
  } catch (error) {
    throw listenError(error, host, port);
  }
  return {
    port: (server.address() as AddressInfo).port,
    async release() {
      const closed = once(server, "close");
      server.close();
      await closed;
    },
  };
}
