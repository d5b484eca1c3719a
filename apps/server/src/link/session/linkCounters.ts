// The counters of a link endpoint, for metrics and tests. They only ever grow.

export interface LinkCounters {
  packetsSent: number;
  bytesSent: number;
  packetsReceived: number;
  bytesReceived: number;
  /** Frames dropped because their gateway does not keep up. */
  framesDropped: number;
  /** Inputs and keyframe requests dropped because the world does not keep up. */
  inputsDropped: number;
  /** Link sessions ended because too many bytes were queued for the other side. */
  cutOff: number;
  /** Link sessions ended because a batch was missing. */
  gaps: number;
  /** Packets of another epoch or link session. */
  stale: number;
  /** Packets that do not match the layouts. */
  malformed: number;
  /** Packets that arrived a second time. */
  replayed: number;
  /** Packets that are not from a machine with the same cluster key. */
  unauthenticated: number;
  /** Hellos refused because versions differ. */
  refused: number;
}

export function makeLinkCounters(): LinkCounters {
  return {
    packetsSent: 0,
    bytesSent: 0,
    packetsReceived: 0,
    bytesReceived: 0,
    framesDropped: 0,
    inputsDropped: 0,
    cutOff: 0,
    gaps: 0,
    stale: 0,
    malformed: 0,
    replayed: 0,
    unauthenticated: 0,
    refused: 0,
  };
}
