// The scripts of the world lease. Each compares before it sets, and Redis runs it as one step: of any two processes that want
// the lease one gets it. The token only grows, whoever gets the lease and however. KEYS of all: lease, token, offer.
//
// An offer is "TOKEN CANDIDATE": the lease is already set to that token, so its previous holder is fenced off, and only the
// candidate may take it. Taking the lease in any way deletes the offer, so an offer that still stands was not taken.
import type { RedisBus } from "./redisBus.ts";
import type { RedisNames } from "./redisNames.ts";

/** Tokens are at least the time in seconds, so that they grow even when Redis has lost its data. */
const TAKE_NEW = `
local function takeNew(atLeast, ttl)
  local last = tonumber(redis.call('GET', KEYS[2]) or '0')
  local token = math.max(last + 1, atLeast, tonumber(redis.call('TIME')[1]))
  redis.call('SET', KEYS[2], string.format('%d', token))
  redis.call('SET', KEYS[1], string.format('%d', token), 'PX', ttl)
  redis.call('DEL', KEYS[3])
  return token
end`;

/**
 * ARGV: previous token, TTL in ms, `keep` or `new`, candidate, the latest time of Redis's clock in ms (0: none). Takes the lease if it is free or offered to this candidate, and
 * returns the token; 0 if it is taken, -1 if another process has held it since `previous`. With `keep`, a holder that renews
 * late keeps its token if nobody else took the lease. A Redis whose tokens are all older than `previous` has come back from
 * an old file: nobody has held the lease since, whatever it says. Returns Redis's time in ms as well.
 *
 * After the latest time the answer is -2 and nothing changes: the sender was cut off when it asked, may have closed the
 * connection since, and would not hear that it leads.
 */
const TAKE = `${TAKE_NEW}
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local latest = tonumber(ARGV[5])
if latest > 0 and now > latest then return {-2, now} end
local last = tonumber(redis.call('GET', KEYS[2]) or '0')
local previous = tonumber(ARGV[1])
local holder = tonumber(redis.call('GET', KEYS[1]) or '0')
if previous > 0 and last > previous then return {-1, now} end
if holder > previous then
  local offered = string.format('%d', holder)
  if redis.call('GET', KEYS[3]) ~= offered .. ' ' .. ARGV[4] then return {0, now} end
  redis.call('SET', KEYS[1], offered, 'PX', ARGV[2])
  redis.call('DEL', KEYS[3])
  return {holder, now}
end
if ARGV[3] == 'keep' and previous > 0 and last == previous then
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  return {previous, now}
end
return {takeNew(previous + 1, ARGV[2]), now}`;

/** The answer to a request for the lease that came too late. */
export const LATE = -2;

export interface LeaseRequest {
  /** The token of the sender's last leadership term; 0 for none. */
  readonly previous: number;
  readonly ttlMs: number;
  /** Whether the sender holds the lease and keeps its token if nobody else took it. */
  readonly keep: boolean;
  /** The name under which the lease may be offered to the sender. */
  readonly candidate: string;
  /** By Redis's clock, in ms; 0 for no limit. */
  readonly latestMs: number;
}

/** Asks for the lease; returns the answer of TAKE and Redis's time in ms. Rejects while Redis is away. */
export async function requestLease(
  { client }: RedisBus,
  { lease, token, offer }: RedisNames,
  { previous, ttlMs, keep, candidate, latestMs }: LeaseRequest,
): Promise<{ readonly answer: number; readonly timeMs: number }> {
  const reply = await client.eval(TAKE, {
    keys: [lease, token, offer],
    arguments: [String(previous), String(ttlMs), keep ? "keep" : "new", candidate, String(latestMs)],
  });
  const [answer, timeMs] = (reply as unknown as readonly unknown[]).map(Number);
  return { answer, timeMs };
}

/** ARGV: token, TTL in ms. Returns 1, or 0 if the lease is not held under that token. */
export const RENEW = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])`;

/** ARGV: token. */
export const RELEASE = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`;

/** ARGV: token, candidate, bound in ms. Offers the lease under a new token, which it returns; 0 if the lease is not held. */
export const OFFER = `${TAKE_NEW}
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
local token = takeNew(0, ARGV[3])
redis.call('SET', KEYS[3], string.format('%d', token) .. ' ' .. ARGV[2], 'PX', 60000)
return token`;

/**
 * ARGV: offered token, candidate, `wait` or `reclaim`, TTL in ms. Returns 0 while the offer stands, -1 once the candidate has
 * taken it, -2 if the lease is another's. With `reclaim` an offer that still stands is void: the lease is taken back under a
 * new token, which is returned.
 */
export const RECLAIM = `${TAKE_NEW}
if redis.call('GET', KEYS[3]) == ARGV[1] .. ' ' .. ARGV[2] and redis.call('GET', KEYS[2]) == ARGV[1] then
  if ARGV[3] == 'wait' then return 0 end
  return takeNew(0, ARGV[4])
end
if redis.call('GET', KEYS[2]) == ARGV[1] then return -1 end
return -2`;
