// A gateway's voice to the world. Inputs and wishes for keyframes are left out, and counted, while the world does not
// keep up: a later one makes up for them. Players who come and go are never left out.
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
    if (this.#outbox.crowded) this.#counters.inputsDropped++;
    else super.input(gateway, session, mover, seq, intent, heading, x, y);
  }

  override wantKeyframe(gateway: GatewayId, feed: FeedId): void {
    if (this.#outbox.crowded) this.#counters.inputsDropped++;
    else super.wantKeyframe(gateway, feed);
  }
}
