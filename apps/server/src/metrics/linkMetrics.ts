// Prometheus counters of one side of the link. World and gateway have different names because a process can be both.
import type { LinkCounters } from "../link/session/linkCounters.ts";
import type { Metrics } from "./metrics.ts";

const COUNTERS: Readonly<Record<keyof LinkCounters, readonly [name: string, help: string]>> = {
  packetsSent: ["packets_sent", "Packets sent over the link"],
  bytesSent: ["bytes_sent", "Bytes sent over the link"],
  packetsReceived: ["packets_received", "Packets received over the link"],
  bytesReceived: ["bytes_received", "Bytes received over the link"],
  framesDropped: ["frames_dropped", "Frames dropped because a gateway does not keep up"],
  inputsDropped: ["inputs_dropped", "Inputs dropped because the world does not keep up"],
  cutOff: ["cut_off", "Link sessions ended because the peer does not keep up at all"],
  gaps: ["gaps", "Link sessions ended because a packet was lost"],
  stale: ["stale", "Packets from or to a world that is no longer the current one"],
  malformed: ["malformed", "Packets that could not be decoded"],
  replayed: ["replayed", "Packets received a second time"],
  unauthenticated: ["unauthenticated", "Packets not signed with this cluster's key"],
  refused: ["refused", "Link sessions refused because protocol, map or loot differ"],
};

/** Adds the counters as `doubloon_link_SIDE_..._total`. */
export function addLinkMetrics(
  metrics: Metrics,
  side: "world" | "gateway",
  counters: () => Readonly<LinkCounters> | undefined,
): void {
  for (const [key, [name, help]] of Object.entries(COUNTERS)) {
    const read = (): number => counters()?.[key as keyof LinkCounters] ?? 0;
    metrics.total(`doubloon_link_${side}_${name}_total`, help, read);
  }
}
