// `npm run map`. A bad map or command is one line on the error output and exit code 2.

import { MapError } from "@doubloon/server/map/mapError";
import { runMapCommand, UsageError } from "./mapCommand.ts";

try {
  process.stdout.write(await runMapCommand(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof MapError || error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}${error instanceof UsageError ? "; --help shows how" : ""}\n`);
  process.exitCode = 2;
}
