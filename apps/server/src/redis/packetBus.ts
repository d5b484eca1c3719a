// Link packets over Redis, each with a MAC that only a machine with the same cluster key can make. The MAC covers the
// channel too, so a packet is valid only on the channel it was sent on. Packets that fail the check are counted, reported
// and dropped. They end no session, because anyone with access to Redis could send them.

import { MAC_AT, PACKET_HEADER_BYTES } from "../link/codec/packet.ts";
import type { LinkCounters } from "../link/session/linkCounters.ts";
import { type ClusterKey, MAC_BYTES } from "./clusterKey.ts";
import type { RedisBus } from "./redisBus.ts";

export class PacketBus {
  readonly bus: RedisBus;
  readonly key: ClusterKey;
  readonly #onUnauthenticated: (channel: string) => void;

  /** `onUnauthenticated` gets the channel of every packet that fails the check. */
  constructor(bus: RedisBus, key: ClusterKey, onUnauthenticated: (channel: string) => void) {
    this.bus = bus;
    this.key = key;
    this.#onUnauthenticated = onUnauthenticated;
  }

  /** Signs the packet in place and publishes it; see `RedisBus.publish`. */
  publish(channel: string, packet: Buffer, done: (receivers: number | undefined) => void): void {
    packet.set(this.key.mac(channel, ...covered(packet)), MAC_AT);
    this.bus.publish(channel, packet, done);
  }

  /** Passes on the packets that pass the check; see `RedisBus.subscribe`. */
  subscribe(
    channel: string,
    counters: LinkCounters,
    listener: (packet: Buffer) => void,
  ): Promise<() => Promise<void>> {
    return this.bus.subscribe(channel, (packet) => {
      const mac = packet.subarray(MAC_AT, MAC_AT + MAC_BYTES);
      if (this.key.verify(mac, channel, ...covered(packet))) {
        listener(packet);
      } else {
        counters.unauthenticated++;
        this.#onUnauthenticated(channel);
      }
    });
  }
}

/** The bytes that the MAC covers: all but the MAC itself. */
function covered(packet: Buffer): readonly Buffer[] {
  return [packet.subarray(0, MAC_AT), packet.subarray(PACKET_HEADER_BYTES)];
}
