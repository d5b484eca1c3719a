// A machine's way to Redis that a test can slow down: a relay that runs on that machine.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Machine } from "./machineNetwork.ts";

const PROGRAM = fileURLToPath(new URL("relayProgram.ts", import.meta.url));
/** Of loopback, which each machine has for itself. */
const PORT = 6379;

export interface SlowPath {
  /** The address of Redis by this way, on its machine. */
  readonly url: string;
  /** Delays all bytes in each direction; resolves once some have been delivered that late. */
  delay(ms: number): Promise<void>;
  stop(): void;
}

export async function openSlowPath({ within }: Machine, host: string, port: number): Promise<SlowPath> {
  const [command, ...args] = [...within, process.execPath, PROGRAM, String(PORT), host, String(port)];
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (expected: string): Promise<void> => {
    const { value } = await lines.next();
    if (value !== expected) throw new Error(`the relay said ${value}, expected ${expected}`);
  };
  await answer("listening");
  return {
    url: `redis://127.0.0.1:${PORT}`,
    async delay(ms) {
      child.stdin.write(`${ms}\n`);
      await answer(String(ms));
    },
    stop: () => void child.kill("SIGKILL"),
  };
}
