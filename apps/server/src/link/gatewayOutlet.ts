// The world's voice to one gateway. Frames are left out, and counted, while the gateway does not keep up; a room that
// missed one is healed by a keyframe for everybody in it, which the world is asked for. Facts are never left out.
import type { RoomId, Tick } from "@doubloon/shared/ids";
import { GatewayMessageWriter } from "./gatewayMessages.ts";
import type { LinkCounters } from "./linkCounters.ts";
import type { Outbox } from "./outbox.ts";

export class GatewayOutlet extends GatewayMessageWriter {
  readonly #outbox: Outbox;
  readonly #counters: LinkCounters;
  readonly #wantKeyframe: (room: RoomId) => void;
  /** Rooms of which this gateway has missed a frame since the last one that it was sent. */
  readonly #gaps = new Set<RoomId>();

  constructor(outbox: Outbox, counters: LinkCounters, wantKeyframe: (room: RoomId) => void) {
    super(outbox.writer, outbox.written);
    this.#outbox = outbox;
    this.#counters = counters;
    this.#wantKeyframe = wantKeyframe;
  }

  override frame(room: RoomId, tick: Tick, delta: Uint8Array, keyframe: Uint8Array | undefined): void {
    if (this.#outbox.crowded) {
      this.#counters.framesDropped++;
      this.#gaps.add(room);
    } else if (!this.#gaps.has(room)) {
      super.frame(room, tick, delta, keyframe);
    } else if (keyframe !== undefined) {
      this.#gaps.delete(room);
      this.healingFrame(room, tick, keyframe);
    } else {
      this.#counters.framesDropped++;
      this.#wantKeyframe(room);
    }
  }
}
