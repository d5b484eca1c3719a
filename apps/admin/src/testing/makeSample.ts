// Samples for tests: a quiet second, with some figures set.
import { type AdminSample, RTT_BUCKETS_MS } from "@doubloon/shared/protocol/admin";

export function makeSample(figures: Partial<AdminSample>): AdminSample {
  return {
    at: 0,
    tick: 0,
    online: 0,
    players: 0,
    framesPerSecond: 0,
    bytesPerSecond: 0,
    inputsPerSecond: 0,
    droppedFrames: 0,
    resyncs: 0,
    missedHeartbeats: 0,
    refusals: 0,
    rttBuckets: new Array(RTT_BUCKETS_MS.length + 1).fill(0),
    rttP50Ms: 0,
    rttP95Ms: 0,
    rttP99Ms: 0,
    tickP95Ms: 0,
    tickMaxMs: 0,
    eventLoopLagMaxMs: 0,
    gcMaxMs: 0,
    gcTotalMs: 0,
    rssBytes: 0,
    heapBytes: 0,
    rooms: [],
    paceReason: "full rate",
    paceChangedAt: 0,
    linkPackets: 0,
    linkBytes: 0,
    linkDropped: 0,
    linkBreaks: 0,
    ...figures,
  };
}
