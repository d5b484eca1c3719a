import { NO_LINK } from "@doubloon/shared/protocol/figures";
import { expect, it } from "vitest";
import { makeLinkCounters } from "../../link/session/linkCounters.ts";
import { makeLinkFigures } from "./linkFigures.ts";

it("figures are increases since the previous second, also when the link is replaced", () => {
  let counters = makeLinkCounters();
  const second = makeLinkFigures(() => counters);
  Object.assign(counters, { packetsSent: 2, packetsReceived: 3, bytesSent: 100, bytesReceived: 50 });
  Object.assign(counters, { framesDropped: 4, inputsDropped: 1, gaps: 1, cutOff: 1 });
  expect(second()).toEqual({ linkPackets: 5, linkBytes: 150, linkDropped: 5, linkBreaks: 2 });
  expect(second()).toEqual(NO_LINK);
  counters = makeLinkCounters();
  expect(second()).toEqual(NO_LINK);
  counters.bytesSent = 7;
  expect(second()).toEqual({ ...NO_LINK, linkBytes: 7 });
});
