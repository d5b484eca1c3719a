// Tells lag of a process's own making from lag that a busy machine gives it: sending fewer frames mends only the first.

/**
 * A process that takes less of a core than this is not what is too much for the machine. World, gateways and whatever
 * else share the cores: on a full machine each may get no more than a fifth of one.
 */
const LOADED_SHARE = 0.15;

export interface CpuSource {
  /** CPU time that this process has taken, in ms. */
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
 * Makes a filter of lags, to be called about once a second: it gives back the lag, in ms, if this process took a
 * good part of a core since the last call, else 0.
 */
export function makeOwnLag({ cpuMs, nowMs }: CpuSource = thisProcess): (lagMs: number) => number {
  let lastCpuMs = cpuMs();
  let lastMs = nowMs();
  return (lagMs) => {
    const tookMs = cpuMs() - lastCpuMs;
    const passedMs = nowMs() - lastMs;
    lastCpuMs += tookMs;
    lastMs += passedMs;
    return tookMs >= LOADED_SHARE * passedMs ? lagMs : 0;
  };
}
