// The entry of `npm run ops`.
import { runOps } from "./opsCommand.ts";

const { argv, env, cwd } = process;
process.exitCode = await runOps({
  args: argv.slice(2),
  env,
  workingFolder: cwd(),
  out: (text) => void process.stdout.write(text),
  error: (text) => void process.stderr.write(text),
});
