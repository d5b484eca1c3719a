// Every limit and interval of a link between processes in one place.

export interface LinkLimits {
  /** A batch of this many bytes is sent before the end of the turn. */
  readonly flushBytes: number;
  /** Load shedding: with more bytes than this queued for one endpoint, frames and inputs are dropped. */
  readonly dropBytes: number;
  /** With more bytes than this queued for one endpoint, its link session is ended. */
  readonly cutBytes: number;
  /** Most gateways that the world serves. */
  readonly maxGateways: number;
  /** A keepalive is sent when nothing else was sent for this long. */
  readonly keepaliveMs: number;
  /**
   * An endpoint that has sent nothing for this long counts as gone. A dead process shows at once, by a closed socket or a
   * channel without subscribers; this timeout is for one that hangs or cannot be reached.
   */
  readonly timeoutMs: number;
  /** How long a gateway waits for an answer to its hello before it repeats it. */
  readonly helloRetryMs: number;
  /** How long a refused gateway waits before it sends another hello. */
  readonly refusedRetryMs: number;
}

export const DEFAULT_LINK_LIMITS: LinkLimits = {
  flushBytes: 256 * 1024,
  dropBytes: 2 * 1024 * 1024,
  cutBytes: 32 * 1024 * 1024,
  maxGateways: 1024,
  keepaliveMs: 250,
  timeoutMs: 8000,
  helloRetryMs: 500,
  refusedRetryMs: 5000,
};
