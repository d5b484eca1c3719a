// Runs `npm run ops -- COMMAND` as a process of its own, and gives the environment that tests start such processes with.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { repositoryPath } from "../../startup/repository.ts";

/** This process's environment without Doubloon's variables: those of tests are not settings, which a program refuses. */
export function environmentOfServers(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("DOUBLOON_")));
}

/** Resolves to the exit code and to what the program printed, its errors last. */
export function runOps(...args: string[]): Promise<{ readonly code: number; readonly text: string }> {
  const cli = repositoryPath("apps/server/src/ops/cli.ts");
  return promisify(execFile)(process.execPath, [cli, ...args], { env: environmentOfServers() }).then(
    ({ stdout }) => ({ code: 0, text: stdout }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      text: error.stdout + error.stderr,
    }),
  );
}
