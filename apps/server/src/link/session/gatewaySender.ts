// Sends the world's messages to one gateway. Frames are dropped, and counted, while the gateway does not keep up. A feed
// with a dropped frame recovers by a keyframe for all its viewers, which is requested from the world. It drops nothing but
// frames.
import type { Tick } from "@doubloon/shared/ids";
import { GatewayMessageWriter } from "../codec/toGateway.ts";
import type { FeedId } from "../feedId.ts";
import type { LinkCounters } from "./linkCounters.ts";
import type { Outbox } from "./outbox.ts";

export class GatewaySender extends GatewayMessageWriter {
  readonly #outbox: Outbox;
  readonly #counters: LinkCounters;
  readonly #wantKeyframe: (feed: FeedId) => void;
  /** Feeds of which a frame was dropped since the last one sent. */
  readonly #gaps = new Set<FeedId>();

  constructor(outbox: Outbox, counters: LinkCounters, wantKeyframe: (feed: FeedId) => void) {
    super(outbox.writer, outbox.written);
    this.#outbox = outbox;
    this.#counters = counters;
    this.#wantKeyframe = wantKeyframe;
  }

  /** Whether frames are dropped at the moment. */
  get dropsFrames(): boolean {
    return this.#outbox.congested || this.#outbox.late;
  }

  override frame(feed: FeedId, tick: Tick, delta: Uint8Array, keyframe: Uint8Array | undefined): void {
    if (this.dropsFrames) {
      this.#counters.framesDropped++;
      this.#gaps.add(feed);
    } else if (!this.#gaps.has(feed)) {
      super.frame(feed, tick, delta, keyframe);
    } else if (keyframe !== undefined) {
      this.#gaps.delete(feed);
      this.recoveryFrame(feed, tick, keyframe);
    } else {
      this.#counters.framesDropped++;
      this.#wantKeyframe(feed);
    }
  }
}
