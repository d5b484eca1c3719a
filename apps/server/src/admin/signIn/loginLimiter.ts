// Bounds how fast passwords can be guessed: so many tries a minute from one address group, and far more an hour for one
// name from everywhere. A known device has a limit of its own and touches neither, so strangers cannot keep it out.
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { addressGroup } from "../../lib/clientAddress.ts";

/** Tries a minute of one address group, and of one known device. */
export const TRIES_PER_GROUP = 5;
export const TRIES_PER_DEVICE = 5;
const WINDOW_S = 60;
/** Tries an hour for one name by unknown devices: it takes hundreds of networks to use this up. */
export const TRIES_PER_NAME = 2_000;
const NAME_WINDOW_S = 3_600;
/** Keys that each limiter remembers; the oldest is forgotten first. */
const MAX_KEYS = 10_000;

/** Where a try to sign in comes from. */
export interface TryOrigin {
  /** The client's address. */
  readonly address: string;
  readonly name: string;
  /** The device's id if it is known for this name. */
  readonly device: string | undefined;
}

export interface TryVerdict {
  /** 0 if the try may go ahead, else how long until one may, in ms. */
  readonly waitMs: number;
  /** Whether this is the first refusal of this address group within a minute: the one to log. */
  readonly firstRefusal: boolean;
}

export interface LoginLimiter {
  /** Counts a try. */
  begin(origin: TryOrigin): Promise<TryVerdict>;
  /** The try had the right password. */
  succeeded(origin: TryOrigin): Promise<void>;
}

export function createLoginLimiter(): LoginLimiter {
  const groups = createBoundedLimiter(TRIES_PER_GROUP, WINDOW_S);
  const devices = createBoundedLimiter(TRIES_PER_DEVICE, WINDOW_S);
  const names = createBoundedLimiter(TRIES_PER_NAME, NAME_WINDOW_S);
  const refusals = createBoundedLimiter(1, WINDOW_S);

  async function waitOf({ address, name, device }: TryOrigin): Promise<number> {
    if (device !== undefined) return devices.consume(device);
    const waitMs = await groups.consume(addressGroup(address));
    return waitMs > 0 ? waitMs : names.consume(name);
  }

  return {
    async begin(origin) {
      const waitMs = await waitOf(origin);
      const firstRefusal = waitMs > 0 && (await refusals.consume(addressGroup(origin.address))) === 0;
      return { waitMs, firstRefusal };
    },
    async succeeded({ address, name, device }) {
      if (device !== undefined) return devices.reset(device);
      await Promise.all([groups.reset(addressGroup(address)), names.giveBack(name)]);
    },
  };
}

interface BoundedLimiter {
  /** Takes a point; resolves to 0, or to the ms until there is one again. */
  consume(key: string): Promise<number>;
  giveBack(key: string): Promise<void>;
  reset(key: string): Promise<void>;
}

function createBoundedLimiter(points: number, seconds: number): BoundedLimiter {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  /** In the order of their last first use. */
  const keys = new Set<string>();
  return {
    async consume(key) {
      if (!keys.has(key)) {
        keys.add(key);
        const [oldest = key] = keys;
        if (keys.size > MAX_KEYS) {
          keys.delete(oldest);
          await limiter.delete(oldest);
        }
      }
      try {
        await limiter.consume(key);
        return 0;
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext));
        throw refusal;
      }
    },
    async giveBack(key) {
      await limiter.reward(key);
    },
    async reset(key) {
      keys.delete(key);
      await limiter.delete(key);
    },
  };
}
