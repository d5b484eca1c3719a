// Machines for tests, each a network namespace with a private address (for Redis) and a public one (for players). Two bridges in
// a namespace of their own join them; the host reaches the public one. Needs root and iproute2. It starts no program.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { findProgram } from "./systemProgram.ts";

/** Namespaces are named `PREFIX-PID-NAME` by the process that made them: the next run removes what a dead one has left. */
const PREFIX = "dbltest";
const OWNER = new RegExp(`^${PREFIX}-(\\d+)-`);
const PRIVATE_NET = "10.198.0";
/** The host's address in a network, and the first of the machines. */
const HOST_NUMBER = 1;
const FIRST_NUMBER = 10;

/** How a machine loses its private network: its cable is pulled, or every packet vanishes while the link seems to be up. */
export type Cut = "unplugged" | "silent";

export interface Machine {
  readonly name: string;
  readonly privateAddress: string;
  readonly publicAddress: string;
  /** The command that starts another one on this machine, and replaces itself by it. */
  readonly within: readonly string[];
}

/** Why machines cannot be made here; undefined if they can. */
export function noMachines(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return "needs Debian and root";
  if (findProgram("ip") === undefined) return "needs iproute2";
  try {
    const network = new MachineNetwork();
    try {
      network.add("probe");
    } finally {
      network.close();
    }
    return undefined;
  } catch (error) {
    return `needs the right to make network namespaces (${(error as Error).message})`;
  }
}

export class MachineNetwork {
  readonly #prefix = `${PREFIX}-${process.pid}-`;
  readonly #switch = `${this.#prefix}switch`;
  readonly #publicNet = `10.199.${process.pid % 256}`;
  #machines = 0;

  /** @throws Error if this process may not make namespaces, bridges or virtual cables */
  constructor() {
    removeNamespaces((owner) => owner === process.pid || !isAlive(owner));
    try {
      ip("netns", "add", this.#switch);
      for (const bridge of ["private", "public"]) {
        this.#onSwitch("add", bridge, "type", "bridge");
        this.#onSwitch("set", bridge, "up");
      }
      const host = hostCable(process.pid);
      ip("link", "add", host, "type", "veth", "peer", "name", "host", "netns", this.#switch);
      this.#onSwitch("set", "host", "master", "public", "up");
      ip("address", "add", `${this.#publicNet}.${HOST_NUMBER}/24`, "dev", host);
      ip("link", "set", host, "up");
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** `name` has at most eight letters. */
  add(name: string): Machine {
    const number = FIRST_NUMBER + this.#machines++;
    const namespace = this.#prefix + name;
    const machine: Machine = {
      name,
      privateAddress: `${PRIVATE_NET}.${number}`,
      publicAddress: `${this.#publicNet}.${number}`,
      within: [ipProgram(), "netns", "exec", namespace],
    };
    ip("netns", "add", namespace);
    ip("-n", namespace, "link", "set", "lo", "up");
    for (const [bridge, address] of [
      ["private", machine.privateAddress],
      ["public", machine.publicAddress],
    ]) {
      const port = `${bridge.slice(0, 3)}-${name}`;
      this.#onSwitch("add", port, "type", "veth", "peer", "name", bridge, "netns", namespace);
      this.#onSwitch("set", port, "master", bridge, "up");
      ip("-n", namespace, "address", "add", `${address}/24`, "dev", bridge);
      ip("-n", namespace, "link", "set", bridge, "up");
    }
    return machine;
  }

  /** Cuts a machine off from the private network; players still reach it. */
  cut({ name }: Machine, how: Cut): void {
    this.#onSwitch("set", `pri-${name}`, ...(how === "silent" ? ["nomaster"] : ["down"]));
  }

  heal({ name }: Machine): void {
    this.#onSwitch("set", `pri-${name}`, "master", "private", "up");
  }

  /** Kills the programs of these machines that still run, and removes the machines. */
  close(): void {
    removeNamespaces((owner) => owner === process.pid);
  }

  #onSwitch(...args: string[]): void {
    ip("-n", this.#switch, "link", ...args);
  }
}

const ipProgram = (): string => findProgram("ip") ?? "ip";

function ip(...args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(ipProgram(), args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`ip ${args.join(" ")}: ${(stderr || error?.message)?.trim()}`);
  return stdout;
}

/** Removes namespaces by the process that made them; their cables and bridges go with them. */
function removeNamespaces(ofOwner: (pid: number) => boolean): void {
  const names = ip("netns", "list")
    .split("\n")
    .map((line) => line.split(" ")[0]);
  for (const name of names) {
    const owner = OWNER.exec(name)?.[1];
    if (owner === undefined || !ofOwner(Number(owner))) continue;
    for (const pid of ip("netns", "pids", name).split("\n").filter(Boolean)) kill(Number(pid));
    // The kernel clears a deleted namespace later, and the host's end of a cable with it: not when its address is needed again.
    const cable = hostCable(Number(owner));
    if (existsSync(`/sys/class/net/${cable}`)) ip("link", "delete", cable);
    ip("netns", "delete", name);
  }
}

/** The name of the host's end of its cable to the machines of a process. */
function hostCable(owner: number): string {
  return `dbl${owner}`;
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has just ended.
  }
}

function isAlive(pid: number): boolean {
  return existsSync(`/proc/${pid}`);
}
