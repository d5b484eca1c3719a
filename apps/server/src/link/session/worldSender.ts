// Sends a gateway's messages to the world. Inputs and keyframe requests are dropped, and counted, while the world does not
// keep up: later ones replace them. Enters and leaves are never dropped.
import type { MoverId } from "@doubloon/shared/ids";
import { WorldMessageWriter } from "../codec/toWorld.ts";
import type { FeedId } from "../feedId.ts";
import type { GatewayId, SessionKey } from "../port.ts";
import type { LinkCounters } from "./linkCounters.ts";
import type { Outbox } from "./outbox.ts";

export class WorldSender extends WorldMessageWriter {
  readonly #outbox: Outbox;
  readonly #counters: LinkCounters;

  constructor(outbox: Outbox, counters: LinkCounters) {
    super(outbox.writer, outbox.written);
    this.#outbox = outbox;
    this.#counters = counters;
  }

  override input(
    gateway: GatewayId,
    session: SessionKey,
    mover: MoverId,
    seq: number,
    intent: number,
    heading: number,
    x: number,
    y: number,
  ): void {
    if (this.#outbox.congested) this.#counters.inputsDropped++;
    else super.input(gateway, session, mover, seq, intent, heading, x, y);
  }

  override wantKeyframe(gateway: GatewayId, feed: FeedId): void {
    if (this.#outbox.congested) this.#counters.inputsDropped++;
    else super.wantKeyframe(gateway, feed);
  }
}
