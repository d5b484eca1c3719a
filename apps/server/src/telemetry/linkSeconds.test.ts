import { expect, it } from "vitest";
import { makeLinkCounters } from "../link/session/linkCounters.ts";
import { makeLinkSeconds, NO_LINK } from "./linkSeconds.ts";

it("a second is what has been counted since the one before, however the link is replaced", () => {
  let counters = makeLinkCounters();
  const second = makeLinkSeconds(() => counters);
  Object.assign(counters, { packetsSent: 2, packetsReceived: 3, bytesSent: 100, bytesReceived: 50 });
  Object.assign(counters, { framesDropped: 4, inputsDropped: 1, gaps: 1, cutOff: 1 });
  expect(second()).toEqual({ linkPackets: 5, linkBytes: 150, linkDropped: 5, linkBreaks: 2 });
  expect(second()).toEqual(NO_LINK);
  counters = makeLinkCounters();
  expect(second()).toEqual(NO_LINK);
  counters.bytesSent = 7;
  expect(second()).toEqual({ ...NO_LINK, linkBytes: 7 });
});
