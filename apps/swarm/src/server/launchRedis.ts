// Starts a redis-server without persistence for a drill: the program of that name, or the one that DOUBLOON_TEST_REDIS names.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { endWithParent } from "./endWithParent.ts";

/** A port that was free a moment ago may be taken by the time that Redis listens. */
const STARTS = 5;

export interface LaunchedRedis {
  readonly child: ChildProcess;
  readonly url: string;
}

/** @throws Error if the program is missing or does not start */
export async function launchRedis(): Promise<LaunchedRedis> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await launch(await freePort());
    } catch (error) {
      if (attempt === STARTS) throw error;
    }
  }
}

async function launch(port: number): Promise<LaunchedRedis> {
  const { DOUBLOON_TEST_REDIS: program = "redis-server" } = process.env;
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  // A group of its own: Ctrl-C in the terminal must not end it before the servers.
  const child = spawn(program, args, { detached: true, stdio: ["ignore", "pipe", "ignore"] });
  endWithParent(child);
  await once(child, "spawn").catch((error: Error) => {
    throw new Error(`the drill needs redis-server, Debian's package of that name: ${error.message}`);
  });
  for await (const chunk of child.stdout) {
    if (!String(chunk).includes("Ready to accept connections")) continue;
    child.stdout.resume();
    return { child, url: `redis://127.0.0.1:${port}` };
  }
  throw new Error(`${program} ended before it was ready on port ${port}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
