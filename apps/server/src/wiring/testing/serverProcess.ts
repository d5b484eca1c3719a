// Starts a real server in its own processes for tests, as `npm start` does, and stops it by signals. It stands apart from the
// launchers of e2e/ and apps/swarm, because those may import only packages/shared, which may not use Node.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { environmentOfServers } from "./opsProgram.ts";

const MAIN = fileURLToPath(new URL("../../main.ts", import.meta.url));

export interface ServerProcess {
  readonly url: string;
  /** Address of /metrics, /livez and /readyz. */
  readonly opsUrl: string;
  readonly gameMaster: { readonly name: string; readonly password: string } | undefined;
  readonly pid: number;
  /** Pids of its child processes. */
  children(): Promise<number[]>;
  /** The end of its log. */
  log(): string;
  /** All that it and its processes have printed so far: the log, and what it says to the operator. */
  printed(): string;
  /** Stops it as an operator would; resolves to the exit code. */
  stop(): Promise<number | null>;
  /** Kills it. */
  kill(): Promise<void>;
}

/** Starts a server on a free port with its own empty data folder. Resolves when it reports that it is up. */
export function startServerProcess(...flags: string[]): Promise<ServerProcess> {
  return startServerWithin([], ...flags);
}

/** Starts a server by another command, such as `ip netns exec NAME`, which must replace itself by the server. */
export async function startServerWithin(
  within: readonly string[],
  ...flags: string[]
): Promise<ServerProcess> {
  const data = await mkdtemp(join(tmpdir(), "doubloon-test-"));
  const env = environmentOfServers();
  const ports = ["--port", "0", "--ops-port", "0"];
  const [program, ...args] = [...within, process.execPath, MAIN, ...ports, "--bots", "0", "--data", data];
  const child = spawn(program, [...args, ...flags], { env, stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  const printed: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    log = (log + text).slice(-20_000);
    printed.push(text);
  });
  child.stdout.setEncoding("utf8").on("data", (text: string) => void printed.push(text));
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, "exit");
      child.kill(signal);
      await exited;
    }
    await rm(data, { recursive: true, force: true });
    return child.exitCode;
  };
  const { url, opsUrl, gameMaster } = await upLine(child, () => log);
  const pid = child.pid ?? 0;
  return {
    url,
    opsUrl,
    gameMaster,
    pid,
    async children() {
      const text = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8");
      return text.split(" ").filter(Boolean).map(Number);
    },
    log: () => log,
    printed: () => printed.join(""),
    stop: () => end("SIGTERM"),
    kill: async () => void (await end("SIGKILL")),
  };
}

async function upLine(
  child: ChildProcess,
  log: () => string,
): Promise<Pick<ServerProcess, "url" | "opsUrl" | "gameMaster">> {
  let gameMaster: ServerProcess["gameMaster"];
  let opsUrl = "";
  for await (const line of createInterface(child.stdout!)) {
    const made = /^The game master is (\S+), the password (\S+)/.exec(line);
    if (made !== null) gameMaster = { name: made[1], password: made[2] };
    opsUrl = /^Operations: .* (http:\S+)$/.exec(line)?.[1] ?? opsUrl;
    const up = /^Doubloon is up: (?:game|world) (http:\/\/[^/]+\/)/.exec(line);
    if (up !== null) {
      child.stdout?.resume();
      return { url: up[1], opsUrl, gameMaster };
    }
  }
  throw new Error(`the server ended before it was up:\n${log()}`);
}
