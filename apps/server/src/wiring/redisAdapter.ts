// Socket.IO's Redis adapter, for what reaches across gateways outside the game (announcements, kicks). While Redis is
// gone such a message is lost; it must not end the process, as the adapter's own unhandled rejection would.
import { createAdapter } from "@socket.io/redis-adapter";
import type { SocketAdapter } from "../gateway/edge.ts";
import type { RedisBus } from "../link/redisBus.ts";
import type { RedisNames } from "../link/redisNames.ts";

export function makeRedisAdapter(bus: RedisBus, names: RedisNames): SocketAdapter {
  const { client, subscriber } = bus;
  const forgiving = {
    on: client.on.bind(client),
    off: client.off.bind(client),
    pSubscribe: client.pSubscribe.bind(client),
    // By this the adapter tells whose client it is before it asks how many gateways there are.
    sSubscribe: client.sSubscribe.bind(client),
    sendCommand: (args: string[]) => client.sendCommand(args).catch(() => [0, 0]),
    publish: (channel: string, message: Buffer | string) => client.publish(channel, message).catch(() => 0),
  };
  return createAdapter(forgiving, subscriber, { key: names.sockets }) as SocketAdapter;
}
