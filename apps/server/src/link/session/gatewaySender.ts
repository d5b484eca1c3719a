// The world's voice to one gateway. Frames are left out, and counted, while the gateway does not keep up; a feed that
// missed one is healed by a keyframe for everybody who gets it, which the world is asked for. Facts are never left out.
import type { Tick } from "@doubloon/shared/ids";
import { GatewayMessageWriter } from "../codec/toGateway.ts";
import type { FeedId } from "../feedId.ts";
import type { LinkCounters } from "./linkCounters.ts";
import type { Outbox } from "./outbox.ts";

export class GatewaySender extends GatewayMessageWriter {
  readonly #outbox: Outbox;
  readonly #counters: LinkCounters;
  readonly #wantKeyframe: (feed: FeedId) => void;
  /** Feeds of which this gateway has missed a frame since the last one that it was sent. */
  readonly #gaps = new Set<FeedId>();

  constructor(outbox: Outbox, counters: LinkCounters, wantKeyframe: (feed: FeedId) => void) {
    super(outbox.writer, outbox.written);
    this.#outbox = outbox;
    this.#counters = counters;
    this.#wantKeyframe = wantKeyframe;
  }

  override frame(feed: FeedId, tick: Tick, delta: Uint8Array, keyframe: Uint8Array | undefined): void {
    if (this.#outbox.crowded || this.#outbox.late) {
      this.#counters.framesDropped++;
      this.#gaps.add(feed);
    } else if (!this.#gaps.has(feed)) {
      super.frame(feed, tick, delta, keyframe);
    } else if (keyframe !== undefined) {
      this.#gaps.delete(feed);
      this.healingFrame(feed, tick, keyframe);
    } else {
      this.#counters.framesDropped++;
      this.#wantKeyframe(feed);
    }
  }
}
