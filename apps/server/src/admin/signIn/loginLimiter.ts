// Limits how fast passwords can be guessed: a few attempts a minute per address group, and far more an hour per name from
// all addresses together. A known device has its own limit, so other people's attempts cannot lock it out.
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { addressGroup } from "../../lib/clientAddress.ts";

/** Attempts a minute per address group, and per known device. */
export const ATTEMPTS_PER_GROUP = 5;
export const ATTEMPTS_PER_DEVICE = 5;
const WINDOW_S = 60;
/** Attempts an hour per name from unknown devices. Using this up takes hundreds of networks. */
export const ATTEMPTS_PER_NAME = 2_000;
const NAME_WINDOW_S = 3_600;
/** Keys per limiter; the oldest is dropped first. */
const MAX_KEYS = 10_000;

/** The origin of an attempt to sign in. */
export interface AttemptOrigin {
  /** The client's address. */
  readonly address: string;
  readonly name: string;
  /** The device's id if it is known for this name. */
  readonly device: string | undefined;
}

export interface AttemptVerdict {
  /** 0 if the attempt is allowed, otherwise the time to wait, in ms. */
  readonly waitMs: number;
  /** Whether this is the first refusal of this address group within a minute, which is logged. */
  readonly firstRefusal: boolean;
}

export interface LoginLimiter {
  /** Counts an attempt. */
  begin(origin: AttemptOrigin): Promise<AttemptVerdict>;
  /** Takes back an attempt that had the right password. */
  succeeded(origin: AttemptOrigin): Promise<void>;
}

export function createLoginLimiter(): LoginLimiter {
  const groups = createBoundedLimiter(ATTEMPTS_PER_GROUP, WINDOW_S);
  const devices = createBoundedLimiter(ATTEMPTS_PER_DEVICE, WINDOW_S);
  const names = createBoundedLimiter(ATTEMPTS_PER_NAME, NAME_WINDOW_S);
  const refusals = createBoundedLimiter(1, WINDOW_S);

  async function waitOf({ address, name, device }: AttemptOrigin): Promise<number> {
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
  /** Takes a point. Resolves to 0, or to the time until there is a point again, in ms. */
  consume(key: string): Promise<number>;
  giveBack(key: string): Promise<void>;
  reset(key: string): Promise<void>;
}

function createBoundedLimiter(points: number, seconds: number): BoundedLimiter {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  /** In the order of their first use. */
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
