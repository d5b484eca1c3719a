// The figures of one second of the link: increases of its counters.
import { type LinkFigures, NO_LINK } from "@doubloon/shared/protocol/figures";
import type { LinkCounters } from "../../link/session/linkCounters.ts";

/**
 * Makes a function to call once a second, from one place. `counters` may return those of another link than before, which
 * start from zero.
 */
export function makeLinkFigures(counters: () => Readonly<LinkCounters> | undefined): () => LinkFigures {
  let totals = totalsOf(counters());
  return () => {
    const previous = totals;
    totals = totalsOf(counters());
    const names = Object.keys(totals) as (keyof LinkFigures)[];
    return Object.fromEntries(
      names.map((name) => [name, Math.max(0, totals[name] - previous[name])]),
    ) as unknown as LinkFigures;
  };
}

function totalsOf(counters: Readonly<LinkCounters> | undefined): LinkFigures {
  if (counters === undefined) return NO_LINK;
  return {
    linkPackets: counters.packetsSent + counters.packetsReceived,
    linkBytes: counters.bytesSent + counters.bytesReceived,
    linkDropped: counters.framesDropped + counters.inputsDropped,
    linkBreaks: counters.cutOff + counters.gaps + counters.malformed,
  };
}
