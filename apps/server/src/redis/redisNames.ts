// Names of everything that Doubloon keeps in Redis. All begin with one prefix, so that several islands can share one.
import type { GatewayId } from "../link/port.ts";

export const DEFAULT_REDIS_PREFIX = "doubloon";

export interface RedisNames {
  /** Channel: what gateways tell the world. */
  readonly world: string;
  /** Channel: what a world that has begun tells all gateways. */
  readonly gateways: string;
  /** Channel: what the world tells one gateway. */
  gateway(id: GatewayId): string;
  /** Key: the token of the world that is the one; expires. */
  readonly lease: string;
  /** Key: the newest token ever given. */
  readonly token: string;
  /** Key: hash of the records of the newest published world. */
  readonly records: string;
  /** Key: the hash of token keys and revocations that all gateways share, sealed by the cluster key. */
  readonly tokenKeys: string;
  /** Channel: the above has changed. */
  readonly tokenKeysChanged: string;
  /** Key: the id of the cluster key that this island's machines share. */
  readonly clusterKeyId: string;
  /** Beginning of the channels of Socket.IO's adapter. */
  readonly sockets: string;
}

export function makeRedisNames(prefix: string = DEFAULT_REDIS_PREFIX): RedisNames {
  // One hash tag, so that scripts over several keys work wherever keys are spread.
  const key = `{${prefix}}`;
  return {
    world: `${prefix}:world`,
    gateways: `${prefix}:gateways`,
    gateway: (id) => `${prefix}:gateway:${id}`,
    lease: `${key}:lease`,
    token: `${key}:token`,
    records: `${key}:records`,
    tokenKeys: `${key}:token-keys`,
    tokenKeysChanged: `${prefix}:token-keys`,
    clusterKeyId: `${key}:cluster-key-id`,
    sockets: `${prefix}:socket.io`,
  };
}
