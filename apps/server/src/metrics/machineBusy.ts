// Measures how busy the machine is with any process at all, by the kernel's count.
import { type CpuInfo, cpus } from "node:os";

/** The returned function gives the share of all cores' time since its last call in which they were not idle, 0 to 1. */
export function makeMachineBusy(read: () => readonly Pick<CpuInfo, "times">[] = cpus): () => number {
  let last = totals(read());
  return () => {
    const now = totals(read());
    const passed = now.all - last.all;
    const idle = now.idle - last.idle;
    last = now;
    return passed <= 0 ? 0 : Math.min(1, Math.max(0, 1 - idle / passed));
  };
}

function totals(cores: readonly Pick<CpuInfo, "times">[]): { readonly all: number; readonly idle: number } {
  let all = 0;
  let idle = 0;
  for (const { times } of cores) {
    all += times.user + times.nice + times.sys + times.irq + times.idle;
    idle += times.idle;
  }
  return { all, idle };
}
