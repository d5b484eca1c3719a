// What a side of a link counts of itself, for metrics and tests. Only ever grows.

export interface LinkCounters {
  packetsSent: number;
  bytesSent: number;
  packetsReceived: number;
  bytesReceived: number;
  /** Frames left out because their gateway does not keep up. */
  framesDropped: number;
  /** Inputs left out because the world does not keep up. */
  inputsDropped: number;
  /** Sessions ended because the peer did not keep up at all. */
  cutOff: number;
  /** Sessions ended because a batch was missing. */
  gaps: number;
  /** Packets of a world that is no longer the one, or for it. */
  stale: number;
  /** Packets that were not what the layouts say. */
  malformed: number;
  /** Packets that came a second time. */
  replayed: number;
  /** Packets that are not from a machine with the same cluster key. */
  unauthenticated: number;
  /** Greetings refused because versions differ. */
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
