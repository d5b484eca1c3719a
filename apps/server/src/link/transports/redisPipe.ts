// A pipe to one Redis channel. Its backlog is what Redis has not confirmed yet.
import type { PacketBus } from "../../redis/packetBus.ts";
import type { Pipe } from "../session/pipe.ts";

export class RedisPipe implements Pipe {
  backlogBytes = 0;
  readonly #bus: PacketBus;
  readonly #channel: string;
  readonly #onNoReceiver: () => void;

  /** `onNoReceiver` is called when a packet had no subscriber. */
  constructor(bus: PacketBus, channel: string, onNoReceiver: () => void) {
    this.#bus = bus;
    this.#channel = channel;
    this.#onNoReceiver = onNoReceiver;
  }

  send(packet: Buffer, done: () => void): void {
    const { length } = packet;
    this.backlogBytes += length;
    this.#bus.publish(this.#channel, packet, (receivers) => {
      this.backlogBytes -= length;
      done();
      if (receivers === 0) this.#onNoReceiver();
    });
  }

  cut(): void {
    // A channel cannot be closed. The session is over, and its number is never used again.
  }
}
