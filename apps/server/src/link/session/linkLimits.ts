// Every bound and interval of a link between processes in one place.

export interface LinkLimits {
  /** A batch is sent before its time once it has this many bytes. */
  readonly flushBytes: number;
  /** Bytes on their way to one peer past which what can be left out (frames, inputs) is left out. */
  readonly dropBytes: number;
  /** Bytes on their way to one peer past which the session is ended. */
  readonly cutBytes: number;
  /** Gateways that the world serves at most. */
  readonly maxGateways: number;
  /** A sign of life goes out when nothing else has for this long. */
  readonly beatMs: number;
  /**
   * A peer that has been silent for this long is gone. Death shows at once, by a closed socket or a channel without
   * listeners; this is for one that hangs or cannot be reached.
   */
  readonly silenceMs: number;
  /** How long a gateway waits for an answer to its hello before it greets again. */
  readonly helloMs: number;
  /** How long a gateway that the world has refused waits before it greets again. */
  readonly refusedMs: number;
}

export const DEFAULT_LINK_LIMITS: LinkLimits = {
  flushBytes: 256 * 1024,
  dropBytes: 2 * 1024 * 1024,
  cutBytes: 32 * 1024 * 1024,
  maxGateways: 1024,
  beatMs: 250,
  silenceMs: 8000,
  helloMs: 500,
  refusedMs: 5000,
};
