// Runs a command of `npm run ops` in this process, in a folder, and keeps what it prints.
import { runOps } from "../opsCommand.ts";

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Without variables. */
export const runOpsIn = (workingFolder: string, ...args: readonly string[]): Promise<Ran> =>
  runOpsWith({}, workingFolder, ...args);

export async function runOpsWith(
  env: Readonly<Record<string, string>>,
  workingFolder: string,
  ...args: readonly string[]
): Promise<Ran> {
  let out = "";
  let error = "";
  const code = await runOps({
    args,
    env,
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
