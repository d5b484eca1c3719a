// The load of the bench for the peers, in a process of its own on a core of its own; does as it is told over IPC.
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
    const { open, lost, frames, bytes, trouble, times } = load.counts;
    const { user, system } = process.cpuUsage(cpuBefore);
    const latencies = times.summary();
    const cpuSeconds = (user + system) / 1e6;
    const counts: FromLoad = { type: "counts", open, lost, frames, bytes, trouble, latencies, cpuSeconds };
    process.send?.(counts);
  }
});
process.on("disconnect", () => {
  load?.close();
  process.exit(0);
});
process.on("SIGINT", () => {});
