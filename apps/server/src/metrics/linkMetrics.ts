// What a side of a link counts, for Prometheus. The two sides have names of their own, since a process may be both.
import type { LinkCounters } from "../link/session/linkCounters.ts";
import type { Metrics } from "./metrics.ts";

const WHAT: Readonly<Record<keyof LinkCounters, readonly [name: string, help: string]>> = {
  packetsSent: ["packets_sent", "Packets sent over the link"],
  bytesSent: ["bytes_sent", "Bytes sent over the link"],
  packetsReceived: ["packets_received", "Packets received over the link"],
  bytesReceived: ["bytes_received", "Bytes received over the link"],
  framesDropped: ["frames_dropped", "Frames left out because a gateway does not keep up"],
  inputsDropped: ["inputs_dropped", "Inputs left out because the world does not keep up"],
  cutOff: ["cut_off", "Sessions ended because the peer does not keep up at all"],
  gaps: ["gaps", "Sessions ended because a packet was lost"],
  stale: ["stale", "Packets of or for a world that is no longer the one"],
  malformed: ["malformed", "Packets that were not understood"],
  replayed: ["replayed", "Packets that came a second time"],
  unauthenticated: ["unauthenticated", "Packets that are not from a machine with the same cluster key"],
  refused: ["refused", "Greetings refused because protocol, map or treasure differ"],
};

/** Adds the counters as `doubloon_link_SIDE_...`. */
export function addLinkMetrics(
  metrics: Metrics,
  side: "world" | "gateway",
  counters: () => Readonly<LinkCounters> | undefined,
): void {
  for (const [key, [name, help]] of Object.entries(WHAT)) {
    metrics.gauge(`doubloon_link_${side}_${name}`, help, () => counters()?.[key as keyof LinkCounters] ?? 0);
  }
}
