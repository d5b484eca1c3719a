// `npm run kubernetes`: writes the YAML files of deploy/kubernetes/. It removes nothing and takes no arguments.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { filesOf } from "./files.ts";

if (process.argv.length > 2) {
  console.error(`doubloon: npm run kubernetes takes no arguments, found ${process.argv.slice(2).join(" ")}`);
  process.exit(2);
}
const root = fileURLToPath(new URL("../../..", import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
const files = filesOf(version);
for (const [path, text] of files) {
  const file = join(root, "deploy/kubernetes", path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
console.log(`${files.size} files written to deploy/kubernetes/`);
