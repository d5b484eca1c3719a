// The entry of `npm run gamemaster`.
import { runGameMasterCommand } from "./gameMasterCommand.ts";

// npm runs scripts in the repository's folder; the data folder is the server's, which starts the same way.
const { code, text } = await runGameMasterCommand(
  process.argv.slice(2),
  process.env["DOUBLOON_DATA"] ?? "data",
);
(code === 0 ? process.stdout : process.stderr).write(text);
process.exitCode = code;
