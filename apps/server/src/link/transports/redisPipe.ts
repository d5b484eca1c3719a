// Packets to one channel of Redis. Counts what Redis has not confirmed.
import type { PacketBus } from "../../redis/packetBus.ts";
import type { Pipe } from "../session/pipe.ts";

export class RedisPipe implements Pipe {
  backlogBytes = 0;
  readonly #bus: PacketBus;
  readonly #channel: string;
  readonly #onNobody: () => void;

  /** `onNobody` is called when a packet found no one listening at the channel. */
  constructor(bus: PacketBus, channel: string, onNobody: () => void) {
    this.#bus = bus;
    this.#channel = channel;
    this.#onNobody = onNobody;
  }

  send(packet: Buffer, done: () => void): void {
    const { length } = packet;
    this.backlogBytes += length;
    this.#bus.publish(this.#channel, packet, (receivers) => {
      this.backlogBytes -= length;
      done();
      if (receivers === 0) this.#onNobody();
    });
  }

  cut(): void {
    // A channel has no end; the session is over and its number will not come again.
  }
}
