// Distinguishes lag that this process causes from lag that a busy machine causes. Sending fewer frames reduces only the
// first.

/**
 * A process that uses a smaller share of a core than this does not overload the machine. The world, the gateways and other
 * programs share the cores: on a full machine, each may get no more than a fifth of a core.
 */
const LOADED_SHARE = 0.15;

export interface CpuSource {
  /** CPU time used by this process, in ms. */
  readonly cpuMs: () => number;
  readonly nowMs: () => number;
}

const thisProcess: CpuSource = {
  cpuMs: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  nowMs: () => performance.now(),
};

/**
 * Makes a filter to call about once a second with a lag in ms. It returns the lag if this process used at least
 * LOADED_SHARE of a core since the last call, else 0.
 */
export function makeOwnLag({ cpuMs, nowMs }: CpuSource = thisProcess): (lagMs: number) => number {
  let lastCpuMs = cpuMs();
  let lastMs = nowMs();
  return (lagMs) => {
    const usedMs = cpuMs() - lastCpuMs;
    const elapsedMs = nowMs() - lastMs;
    lastCpuMs += usedMs;
    lastMs += elapsedMs;
    return usedMs >= LOADED_SHARE * elapsedMs ? lagMs : 0;
  };
}
