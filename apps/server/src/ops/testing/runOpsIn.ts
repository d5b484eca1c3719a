// Runs a command of `npm run ops` in this process, in a folder, and keeps what it prints.
import { runOps } from "../opsCommand.ts";

export async function runOpsIn(
  workingFolder: string,
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly error: string }> {
  let out = "";
  let error = "";
  const code = await runOps({
    args,
    env: {},
    workingFolder,
    out: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
    },
  });
  return { code, out, error };
}
