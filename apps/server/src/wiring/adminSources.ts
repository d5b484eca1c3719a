// The console's figures, put together from the metrics, the gateway and the world.
import type { AdminSources } from "../admin/sources.ts";
import type { Gateway } from "../gateway/gateway.ts";
import type { Metrics, SecondFigures } from "../metrics/metrics.ts";
import type { WorldHost } from "../world/worldHost.ts";

export interface AdminSourcesParts {
  readonly metrics: Metrics;
  readonly gateway: Gateway;
  readonly world: WorldHost;
  /** Told each second's figures. */
  readonly onSecond: (figures: SecondFigures) => void;
}

export function makeAdminSources({ metrics, gateway, world, onSecond }: AdminSourcesParts): AdminSources {
  return {
    sample() {
      const second = metrics.takeSecond();
      onSecond(second);
      const { rss, heapUsed } = process.memoryUsage();
      return {
        at: Date.now(),
        tick: world.tick,
        online: world.playersOnline,
        players: world.playersKnown,
        framesPerSecond: second.frames,
        bytesPerSecond: second.bytes,
        inputsPerSecond: second.inputs,
        droppedFrames: second.drops,
        resyncs: second.resyncs,
        missedHeartbeats: second.missedHeartbeats,
        refusals: second.refusals,
        rttBuckets: second.rttBuckets,
        rttP50Ms: second.rttP50Ms,
        rttP95Ms: second.rttP95Ms,
        rttP99Ms: second.rttP99Ms,
        tickP95Ms: second.tickP95Ms,
        tickMaxMs: second.tickMaxMs,
        eventLoopLagMaxMs: second.loopLagMaxMs,
        gcMaxMs: second.gcMaxMs,
        gcTotalMs: second.gcTotalMs,
        rssBytes: rss,
        heapBytes: heapUsed,
      };
    },
    worst: (limit) => gateway.worst(limit),
    board: (query) => world.boardPage(query),
  };
}
