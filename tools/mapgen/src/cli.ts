// `npm run map`. An invalid map or command prints one line on the error output and exits with code 2.
import { MapError } from "@doubloon/server/map/mapError";
import { runMapCommand, UsageError } from "./mapCommand.ts";

try {
  process.stdout.write(await runMapCommand(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof MapError || error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}${error instanceof UsageError ? "; --help shows how" : ""}\n`);
  process.exitCode = 2;
}
