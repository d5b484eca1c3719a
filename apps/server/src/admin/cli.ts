// The entry of `npm run gamemaster`.
import { runGameMasterCommand } from "./gameMasterCommand.ts";

// npm runs scripts in the repository's folder, as it does for the server, so the default data folder is the same.
const { code, text } = await runGameMasterCommand(
  process.argv.slice(2),
  process.env["DOUBLOON_DATA"] ?? "data",
);
(code === 0 ? process.stdout : process.stderr).write(text);
process.exitCode = code;
