// `npm run image [-- --tool buildah|podman|docker] [--name NAME] [--base IMAGE]`: builds deploy/Containerfile with the tool
// that is there, and prints the image's name and size last. `--root FOLDER` keeps buildah's storage in a folder of its own.
// Buildah and podman borrow pnpm's store of this machine, so that nothing is downloaded twice; `--store FOLDER` names another.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ensureBase } from "./imageBase.mjs";
import { fail, ROOT, readArguments } from "./lib.mjs";

const TOOLS = ["buildah", "podman", "docker"];
/** The base that deploy/Containerfile names. */
const BASE = "docker.io/library/debian:bookworm-slim";

const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const { flags: values } = readArguments(
  `npm run image -- [--tool ${TOOLS.join("|")}] [--name NAME] [--base IMAGE] [--root FOLDER] [--store FOLDER]`,
  {
    tool: { type: "string" },
    name: { type: "string", default: `localhost/doubloon:${version}` },
    base: { type: "string" },
    root: { type: "string" },
    store: { type: "string" },
  },
);
const { tool: wanted, name, base, root } = values;
if (wanted !== undefined && !TOOLS.includes(wanted)) {
  fail(`--tool is ${JSON.stringify(wanted)}, expected one of ${TOOLS.join(", ")}`, 2);
}
const isThere = (tool) => spawnSync(tool, ["--version"], { stdio: "ignore" }).status === 0;
const tool = (wanted === undefined ? TOOLS : [wanted]).find(isThere);
if (tool === undefined) fail(`${wanted ?? "none of buildah, podman and docker"} is not installed`, 2);
if (root !== undefined && tool !== "buildah") fail(`--root is for buildah, the tool is ${tool}`, 2);
if (values.store !== undefined && tool === "docker")
  fail("--store is for buildah and podman, the tool is docker", 2);
const store = tool === "docker" ? undefined : (values.store ?? ownStore());

/** The store from which this repository's packages were installed; undefined if there is none. */
function ownStore() {
  const path = join(ROOT, "node_modules/.modules.yaml");
  if (!existsSync(path)) return undefined;
  // The folder is that of the store's version, and the build takes the one above.
  const [, folder] = /"storeDir": "([^"]+)\/v\d+"/.exec(readFileSync(path, "utf8")) ?? [];
  return folder !== undefined && existsSync(folder) ? folder : undefined;
}

const text = (command, args) =>
  spawnSync(command, args, { cwd: ROOT, encoding: "utf8" }).stdout?.trim() ?? "";
const registry = process.env.NPM_CONFIG_REGISTRY ?? text("npm", ["config", "get", "registry"]);
const buildArgs = {
  NPM_CONFIG_REGISTRY: registry,
  VERSION: version,
  REVISION: text("git", ["rev-parse", "HEAD"]) || "unknown",
  ...(base === undefined ? {} : { BASE: base }),
  ...(store === undefined ? {} : { STORE: "/store" }),
};
// The certificates that this machine trusts, in case its registry is one of its own.
const certificates = [
  process.env.NODE_EXTRA_CA_CERTS,
  process.env.SSL_CERT_FILE,
  "/etc/ssl/certs/ca-certificates.crt",
].find((path) => path && existsSync(path));
const storage = root === undefined ? [] : ["--root", join(root, "storage"), "--runroot", join(root, "run")];
// Two jobs: the server's packages and the pages do not wait for each other. Only Docker's format has health checks. Without a user namespace of its own, buildah needs no privileges for chroot.
const options = {
  buildah: [...storage, "build", "--format", "docker", "--isolation", "chroot", "--layers", "--jobs", "2"],
  podman: ["build", "--format", "docker", "--layers", "--jobs", "2"],
  docker: ["build"],
}[tool];
const args = [
  ...options,
  ...Object.entries(buildArgs).flatMap(([key, value]) => ["--build-arg", `${key}=${value}`]),
  ...(store === undefined ? [] : ["--volume", `${store}:/store`]),
  ...(certificates === undefined ? [] : ["--secret", `id=ca,src=${certificates}`]),
  "--ignorefile",
  ".containerignore",
  "-f",
  "deploy/Containerfile",
  "-t",
  name,
  ".",
].filter((arg, at, all) => tool !== "docker" || (arg !== "--ignorefile" && all[at - 1] !== "--ignorefile"));
if (tool === "buildah") ensureBase({ image: base ?? BASE, storage, folder: root });
const built = spawnSync(tool, args, { cwd: ROOT, stdio: ["ignore", "inherit", "inherit"] });
if (built.status !== 0) fail(`${tool} could not build the image`);
const size =
  tool === "buildah"
    ? text(tool, [...storage, "images", "--format", "{{.Size}}", name])
    : text(tool, ["image", "inspect", "--format", "{{.Size}}", name]);
console.log(`${name} ${size}`);
