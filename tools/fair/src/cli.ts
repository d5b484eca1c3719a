// `npm run fair`: see fairCommand.ts for what it takes. Exits with 0 if the log holds, 1 if it does not, 2 if it could not be read.
import { runFairCommand } from "./fairCommand.ts";

const { code, output, errors } = await runFairCommand(process.argv.slice(2));
process.stdout.write(output);
process.stderr.write(errors);
process.exitCode = code;
