// One second of a side of the link: what it counts, as differences.
import type { LinkCounters } from "../link/session/linkCounters.ts";

export interface LinkSecond {
  /** Both ways. */
  readonly linkPackets: number;
  readonly linkBytes: number;
  /** Frames and inputs left out. */
  readonly linkDropped: number;
  /** Sessions that ended for a reason of the link's. */
  readonly linkBreaks: number;
}

/** Of a link within one process, which counts nothing. */
export const NO_LINK: LinkSecond = { linkPackets: 0, linkBytes: 0, linkDropped: 0, linkBreaks: 0 };

/** To be called once a second, by one caller. `counters` may answer another link's than before, from zero on. */
export function makeLinkSeconds(counters: () => Readonly<LinkCounters> | undefined): () => LinkSecond {
  let before = totalsOf(counters());
  return () => {
    const since = before;
    before = totalsOf(counters());
    const grown = (key: keyof LinkSecond): number => Math.max(0, before[key] - since[key]);
    return {
      linkPackets: grown("linkPackets"),
      linkBytes: grown("linkBytes"),
      linkDropped: grown("linkDropped"),
      linkBreaks: grown("linkBreaks"),
    };
  };
}

function totalsOf(counters: Readonly<LinkCounters> | undefined): LinkSecond {
  if (counters === undefined) return NO_LINK;
  return {
    linkPackets: counters.packetsSent + counters.packetsReceived,
    linkBytes: counters.bytesSent + counters.bytesReceived,
    linkDropped: counters.framesDropped + counters.inputsDropped,
    linkBreaks: counters.cutOff + counters.gaps + counters.malformed,
  };
}
