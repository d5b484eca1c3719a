// The names of Doubloon's channels and keys in Redis. All start with one prefix, so that several islands can share a Redis.
import type { GatewayId } from "../link/port.ts";

export interface RedisNames {
  /** Channel: from the gateways to the world. */
  readonly world: string;
  /** Channel: from the world to all gateways (world-up announcements and byes). */
  readonly gateways: string;
  /** Channel: from the world to one gateway. */
  gateway(id: GatewayId): string;
  /** Key: the lease, which holds its holder's token and expires. */
  readonly lease: string;
  /** Key: the newest token ever issued. */
  readonly token: string;
  /** Key: to whom the lease is offered, while nobody has taken it. */
  readonly offer: string;
  /** Channel: the lease was offered. */
  readonly offered: string;
  /** Key: the newest token under which a world has begun to run. */
  readonly leading: string;
  /** Key: the versions of the running world. */
  readonly versions: string;
  /** Key: the hash of machines on standby. */
  readonly standbys: string;
  /** Key: the hash with what the last few publications changed. */
  readonly changes: string;
  /** Key: the hash with the records of the newest published world. */
  readonly records: string;
  /** Key: Redis's time of the newest publication, in Unix ms. */
  readonly publishedAt: string;
  /** Key: the hash of token keys and revocations that all gateways share, encrypted with the cluster key. */
  readonly tokenKeys: string;
  /** Channel: `tokenKeys` has changed. */
  readonly tokenKeysChanged: string;
  /** Key: the id of the cluster key that this island's machines share. */
  readonly clusterKeyId: string;
  /** Prefix of the channels of Socket.IO's adapter. */
  readonly sockets: string;
}

export function makeRedisNames(prefix: string): RedisNames {
  // One hash tag, so that scripts over several keys also work in a Redis cluster.
  const key = `{${prefix}}`;
  return {
    world: `${prefix}:world`,
    gateways: `${prefix}:gateways`,
    gateway: (id) => `${prefix}:gateway:${id}`,
    lease: `${key}:lease`,
    token: `${key}:token`,
    offer: `${key}:offer`,
    offered: `${prefix}:offered`,
    leading: `${key}:leading`,
    versions: `${key}:versions`,
    standbys: `${key}:standbys`,
    changes: `${key}:changes`,
    records: `${key}:records`,
    publishedAt: `${key}:published-at`,
    tokenKeys: `${key}:token-keys`,
    tokenKeysChanged: `${prefix}:token-keys`,
    clusterKeyId: `${key}:cluster-key-id`,
    sockets: `${prefix}:socket.io`,
  };
}
