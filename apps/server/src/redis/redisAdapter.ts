// Socket.IO's Redis adapter, for messages between gateways outside the game (announcements, kicks). While Redis is gone
// such messages are lost; without this wrapper the adapter's unhandled rejection would end the process. Messages carry a
// MAC of the cluster key, and the adapter, which trusts whatever it reads, gets only verified ones.
import { createAdapter } from "@socket.io/redis-adapter";
import type { SocketAdapter } from "../gateway/transport/socketServer.ts";
import { AdapterMessages, type RefusedMessage } from "./adapterMessages.ts";
import type { ClusterKey } from "./clusterKey.ts";
import type { RedisBus } from "./redisBus.ts";
import type { RedisNames } from "./redisNames.ts";

export interface RedisAdapterOptions {
  readonly bus: RedisBus;
  readonly names: RedisNames;
  readonly key: ClusterKey;
  /** A message was dropped. */
  readonly onRefused: (why: RefusedMessage, channel: string) => void;
  /** Wall-clock time in ms. */
  readonly nowMs: () => number;
}

type Listener = (message: Buffer, channel: Buffer) => unknown;

export function makeRedisAdapter({ bus, names, key, onRefused, nowMs }: RedisAdapterOptions): SocketAdapter {
  const { client, subscriber } = bus;
  const messages = new AdapterMessages(key, nowMs);
  const checkedListeners = new Map<Listener, Listener>();

  /** Passes on verified messages only. A request that fails affects no other. */
  function checked(listener: Listener): Listener {
    const known = checkedListeners.get(listener);
    if (known !== undefined) return known;
    const own: Listener = (message, channel) => {
      const name = channel.toString();
      const body = messages.open(name, message);
      if (typeof body === "string") {
        onRefused(body, name);
        return;
      }
      const handle = async (): Promise<void> => void (await listener(body, channel));
      handle().catch(() => onRefused("unreadable", name));
    };
    checkedListeners.set(listener, own);
    return own;
  }

  const publisher = {
    on: client.on.bind(client),
    off: client.off.bind(client),
    pSubscribe: client.pSubscribe.bind(client),
    // The adapter checks this method to tell which client library it has, before it asks for the number of gateways.
    sSubscribe: client.sSubscribe.bind(client),
    sendCommand: (args: string[]) => client.sendCommand(args).catch(() => [0, 0]),
    publish: (channel: string, message: Buffer | string) =>
      client.publish(channel, messages.seal(channel, message)).catch(() => 0),
  };
  const listening = {
    on: subscriber.on.bind(subscriber),
    off: subscriber.off.bind(subscriber),
    pSubscribe: (pattern: string, listener: Listener) =>
      subscriber.pSubscribe(pattern, checked(listener), true),
    subscribe: (channels: string[], listener: Listener) =>
      subscriber.subscribe(channels, checked(listener), true),
    pUnsubscribe: (pattern: string, listener: Listener) =>
      subscriber.pUnsubscribe(pattern, checked(listener), true).catch(() => undefined),
    unsubscribe: (channels: string[], listener: Listener) =>
      subscriber.unsubscribe(channels, checked(listener), true).catch(() => undefined),
  };
  return createAdapter(publisher, listening, { key: names.sockets }) as SocketAdapter;
}
