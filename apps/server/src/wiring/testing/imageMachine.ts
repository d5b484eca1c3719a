// Builds the image with buildah in a storage of its own, on a base that may be made of Debian's packages, and runs it
// without privileges of its own (isolation chroot: the host's network, so each container takes a free port).
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { freePort } from "../../lib/testing/freePort.ts";
import { repositoryPath } from "../../startup/repository.ts";
import { findProgram } from "./systemProgram.ts";

/** The user of the image. */
const USER_ID = 10_001;

/** Why images cannot be built here; undefined if they can. */
export function noImages(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return "needs Debian and root";
  const missing = ["buildah", "mmdebstrap"].filter((name) => findProgram(name) === undefined);
  if (missing.length > 0) return `needs ${missing.join(" and ")}`;
  return canMount() ? undefined : "needs the right to mount file systems";
}

/** Whether buildah may do here what building needs. */
function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), "doubloon-buildah-"));
  const storage = ["--root", join(folder, "storage"), "--runroot", join(folder, "run")];
  const container = spawnSync("buildah", [...storage, "from", "scratch"], { encoding: "utf8" });
  const name = container.stdout?.trim() ?? "";
  const mounted = container.status === 0 && spawnSync("buildah", [...storage, "mount", name]).status === 0;
  spawnSync("buildah", [...storage, "rm", "--all"]);
  rmSync(folder, { recursive: true, force: true });
  return mounted;
}

function run(command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: repositoryPath(),
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed:\n${stdout}\n${stderr}`);
  return stdout.trim();
}

/** A storage of images under a folder, which is kept between runs. */
export class ImageMachine {
  readonly #folder: string;
  readonly #storage: readonly string[];

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
    this.#storage = ["--root", join(folder, "storage"), "--runroot", join(folder, "run")];
  }

  /** Builds the image as `npm run image` does. Returns the last line: its name and size. */
  build(): string {
    const args = [repositoryPath("scripts/image.mjs"), "--tool", "buildah", "--root", this.#folder];
    return run(process.execPath, args).split("\n").at(-1) ?? "";
  }

  inspect(image: string): string {
    return this.#buildah("inspect", "--type", "image", image);
  }

  /** Makes a container of an image. Returns its name. */
  create(image: string): string {
    return this.#buildah("from", "--pull-never", image);
  }

  remove(container: string): void {
    this.#buildah("rm", container);
  }

  /** Where the container's files are on this machine. */
  mount(container: string): string {
    return this.#buildah("mount", container);
  }

  /** Runs a program in a container to its end. */
  exec(container: string, ...command: readonly string[]): number | null {
    const { status } = spawnSync(
      "buildah",
      [...this.#storage, "run", "--isolation", "chroot", container, "--", ...command],
      { encoding: "utf8" },
    );
    return status;
  }

  /** Starts the server of a container on a data folder. Resolves when it reports that it is up. */
  async start(image: string, container: string, data: string): Promise<ContainedServer> {
    mkdirSync(data, { recursive: true });
    chownSync(data, USER_ID, USER_ID);
    const [port, opsPort] = [await freePort(), await freePort()];
    const { entrypoint } = readConfig(this.inspect(image));
    const options = [
      "--isolation",
      "chroot",
      "--volume",
      `${data}:/data`,
      "--env",
      `DOUBLOON_OPS_PORT=${opsPort}`,
    ];
    const flags = ["--port", String(port), "--bots", "0"];
    const args = [...this.#storage, "run", ...options, container, "--", ...entrypoint, ...flags];
    const child = spawn("buildah", args, { stdio: ["ignore", "pipe", "pipe"] });
    let log = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      log = (log + text).slice(-20_000);
    });
    for await (const line of createInterface(child.stdout)) {
      if (!line.startsWith("Doubloon is up")) continue;
      child.stdout.resume();
      return new ContainedServer(child, `http://127.0.0.1:${port}/`, `http://127.0.0.1:${opsPort}/`);
    }
    throw new Error(`the container's server has not started:\n${log}`);
  }

  #buildah(...args: readonly string[]): string {
    return run("buildah", [...this.#storage, ...args]);
  }
}

export class ContainedServer {
  readonly url: string;
  readonly opsUrl: string;
  readonly #child: ChildProcess;

  constructor(child: ChildProcess, url: string, opsUrl: string) {
    this.#child = child;
    this.url = url;
    this.opsUrl = opsUrl;
  }

  /** Sends the server's own process a signal; resolves to the exit code of the container's command. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const exited = once(this.#child, "exit");
    process.kill(pidOf(["/app/apps/server/src/main.ts", new URL(this.url).port]), signal);
    await exited;
    return this.#child.exitCode;
  }
}

/** The pid of the Node process that has these arguments. */
function pidOf(wanted: readonly string[]): number {
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const args = readCommand(name);
    if (args[0].endsWith("/node") && wanted.every((arg) => args.includes(arg))) return Number(name);
  }
  throw new Error(`no process with the arguments ${wanted.join(" ")}`);
}

function readCommand(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    // It has ended meanwhile.
    return [];
  }
}

function readConfig(inspected: string): { readonly entrypoint: readonly string[] } {
  const { Docker } = JSON.parse(inspected) as { Docker: { config: { Entrypoint: string[] } } };
  return { entrypoint: Docker.config.Entrypoint };
}
