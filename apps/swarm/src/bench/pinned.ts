// Assigns cores: one for the server, the other for the bench and its load. Child processes inherit the core of the bench,
// so only servers are pinned one by one.
import { execFileSync } from "node:child_process";
import { availableParallelism } from "node:os";

export const SERVER_CORE = 0;
const LOAD_CORE = 1;

/** Moves this process to the load's core. */
export function pinSelf(): void {
  if (availableParallelism() < 2)
    throw new Error("the bench needs two cores: one for the server, one for the load");
  execFileSync("taskset", ["-a", "-cp", String(LOAD_CORE), String(process.pid)], { stdio: "ignore" });
}
