// The load for the peers, in its own process on its own core. It obeys the bench over IPC and ends with it.
import type { FromLoad, ToLoad } from "./loadMessages.ts";
import { PeerLoad } from "./peerLoad.ts";

let load: PeerLoad | undefined;
let cpuBefore = process.cpuUsage();

process.on("message", (message: ToLoad) => {
  if (message.type === "start") {
    load = new PeerLoad(message.plan);
    load.start();
  } else if (load !== undefined && message.type === "clear") {
    load.counts.clear();
    cpuBefore = process.cpuUsage();
  } else if (load !== undefined) {
    const { open, lost, frames, bytes, lastError, times } = load.counts;
    const { user, system } = process.cpuUsage(cpuBefore);
    const latencies = times.summary();
    const cpuSeconds = (user + system) / 1e6;
    const counts: FromLoad = { type: "counts", open, lost, frames, bytes, lastError, latencies, cpuSeconds };
    process.send?.(counts);
  }
});
process.on("disconnect", () => {
  load?.close();
  process.exit(0);
});
process.on("SIGINT", () => {});
