// Number streams of one calendar day, from the world's key for what is not part of a hunt. Never the world's own generator:
// loot that players see could give that away.
import { hmacSha256, utf8 } from "@doubloon/shared/fair/hashing";
import { KeyedStreams, type NumberStream } from "@doubloon/shared/fair/streams";

export interface DailyKeys {
  readonly day: number;
  readonly glints: KeyedStreams;
}

/** The streams of a day. */
export function dailyKeys(secret: Uint8Array, day: number): DailyKeys {
  return { day, glints: new KeyedStreams(hmacSha256(secret, utf8(`glints ${day}`))) };
}

/** The numbers that place one player's cache, and the key of its readings' noise. */
export function soloNumbers(
  secret: Uint8Array,
  purpose: string,
): { numbers: NumberStream; noiseKey: Uint8Array } {
  const key = hmacSha256(secret, utf8(`solo ${purpose}`));
  return { numbers: new KeyedStreams(key).stream(0), noiseKey: hmacSha256(key, utf8("noise")) };
}
