// The entry point of `npm run tokens`. A wrong command or an unusable file ends it with one line on stderr and exit code 2.

import { repositoryPath } from "../startup/repository.ts";
import { TokenError } from "./tokenKeysFile.ts";
import { runTokensCommand, TokensError } from "./tokensCommand.ts";

const { DOUBLOON_DATA: data } = process.env;
try {
  process.stdout.write(
    await runTokensCommand({
      args: process.argv.slice(2),
      workingFolder: process.cwd(),
      defaultData: data ?? repositoryPath("data"),
      nowMs: Date.now,
    }),
  );
} catch (error) {
  if (!(error instanceof TokensError || error instanceof TokenError)) throw error;
  process.stderr.write(`doubloon: ${error.message}\n`);
  process.exitCode = 2;
}
