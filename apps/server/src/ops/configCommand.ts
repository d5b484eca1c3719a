// `npm run ops -- config check|docs`: checks a configuration as the server would read it, and writes the README's table.
import { readFileSync, writeFileSync } from "node:fs";
import { withFlagsTable } from "../config/docs.ts";
import { withoutPassword } from "../config/withoutPassword.ts";
import { repositoryPath } from "../startup/repository.ts";
import { type OpsCommand, OpsError, type OpsRun } from "./opsTypes.ts";
import { readOpsConfig } from "./readOpsConfig.ts";

export const configCommand: OpsCommand = {
  usages: [
    ["check [FLAGS]", "checks flags, variables and file as the server reads them, and prints the result"],
    ["docs", "writes the README's table of flags"],
  ],
  async run(run) {
    const [act, ...args] = run.args;
    if (act === "check") return check({ ...run, args });
    if (act === "docs" && args.length === 0) return writeDocs(run);
    throw new OpsError(
      `config takes check or docs, got ${act === undefined ? "nothing" : JSON.stringify(act)}`,
    );
  },
};

function check(run: OpsRun): number {
  const config = readOpsConfig(run);
  run.out(`${JSON.stringify({ ...config, redis: withoutPassword(config.redis) }, undefined, 2)}\n`);
  return 0;
}

function writeDocs({ out }: OpsRun): number {
  const path = repositoryPath("README.md");
  const document = readFileSync(path, "utf8");
  const written = withFlagsTable(document);
  if (written === undefined) throw new OpsError(`${path} has no place for the table of flags`);
  if (written !== document) writeFileSync(path, written);
  out(
    written === document ? "The README's table is up to date.\n" : "The README's table has been written.\n",
  );
  return 0;
}
