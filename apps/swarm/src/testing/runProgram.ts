// Runs a program of the swarm to its end and collects its output.
import { spawn } from "node:child_process";

export interface ProgramResult {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export async function runProgramFile(file: string, args: readonly string[]): Promise<ProgramResult> {
  const child = spawn(process.execPath, [file, ...args]);
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk: Buffer) => {
    err += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, out, err };
}
