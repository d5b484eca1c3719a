// Starts a server in a process of its own and waits until it reports its address; for the bench and the drill. The tests
// of apps/server and e2e/ have their own, because the import table lets neither import the swarm, and packages/shared may
// not use Node.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { endWithParent } from "./endWithParent.ts";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const DOUBLOON = "apps/server/src/main.ts";
/** Characters of output that are kept for error messages. */
const MAX_OUTPUT_CHARS = 4_000;

export interface LaunchPlan {
  /** Program and arguments; relative paths start at the root of the repository. */
  readonly command: readonly string[];
  /** True for a process group of its own, so that one signal reaches all its processes; it ends with this process. */
  readonly ownGroup: boolean;
  /** True for a channel over which parent and server send messages. */
  readonly ipc: boolean;
  /** Matches the output that names the address; the first group is the URL. */
  readonly upPattern: RegExp;
  readonly limitMs: number;
}

export interface LaunchedServer {
  readonly child: ChildProcess;
  readonly url: string;
  /** The end of what it has printed. */
  output(): string;
}

/** The command of Doubloon's own server. */
export function doubloonCommand(nodeFlags: readonly string[], args: readonly string[]): string[] {
  return [process.execPath, ...nodeFlags, DOUBLOON, ...args];
}

/**
 * Starts a server. Resolves when it accepts connections.
 * @throws Error with its last output if it ends first or takes too long
 */
export async function launchServer(plan: LaunchPlan): Promise<LaunchedServer> {
  const [program, ...args] = plan.command;
  const child = spawn(program, args, {
    cwd: ROOT,
    env: environment(),
    detached: plan.ownGroup,
    stdio: ["ignore", "pipe", "pipe", ...(plan.ipc ? (["ipc"] as const) : [])],
    serialization: "advanced",
  });
  if (plan.ownGroup) endWithParent(child);
  let text = "";
  const output = () => text;
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error(`the server did not start within ${plan.limitMs} ms:\n${text}`));
    }, plan.limitMs);
    let up = false;
    const hear = (chunk: Buffer) => {
      text = (text + chunk).slice(-MAX_OUTPUT_CHARS);
      const match = up ? null : plan.upPattern.exec(text);
      if (match === null) return;
      up = true;
      clearTimeout(timer);
      resolve(match[1]);
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("error", reject);
    child.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`the server ended with code ${code} before it was up:\n${text}`));
    });
  });
  return { child, url, output };
}

/** This process's environment without Doubloon's settings: settings of the bench or a test must not reach the server. */
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("DOUBLOON_")));
}

/** Whether a process has ended. */
export function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** Ends a process, by force after `limitMs`. */
export async function stopProcess(child: ChildProcess, limitMs: number): Promise<void> {
  if (hasEnded(child)) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), limitMs);
  await exited;
  clearTimeout(timer);
}
