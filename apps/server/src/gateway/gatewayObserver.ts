// Events that the gateway reports while it works. The metrics implement it; the gateway reads nothing from it.
import type { RefusalCode } from "@doubloon/shared/protocol/refusals";

/** Why a frame was not written to a subscriber. */
export type DropReason = "backlog" | "behind";

export interface GatewayObserver {
  /** A player was welcomed. */
  joined(): void;
  /** One room's frame was written to `connections` connections, `bytes` in total including headers. */
  framesSent(connections: number, bytes: number): void;
  /** A keyframe was among them, written to `connections` connections. */
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
