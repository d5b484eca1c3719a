// The entry of `npm run content`.
import { repositoryPath } from "../startup/repository.ts";
import { runContentCommand } from "./contentCommand.ts";

const { code, text } = await runContentCommand(process.argv.slice(2), repositoryPath("content"), Date.now());
(code === 0 ? process.stdout : process.stderr).write(text);
process.exitCode = code;
