// A free port for a program that a test starts and that cannot be told to take one itself, or that will be started there again.
import { once } from "node:events";
import { createServer } from "node:net";

/**
 * Below the ports that Linux gives out by itself, 32768 to 60999 by default: no other program that asks for any port gets this
 * one before the program listens, or between its end and its next start.
 */
const FIRST_PORT = 20_000;
const PORTS = 12_000;
const MAX_ATTEMPTS = 50;

/**
 * A port of loopback that was free a moment ago.
 * @throws Error of the last attempt if none of several is free
 */
export async function freePort(): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    const port = FIRST_PORT + Math.floor(Math.random() * PORTS);
    const server = createServer().listen(port, "127.0.0.1");
    try {
      await once(server, "listening");
    } catch (error) {
      if (attempt === MAX_ATTEMPTS) throw error;
      continue;
    }
    server.close();
    await once(server, "close");
    return port;
  }
}
