// Which core runs what: the server has one to itself, the bench and its load have the other. Children inherit the
// bench's own, so only servers are pinned one by one.
import { execFileSync } from "node:child_process";
import { availableParallelism } from "node:os";

export const SERVER_CORE = 0;
export const LOAD_CORE = 1;

/** Moves this process to the load's core. */
export function pinSelf(): void {
  if (availableParallelism() < 2)
    throw new Error("the bench needs two cores: one for the server, one for the load");
  execFileSync("taskset", ["-a", "-cp", String(LOAD_CORE), String(process.pid)], { stdio: "ignore" });
}
