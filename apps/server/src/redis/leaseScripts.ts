// The scripts of the world lease. Each compares before it sets, and Redis runs it as one step: of any two processes that want
// the lease one gets it. The token only grows, whoever gets the lease and however. KEYS of all: lease, token, offer.
//
// An offer is "TOKEN CANDIDATE": the lease is already set to that token, so its previous holder is fenced off, and only the
// candidate may take it. Taking the lease in any way deletes the offer, so an offer that still stands was not taken.

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
 * ARGV: previous token, TTL in ms, `keep` or `new`, candidate. Takes the lease if it is free or offered to this candidate, and
 * returns the token; 0 if it is taken, -1 if another process has held it since `previous`. With `keep`, a holder that renews
 * late keeps its token if nobody else took the lease. A Redis whose tokens are all older than `previous` has come back from
 * an old file: nobody has held the lease since, whatever it says.
 */
export const TAKE = `${TAKE_NEW}
local last = tonumber(redis.call('GET', KEYS[2]) or '0')
local previous = tonumber(ARGV[1])
local holder = tonumber(redis.call('GET', KEYS[1]) or '0')
if previous > 0 and last > previous then return -1 end
if holder > previous then
  local offered = string.format('%d', holder)
  if redis.call('GET', KEYS[3]) ~= offered .. ' ' .. ARGV[4] then return 0 end
  redis.call('SET', KEYS[1], offered, 'PX', ARGV[2])
  redis.call('DEL', KEYS[3])
  return holder
end
if ARGV[3] == 'keep' and previous > 0 and last == previous then
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  return previous
end
return takeNew(previous + 1, ARGV[2])`;

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
