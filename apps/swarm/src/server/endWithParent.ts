// Ends processes that have a group of their own when this process ends: the terminal's Ctrl-C does not reach them.
import type { ChildProcess } from "node:child_process";

/** Leaders of the groups that still run. */
const leaders = new Set<number>();

/** Kills a detached child with its group when this process exits, unless the child has ended before. */
export function endWithParent(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined) return;
  if (leaders.size === 0) process.once("exit", killAll);
  leaders.add(pid);
  child.once("exit", () => {
    leaders.delete(pid);
    if (leaders.size === 0) process.off("exit", killAll);
  });
}

function killAll(): void {
  for (const pid of leaders) {
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // It has ended meanwhile.
    }
  }
}
