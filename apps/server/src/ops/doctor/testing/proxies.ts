// Small proxies in front of a server for tests: one that adds delay or drops idle connections, one that passes a client's
// headers on unchanged.
import {
  createServer as createHttpServer,
  type IncomingMessage,
  request,
  type ServerResponse,
} from "node:http";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

export interface TestProxy {
  readonly port: number;
  /** `http://127.0.0.1:PORT/` */
  readonly url: string;
  close(): Promise<void>;
}

export interface TcpProxyOptions {
  /** The port that it passes connections on to, on 127.0.0.1. */
  readonly port: number;
  /** A connection on which the server has answered, and then sent nothing for this long, is dropped, in ms; 0 for never. */
  readonly idleMs?: number;
  /** How much later the server's bytes arrive, in ms. */
  readonly delayMs?: number;
}

/** Passes bytes on. */
export async function startTcpProxy({ port, idleMs = 0, delayMs = 0 }: TcpProxyOptions): Promise<TestProxy> {
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(port, "127.0.0.1");
    open.add(client);
    const end = (): void => {
      client.destroy();
      upstream.destroy();
      open.delete(client);
    };
    for (const socket of [client, upstream]) socket.on("error", end).on("close", end);
    // Not before the first answer, however long a busy machine takes for it.
    upstream.once("data", () => upstream.setTimeout(idleMs, end));
    client.on("data", (bytes) => void upstream.write(bytes));
    upstream.on("data", (bytes) => void setTimeout(() => client.write(bytes), delayMs));
  });
  return listen(server, () => {
    for (const socket of open) socket.destroy();
  });
}

/** Passes requests on with the client's headers as they are, X-Forwarded-For among them. Upgrades are refused. */
export function startBelievingProxy(port: number): Promise<TestProxy> {
  const server = createHttpServer((asked: IncomingMessage, answer: ServerResponse) => {
    const { method, headers, url: path } = asked;
    const passed = request({ host: "127.0.0.1", port, method, path, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    passed.on("error", () => answer.destroy());
    asked.pipe(passed);
  });
  return listen(server, () => server.closeAllConnections());
}

export async function listen(server: Server, closing: () => void = () => {}): Promise<TestProxy> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        closing();
      }),
  };
}
