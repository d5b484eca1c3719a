// One gateway as the console lists it, from what it reports of its last second.
import type { AdminGateway } from "@doubloon/shared/protocol/admin";
import type { GatewayReport, ProcessFigures } from "./consoleMessages.ts";

/** `silentMs` is how long ago it reported. */
export function gatewayRow(
  id: string,
  figures: ProcessFigures,
  report: GatewayReport,
  silentMs: number,
): AdminGateway {
  return {
    id,
    ...report,
    framesPerSecond: figures.frames,
    bytesPerSecond: figures.bytes,
    droppedFrames: figures.drops,
    lagMs: figures.loopLagMaxMs,
    rttP95Ms: figures.rttP95Ms,
    gcMaxMs: figures.gcMaxMs,
    rssBytes: figures.rssBytes,
    silentMs,
  };
}
