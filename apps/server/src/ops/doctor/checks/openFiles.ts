// Whether the limit of open files is enough for the players wanted. Reads /proc, so it says nothing elsewhere than on Linux.
import { readFile } from "node:fs/promises";
import type { Finding } from "../finding.ts";

/** Open files of a player: one connection; behind a proxy on the same machine the proxy has two more. */
const PER_PLAYER = 1;
const PER_PLAYER_BEHIND_PROXY = 3;
/** Pages, consoles, databases, sockets of the cluster: as many as the gateway keeps beyond its players. */
const SPARE = 1_024;

export interface OpenFilesParts {
  /** The server's process; undefined if none runs here, and this process is looked at instead. */
  readonly pid: number | undefined;
  readonly players: number;
  /** Whether a proxy on this machine shares the limit. */
  readonly behindProxy: boolean;
}

export async function checkOpenFiles({ pid, players, behindProxy }: OpenFilesParts): Promise<Finding> {
  const check = "open files";
  const needed = players * (behindProxy ? PER_PLAYER_BEHIND_PROXY : PER_PLAYER) + SPARE;
  const expected = `at least ${needed} for ${players} players`;
  const limit = await readLimit(pid ?? "self").catch(() => undefined);
  const advice = `Set LimitNOFILE=${needed} or more in the server's unit (or ulimit -n) and restart it, or look again with --players N.`;
  if (limit === undefined) {
    return { check, result: "warning", found: "the limit cannot be read here", expected, advice };
  }
  const whose = pid === undefined ? "a process started from here" : `the running server, process ${pid},`;
  const found = `${whose} may open ${limit === Number.POSITIVE_INFINITY ? "any number" : limit}`;
  return { check, result: limit >= needed ? "ok" : "problem", found, expected, advice };
}

/** The soft limit of a process. Rejects if it cannot be read. */
async function readLimit(pid: number | "self"): Promise<number> {
  const text = await readFile(`/proc/${pid}/limits`, "utf8");
  const soft = /^Max open files\s+(\d+|unlimited)/m.exec(text)?.[1];
  if (soft === undefined) throw new Error("no line of open files");
  return soft === "unlimited" ? Number.POSITIVE_INFINITY : Number(soft);
}
