// The control socket: HTTP over a Unix domain socket in the data folder, for `npm run ops` on the same machine. Only the
// server's own user can open it. Each request is an error boundary: what fails there is answered, and ends nothing.
import { chmod, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { errorText } from "@doubloon/shared/errorText";
import { controlSocketPath } from "./socketPath.ts";

/** The longest request, in bytes. */
const MAX_BODY_BYTES = 16_384;

/** Answers a request's JSON by JSON. An error's message is the answer to the caller. */
export type ControlHandler = (body: unknown) => Promise<object>;

export interface ControlSocket {
  close(): Promise<void>;
}

/** Opens the socket of a data folder that this process has to itself. Handlers are by path, such as `/backup`. */
export async function openControlSocket(
  dataFolder: string,
  handlers: Readonly<Record<string, ControlHandler>>,
): Promise<ControlSocket> {
  const path = await controlSocketPath(dataFolder);
  await rm(path, { force: true });
  const server = createServer((request, response) => {
    answer(request, handlers)
      .then((value) => send(response, 200, value))
      .catch((error: unknown) => send(response, 500, { error: errorText(error) }));
  });
  server.on("error", () => {
    // A caller that goes in the middle of a request loses its own answer only.
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, resolve);
  });
  await chmod(path, 0o600);
  server.unref();
  return {
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(path, { force: true });
    },
  };
}

async function answer(
  request: IncomingMessage,
  handlers: Readonly<Record<string, ControlHandler>>,
): Promise<object> {
  const { url = "" } = request;
  const handler = Object.hasOwn(handlers, url) ? handlers[url] : undefined;
  if (handler === undefined || request.method !== "POST")
    throw new Error(`unknown request ${request.method} ${url}`);
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > MAX_BODY_BYTES) throw new Error(`a request of more than ${MAX_BODY_BYTES} bytes`);
    parts.push(part);
  }
  const text = Buffer.concat(parts).toString();
  return handler(text === "" ? undefined : JSON.parse(text));
}

function send(response: ServerResponse, status: number, value: object): void {
  const text = JSON.stringify(value);
  response.writeHead(status, { "content-type": "application/json" });
  response.end(text);
}
