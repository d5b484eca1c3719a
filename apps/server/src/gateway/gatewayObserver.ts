// What the gateway reports of itself while it works. Metrics implement it; the gateway never asks it anything.
import type { RefusalCode } from "@doubloon/shared/protocol/refusals";

/** Why a frame was not written to a connection that was due one. */
export type DropReason = "backlog" | "behind";

export interface GatewayObserver {
  /** One room's frame went to `connections` of them, `bytes` in all, headers included. */
  framesSent(connections: number, bytes: number): void;
  /** A keyframe was among them, for `connections`. */
  keyframesSent(connections: number): void;
  frameDropped(reason: DropReason): void;
  /** A client found a gap and asked for a keyframe. */
  resync(): void;
  /** An input was passed on to the world. */
  input(): void;
  refused(code: RefusalCode): void;
  /** A heartbeat was answered. */
  heartbeat(rttMs: number): void;
  missedHeartbeat(): void;
}
